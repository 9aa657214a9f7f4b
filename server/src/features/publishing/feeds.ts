import { visitor } from '../../kernel/actor.ts';
import { entriesOfPosts, entryOfThread, type Feed } from './atom.ts';
import { pathOf } from './heads.ts';
import type { FindReading, PlaceKind, ReadingDeps } from './readings.ts';

/** The newest posts of a thread, or threads of a forum, in one feed. */
const entriesInFeed = 30;
/** Forums of a community whose threads its feed tells of. */
const spacesInFeed = 20;

export interface FeedDeps extends ReadingDeps {
  findReading: FindReading;
}

/** What is new on a public page, as a feed; null when missing or not public. */
export function createFeeds(deps: FeedDeps) {
  return async (kind: PlaceKind, id: string): Promise<Feed | null> => {
    const reading = await deps.findReading(kind, id, { print: false });
    if (!reading) return null;
    const path = pathOf(reading);
    if (reading.kind === 'thread') {
      const { thread } = reading;
      const query = { last: 'true' as const, limit: entriesInFeed };
      const { items, people } = await deps.threads.listPosts(visitor, thread.id, query);
      const entries = entriesOfPosts(thread, items, people ?? {});
      return { title: thread.title, path, selfPath: `/feeds/t/${id}`, entries };
    }
    if (reading.kind === 'space') {
      const entries = reading.threads.slice(0, entriesInFeed).map(entryOfThread);
      return { title: reading.space.name, path, selfPath: `/feeds/spaces/${id}`, entries };
    }
    if (reading.kind !== 'community') return null;
    const lists = await Promise.all(
      reading.spaces
        .slice(0, spacesInFeed)
        .map((space) =>
          deps.threads.listing.listThreads(visitor, space.id, { limit: entriesInFeed }),
        ),
    );
    const newest = lists
      .flatMap(({ items }) => items)
      .sort((a, b) => (a.lastActivityAt < b.lastActivityAt ? 1 : -1))
      .slice(0, entriesInFeed);
    const entries = newest.map(entryOfThread);
    return { title: reading.community.name, path, selfPath: `/feeds/c/${id}`, entries };
  };
}
