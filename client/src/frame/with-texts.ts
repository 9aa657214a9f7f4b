import type { Feature, PageRoute, SlotLoaders } from '../feature.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { Part } from '../i18n/load-texts.ts';
import { patient } from './patient.ts';

/** Code and texts come side by side; the page waits for both. */
function together<T>(load: () => Promise<T>, i18n: I18n, part: Part = 'more'): () => Promise<T> {
  return patient(async () => {
    const [code] = await Promise.all([load(), i18n.need(part)]);
    return code;
  });
}

const partOf = (texts: Feature['texts']): Part => (texts ? 'writing' : 'more');

/** All pages, each of which brings the texts it says. */
export function pagesWithTexts(features: readonly Feature[], i18n: I18n): PageRoute[] {
  return features.flatMap(({ pages, texts }) =>
    pages.map((page) => ({
      ...page,
      load: texts && !page.writes ? patient(page.load) : together(page.load, i18n, partOf(texts)),
    })),
  );
}

/** All parts of other pages, each of which brings the texts it says. */
export function slotsWithTexts(features: readonly Feature[], i18n: I18n): SlotLoaders {
  const all = features.flatMap(({ slots = {}, texts }) =>
    Object.entries(slots).map(([name, load]) => {
      const loadAny: () => Promise<unknown> = load;
      return [name, texts ? patient(loadAny) : together(loadAny, i18n)];
    }),
  );
  return Object.fromEntries(all);
}
