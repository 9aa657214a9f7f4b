import type { SpaceId } from '@jembatan/shared/ids';
import { visitor } from '../../kernel/actor.ts';
import { withSlug } from './heads.ts';
import { type ReadingDeps, unlessUnreadable } from './readings.ts';
import { escapeXml } from './xml.ts';

/**
 * A sitemap may name 50,000 pages (sitemaps.org). Everybody may ask for it, so that it must not cost
 * more than the newest threads, which are enough for those who look in daily.
 */
const threadsOfCommunity = 2_000;
const pageSize = 100;
const communitiesInIndex = 1_000;

interface Entry {
  path: string;
  changed?: string | undefined;
}

/** Which public pages there are, for search engines: an index, and a list for each community. */
export function createSitemap({ threads, communities }: ReadingDeps) {
  async function publicCommunities(): Promise<Entry[]> {
    const found: Entry[] = [];
    let cursor: string | undefined;
    do {
      const query = { which: 'public' as const, limit: pageSize, cursor };
      const page = await communities.communities.listCommunities(visitor, query);
      for (const { id } of page.items) found.push({ path: `/sitemaps/${id}.xml` });
      cursor = page.nextCursor ?? undefined;
    } while (cursor && found.length < communitiesInIndex);
    return found;
  }

  async function threadsOf(spaceId: SpaceId, most: number): Promise<Entry[]> {
    const found: Entry[] = [];
    let cursor: string | undefined;
    do {
      const page = await threads.listing.listThreads(visitor, spaceId, { limit: pageSize, cursor });
      for (const { id, slug, lastActivityAt } of page.items)
        found.push({ path: withSlug(`/t/${id}`, slug), changed: lastActivityAt });
      cursor = page.nextCursor ?? undefined;
    } while (cursor && found.length < most);
    return found.slice(0, most);
  }

  return {
    index: async (origin: string) => toXml(index, await publicCommunities(), origin),

    /** Null when the community is missing or not public. */
    async ofCommunity(id: string, origin: string): Promise<string | null> {
      const community = await communities.communities
        .getCommunity(visitor, id)
        .catch(unlessUnreadable);
      if (!community?.can.read) return null;
      const { items } = await communities.spaces.listSpaces(visitor, community.id);
      const places = [
        { path: withSlug(`/c/${id}`, community.slug) },
        ...items.map((space) => ({
          path: withSlug(`/spaces/${space.id}`, space.slug),
          changed: space.lastActivityAt ?? undefined,
        })),
      ];
      const found: Entry[] = [];
      for (const space of items) {
        if (found.length >= threadsOfCommunity) break;
        found.push(...(await threadsOf(space.id, threadsOfCommunity - found.length)));
      }
      return toXml(list, [...places, ...found], origin);
    },
  };
}

const index = { root: 'sitemapindex', each: 'sitemap' };
const list = { root: 'urlset', each: 'url' };

/** https://www.sitemaps.org/protocol.html */
function toXml({ root, each }: typeof index, entries: readonly Entry[], origin: string): string {
  const lines = entries.map(({ path, changed }) => {
    const when = changed ? `<lastmod>${changed}</lastmod>` : '';
    return `<${each}><loc>${escapeXml(origin + encodeURI(path))}</loc>${when}</${each}>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${lines.join('')}</${root}>\n`;
}
