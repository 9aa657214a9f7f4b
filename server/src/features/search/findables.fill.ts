import type { Logger } from '../../kernel/logger.ts';
import { filesOf, type NamesDeps } from './findables.follow.ts';
import {
  type Entry,
  namesVersion,
  ofCommunity,
  ofSession,
  ofSpace,
  ofThread,
  tagsOf,
} from './findables.make.ts';

const batch = 200;

/**
 * Writes down the names of all that was there before names were kept. Several servers may do so
 * at once: the result is the same.
 */
export function createFilling(deps: NamesDeps & { logger: Logger }) {
  const { findables, names, threads, logger } = deps;

  /** Goes through things in the order of their ids. */
  async function walk<T extends { id: string }>(
    thingsAfter: (id: string | null, limit: number) => Promise<readonly T[]>,
    entriesOf: (things: readonly T[]) => Entry[] | Promise<Entry[]>,
    isStopped: () => boolean,
  ): Promise<number> {
    let count = 0;
    let after: string | null = null;
    while (!isStopped()) {
      const things: readonly T[] = await thingsAfter(after, batch);
      const entries = await entriesOf(things);
      await findables.put(entries);
      count += entries.length;
      after = things.at(-1)?.id ?? null;
      if (things.length < batch) break;
    }
    return count;
  }

  return async function fillNames(isStopped: () => boolean): Promise<void> {
    if ((await findables.filledTo()) >= namesVersion) return;
    const { communities, spaces, sessions } = names.after;
    const { threadsAfter, showingFilesAfter } = threads.search;
    let count = await walk(communities, (some) => some.map(ofCommunity), isStopped);
    count += await walk(spaces, (some) => some.map(ofSpace), isStopped);
    count += await walk(sessions, (some) => some.map(ofSession), isStopped);
    count += await walk(
      threadsAfter,
      (some) => some.flatMap((thread) => [ofThread(thread), ...tagsOf(thread)]),
      isStopped,
    );
    count += await walk(
      showingFilesAfter,
      async (some) => (await Promise.all(some.map((post) => filesOf(deps, post)))).flat(),
      isStopped,
    );
    if (isStopped()) return;
    await findables.noteFilled(namesVersion);
    if (count > 0) logger.info({ count }, 'names of what was there are written down');
  };
}
