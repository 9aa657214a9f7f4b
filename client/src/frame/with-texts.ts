import type { Feature, PageRoute, SlotLoaders } from '../feature.ts';
import type { I18n } from '../i18n/i18n.ts';

type Load = () => Promise<unknown>;

/** Code and texts come side by side; the page waits for both. */
function together<L extends Load>(load: L, i18n: I18n): L {
  const both = async () => {
    const [code] = await Promise.all([load(), i18n.need('more')]);
    return code;
  };
  // The same promise as before, only later.
  return both as L;
}

/** All pages, each of which brings the texts it says. */
export function pagesWithTexts(features: readonly Feature[], i18n: I18n): PageRoute[] {
  return features.flatMap(({ pages, texts }) =>
    texts ? pages : pages.map((page) => ({ ...page, load: together(page.load, i18n) })),
  );
}

/** All parts of other pages, each of which brings the texts it says. */
export function slotsWithTexts(features: readonly Feature[], i18n: I18n): SlotLoaders {
  const all = features.flatMap(({ slots = {}, texts }) =>
    Object.entries(slots).map(([name, load]) => [name, texts ? load : together(load, i18n)]),
  );
  return Object.fromEntries(all);
}
