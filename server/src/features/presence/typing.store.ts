import type { PersonId, ThreadId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { RedisLink } from '../../platform/redis.ts';

export type TypingStore = ReturnType<typeof createTypingStore>;

/** Who is typing, for all servers: whoever takes a mark away is the one to say so. */
export function createTypingStore({ commands: redis }: Pick<RedisLink, 'commands'>) {
  const keyOf = (thread: ThreadId, person: PersonId) => `typing:${thread}:${person}`;
  // Outlives the mark a little, so that the server whose time runs out still finds it.
  const keptMs = (limits.typingSeconds + 2) * 1_000;

  return {
    /** While Redis is away the mark is this server's own. */
    async put(thread: ThreadId, person: PersonId): Promise<void> {
      await redis.set(keyOf(thread, person), '1', 'PX', keptMs).catch(() => null);
    },
    /** True for the one caller that ended a mark; true as well while Redis is away, when nobody knows. */
    take: (thread: ThreadId, person: PersonId): Promise<boolean> =>
      redis.del(keyOf(thread, person)).then(
        (count) => count > 0,
        () => true,
      ),
  };
}
