import type { PersonId, SessionId } from '@jembatan/shared/ids';
import type { Age } from '@jembatan/shared/people.contract';
import type { Clock } from '../../kernel/clock.ts';
import { lacksAdult } from '../../permissions/sessions.rules.ts';
import type { Session, SessionsRepository } from './sessions.repository.ts';
import type { Stay, StaysRepository } from './stays.repository.ts';

export interface SettlingDeps {
  sessions: SessionsRepository;
  stays: StaysRepository;
  clock: Clock;
  agesOf: (people: Iterable<PersonId>) => Promise<ReadonlyMap<PersonId, Age>>;
  tellSoon: (id: SessionId) => void;
  /** Milliseconds a room with minors stays open without a responsible adult. */
  adultGraceMs: number;
}

export type Settling = ReturnType<typeof createSettling>;

/** What follows from who is in a room: how many, and whether an adult answers for the minors. */
export function createSettling({
  sessions,
  stays,
  clock,
  agesOf,
  tellSoon,
  adultGraceMs,
}: SettlingDeps) {
  async function standsAlone(open: readonly Stay[]): Promise<boolean> {
    const ages = await agesOf(open.map(({ personId }) => personId));
    return lacksAdult(
      open.map(({ personId, role }) => ({ role, age: ages.get(personId) ?? 'unknown' })),
    );
  }

  async function watchAdults({ id, adultDeadline }: Session, open: readonly Stay[]): Promise<void> {
    const alone = await standsAlone(open);
    if (alone === (adultDeadline !== null)) return;
    const deadline = alone ? new Date(clock.now().getTime() + adultGraceMs) : null;
    await sessions.setAdultDeadline(id, adultDeadline, deadline);
  }

  return {
    /** Counts again after people came and went. */
    async settle(id: SessionId): Promise<void> {
      const open = await stays.listOpenOfSession(id);
      const inRoom = new Set(open.map(({ personId }) => personId)).size;
      const session = await sessions.change(id, { inRoom });
      if (!session) return;
      await watchAdults(session, open);
      tellSoon(id);
    },
    /** Whether the room still has minors in it and no adult who answers for them. */
    isAlone: async (id: SessionId) => standsAlone(await stays.listOpenOfSession(id)),
  };
}
