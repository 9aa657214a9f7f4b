import { encodePath } from '../../kernel/encode-path.ts';
import { escapeXml } from './xml.ts';

export interface Entry {
  /** With the slug, not yet encoded. */
  path: string;
  /** When something last happened there. */
  changed?: string;
}

const kinds = {
  index: { root: 'sitemapindex', each: 'sitemap' },
  list: { root: 'urlset', each: 'url' },
};

/** https://www.sitemaps.org/protocol.html */
export function toSitemap(
  kind: keyof typeof kinds,
  entries: readonly Entry[],
  origin: string,
): string {
  const { root, each } = kinds[kind];
  const lines = entries.map(({ path, changed }) => {
    const when = changed ? `<lastmod>${changed}</lastmod>` : '';
    return `<${each}><loc>${escapeXml(origin + encodePath(path))}</loc>${when}</${each}>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${lines.join('')}</${root}>\n`;
}
