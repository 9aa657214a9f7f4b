import type { PersonId, ThreadId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import { askedTogether } from '../../kernel/asked-together.ts';
import type { RedisLink } from '../../platform/redis.ts';

export type TypingStore = ReturnType<typeof createTypingStore>;

/** Who is typing, for all servers: whoever takes a mark away is the one to say so. */
export function createTypingStore({ commands: redis }: Pick<RedisLink, 'commands'>) {
  const keyOf = (thread: ThreadId, person: PersonId) => `typing:${thread}:${person}`;
  // Outlives the mark a little, so that the server whose time runs out still finds it.
  const keptMs = (limits.typingSeconds + 2) * 1_000;

  // Every reply ends a mark, mostly one that is not there: those of one moment go together.
  const endMark = askedTogether(async (keys) => {
    const asked = redis.pipeline(keys.map((key) => ['del', key]));
    const counts = (await asked.exec()) ?? [];
    return new Map(
      keys.flatMap((key, index) => {
        const [error, count] = counts[index] ?? [];
        return error ? [] : [[key, Number(count) > 0] as const];
      }),
    );
  });

  return {
    /** While Redis is away the mark is this server's own. */
    async put(thread: ThreadId, person: PersonId): Promise<void> {
      await redis.set(keyOf(thread, person), '1', 'PX', keptMs).catch(() => null);
    },
    /** True for the one caller that ended a mark; true as well while Redis is away, when nobody knows. */
    take: (thread: ThreadId, person: PersonId): Promise<boolean> =>
      endMark(keyOf(thread, person)).then(
        (wasThere) => wasThere ?? true,
        () => true,
      ),
  };
}
