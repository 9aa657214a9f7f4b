import type { TagMove } from './tag-moves.repository.ts';
import type { TagsCommon } from './tags.deps.ts';
import { plainTag } from './tags.repository.ts';

/** Milliseconds between two looks for threads that have yet to follow. */
const lookMs = 5_000;
/** Threads that follow before others' moves have their turn. */
const batch = 50;
/** Milliseconds in which a thread that was being written meanwhile may still come with the earlier name. */
const lateMs = 30_000;
const claim = { name: 'tag-moves', ms: 20_000 };
const movesAtOnce = 100;

export type Moving = ReturnType<typeof createMoving>;

/**
 * Lets threads follow a tag that was renamed, merged or taken away, thread by thread: what is left
 * when a server stops, another does. One server works at a time, and two would do no harm.
 */
export function createMoving(deps: TagsCommon) {
  const { tags, moves, claims, clock, logger, bus, transact } = deps;
  let timer: ReturnType<typeof setInterval> | undefined;
  let working: Promise<void> | null = null;
  let stopped = false;

  /** Whether some are left. */
  async function moveSome({ communityId, from, to }: TagMove): Promise<boolean> {
    const ids = await deps.threads().threads.idsOfTag(communityId, from, batch);
    for (const id of ids) {
      if (stopped) return false;
      await transact((tx) => deps.threads().service.retag(tx, id, { from, to }), { queue: id });
    }
    return ids.length === batch;
  }

  async function finish({ id, communityId, from, to, at }: TagMove): Promise<void> {
    if (clock.now().getTime() - at.getTime() < lateMs) return;
    await transact(async () => {
      await moves.remove(id);
      if (to !== null) await tags.hasMoved(communityId, from);
    });
  }

  async function work(): Promise<void> {
    const all = await moves.list(movesAtOnce);
    if (all.length === 0 || !(await claims.take(claim.name, claim.ms))) return;
    for (const move of all) {
      while (!stopped && (await moveSome(move))) await claims.take(claim.name, claim.ms);
      if (!stopped) await finish(move);
    }
    await claims.release(claim.name);
  }

  function look(): void {
    if (stopped) return;
    working ??= work()
      .catch((err: unknown) => logger.debug({ err }, 'moves of tags wait for the database'))
      .finally(() => {
        working = null;
      });
  }

  bus.on('tags:changed', look);

  return {
    start(): void {
      timer = setInterval(look, lookMs);
      timer.unref();
    },

    async stop(): Promise<void> {
      stopped = true;
      clearInterval(timer);
      await working;
    },

    /** Tags of a hub from before they were kept: those that read the same become one. */
    async takeUp(): Promise<void> {
      if (await tags.exist()) return;
      for (const { communityId, tag } of await deps.threads().threads.allTags()) {
        const [known] = await tags.findByNames(communityId, [tag]);
        if (!known) await tags.insert(communityId, { ...plainTag, name: tag });
        else await moves.insert({ communityId, from: tag, to: known.name, at: clock.now() });
      }
    },
  };
}
