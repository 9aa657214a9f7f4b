import { visitor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { visibleThreads } from '../../permissions/threads.rules.ts';
import { slugOf } from '../../text/slug.ts';
import type { Communities } from '../communities/index.ts';
import type { Tags } from '../tags/index.ts';
import type { MadeRepository } from '../threads/index.ts';
import { tagPath, withSlug } from './heads.ts';
import { createParts } from './sitemap-parts.ts';
import { type Entry, toSitemap } from './sitemap-xml.ts';

/** Addresses of one list; sitemaps.org allows 50,000, and a request should not cost that much. */
const placesInPart = 2_000;
/** Communities whose tags are in one list. */
const communitiesInPart = 25;
/** No list may be longer, however many threads were made within one second. */
const mostInList = 50_000;

export interface SitemapDeps {
  made: MadeRepository;
  communities: Pick<Communities, 'places' | 'addressesOf'>;
  tags: Pick<Tags, 'usedTags'>;
  clock: Clock;
}

/**
 * Which public pages there are, for search engines: an index of lists, some of places and some of
 * threads. A list of threads is a span of time: it stays the same list for good, and says nothing
 * of threads that are not public, which are passed over.
 */
export function createSitemap({ made, communities, tags, clock }: SitemapDeps) {
  const parts = createParts(made);

  const readable = async () => {
    const { communityIds, spaceIds, reach } = await communities.places.readableOf(visitor);
    return { communityIds: communityIds ?? [], spaceIds: spaceIds ?? [], reach };
  };

  /** In the order they were made, so that lists stay as they are when places come. */
  async function placeIds(): Promise<string[]> {
    const { communityIds, spaceIds } = await readable();
    return [...communityIds, ...spaceIds].sort();
  }

  /** As the places, so that a community's tags stay in their list. */
  const taggedIds = async () => (await readable()).communityIds.toSorted();

  async function listPlaces(number: number): Promise<Entry[] | null> {
    const ids = (await placeIds()).slice((number - 1) * placesInPart, number * placesInPart);
    if (ids.length === 0) return null;
    const { communities: found, spaces } = await communities.addressesOf(ids);
    return [
      ...found.map(({ id, slug }) => ({ path: withSlug(`/c/${id}`, slug) })),
      ...spaces.map(({ id, slug }) => ({ path: withSlug(`/spaces/${id}`, slug) })),
    ];
  }

  return {
    async index(origin: string): Promise<string> {
      const [ids, tagged, spans] = await Promise.all([placeIds(), taggedIds(), parts.all()]);
      const places = Array.from(
        { length: Math.max(1, Math.ceil(ids.length / placesInPart)) },
        (_, n) => ({ path: `/sitemaps/places-${n + 1}.xml` }),
      );
      const tagLists = Array.from(
        { length: Math.ceil(tagged.length / communitiesInPart) },
        (_, n) => ({ path: `/sitemaps/tags-${n + 1}.xml` }),
      );
      const threads = spans.map(({ from }) => ({ path: `/sitemaps/threads-${from}.xml` }));
      const all = [{ path: '/sitemaps/hub.xml' }, ...places, ...tagLists, ...threads].slice(
        0,
        mostInList,
      );
      return toSitemap('index', all, origin);
    },

    /** The pages of the hub itself. */
    hub: (origin: string) => toSitemap('list', [{ path: '/' }, { path: '/communities' }], origin),

    /** Public communities and forums; null beyond the last list. */
    async places(number: number, origin: string): Promise<string | null> {
      const entries = number === 1 ? ((await listPlaces(1)) ?? []) : await listPlaces(number);
      return entries && toSitemap('list', entries, origin);
    },

    /** Tags under which everybody finds threads; null beyond the last list. */
    async tags(number: number, origin: string): Promise<string | null> {
      const end = number * communitiesInPart;
      const ids = (await taggedIds()).slice(end - communitiesInPart, end);
      if (ids.length === 0) return null;
      const used = await tags.usedTags(visitor, ids, mostInList);
      const entries = used.map(({ communityId, name }) => ({ path: tagPath(communityId, name) }));
      return toSitemap('list', entries, origin);
    },

    /** Public threads of the span that begins at that second; null where none does. */
    async threads(from: number, origin: string): Promise<string | null> {
      const span = (await parts.all()).find((one) => one.from === from);
      if (!span) return null;
      const { spaceIds, reach } = await readable();
      const open = new Set<string>(spaceIds);
      const visible = reach ? visibleThreads(reach, clock.now()) : {};
      const found = await made.list(span, { visible, limit: mostInList });
      const entries = found
        .filter(({ spaceId }) => open.has(spaceId))
        .map(({ id, title, lastActivityAt }) => ({
          path: withSlug(`/t/${id}`, slugOf(title)),
          changed: lastActivityAt.toISOString(),
        }));
      return toSitemap('list', entries, origin);
    },
  };
}
