import type { Feature, PageRoute, SlotLoaders } from '../feature.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { Part } from '../i18n/load-texts.ts';
import { patient, sayMissing } from './patient.ts';

interface Together {
  readonly i18n: I18n;
  readonly parts?: readonly Part[];
  readonly onAway?: () => void;
}

/** Code and texts come side by side; the page waits for both. */
function together<T>(
  load: () => Promise<T>,
  { i18n, parts = ['more'], onAway }: Together,
): () => Promise<T> {
  return patient(async () => {
    const [code] = await Promise.all([load(), ...parts.map((part) => i18n.need(part))]);
    return code;
  }, onAway);
}

function partsOf(texts: Feature['texts'], { writes }: PageRoute): readonly Part[] {
  if (texts) return ['writing'];
  return writes ? ['more', 'writing'] : ['more'];
}

/** All pages, each of which brings the texts it says. */
export function pagesWithTexts(features: readonly Feature[], i18n: I18n): PageRoute[] {
  return features.flatMap(({ pages, texts }) =>
    pages.map((page) => ({
      ...page,
      load:
        texts && !page.writes
          ? patient(page.load, sayMissing)
          : together(page.load, { i18n, parts: partsOf(texts, page), onAway: sayMissing }),
    })),
  );
}

/** All parts of other pages, each of which brings the texts it says. */
export function slotsWithTexts(features: readonly Feature[], i18n: I18n): SlotLoaders {
  const all = features.flatMap(({ slots = {}, texts }) =>
    Object.entries(slots).map(([name, load]) => {
      const loadAny: () => Promise<unknown> = load;
      return [name, texts ? patient(loadAny) : together(loadAny, { i18n })];
    }),
  );
  return Object.fromEntries(all);
}
