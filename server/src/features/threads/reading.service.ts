import { forbidden } from '@jembatan/shared/errors';
import type { CommunityId, PersonId, ThreadId } from '@jembatan/shared/ids';
import type { WatchLevel } from '@jembatan/shared/threads.view';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { canWatch, seesAnswers } from '../../permissions/threads.rules.ts';
import type { ReadingsRepository } from './readings.repository.ts';
import type { ThreadAccess } from './threads.access.ts';
import { readFactsOf } from './unread.ts';

export interface ReadingDeps {
  access: ThreadAccess;
  readings: ReadingsRepository;
  transact: Transact;
  /** When the person joined the community; null for non-members, who have nothing unread. */
  joinedAt: (personId: PersonId, communityId: CommunityId) => Promise<Date | null>;
}

export type ReadingService = ReturnType<typeof createReadingService>;

/** Reading on, and choosing what to hear of. */
export function createReadingService({ access, readings, transact, joinedAt }: ReadingDeps) {
  return {
    /** Notes how far somebody read; other tabs and devices hear of it (SYNC-3). */
    async read(
      actor: PersonActor,
      threadId: ThreadId,
      number: number,
    ): Promise<{ number: number; unread: number }> {
      const at = await access.getReadableThread(actor, threadId);
      const { thread } = at;
      const closed = !seesAnswers(actor, at);
      const joined = await joinedAt(actor.id, thread.communityId);
      return transact(async (tx) => {
        const reading = await readings.advance(
          actor.id,
          threadId,
          Math.min(number, closed ? 1 : thread.lastNumber),
        );
        const { unread } = readFactsOf(thread, reading, { joinedAt: joined, closed });
        const facts = { number: reading.number, unread };
        tx.announce('thread:read', { threadId, personId: actor.id, ...facts }, actor.id);
        return facts;
      });
    },

    async watch(
      actor: PersonActor,
      threadId: ThreadId,
      level: WatchLevel,
    ): Promise<{ level: WatchLevel }> {
      const at = await access.getReadableThread(actor, threadId);
      if (!canWatch(actor, at)) throw forbidden('watch');
      await readings.setWatch(actor.id, threadId, level);
      return { level };
    },
  };
}
