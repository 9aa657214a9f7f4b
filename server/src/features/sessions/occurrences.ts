import { AppError } from '@jembatan/shared/errors';
import type { CommunityId, PersonId, SessionId, ThreadId } from '@jembatan/shared/ids';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transact, Transaction } from '../../kernel/transactions.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import { expand, timingOf } from './planning.ts';
import type { Series, SeriesRepository } from './series.repository.ts';
import type { Session, SessionsRepository } from './sessions.repository.ts';
import { moveLocal } from './times.ts';

/** What must be known of a session before it is stored. */
export type NewSession = Pick<
  Session,
  | ('communityId' | 'title' | 'agenda' | 'kind' | 'state' | 'lobby' | 'hostId')
  | ('localStart' | 'timeZone' | 'durationMinutes' | 'startsAt' | 'endsAt')
>;

export interface OccurrenceDeps {
  sessions: SessionsRepository;
  series: SeriesRepository;
  transact: Transact;
  clock: Clock;
  logger: Logger;
  /** Makes the thread of a session's chat, inside the caller's transaction. */
  createSessionThread: (input: {
    communityId: CommunityId;
    sessionId: SessionId;
    title: string;
    authorId: PersonId;
  }) => Promise<ThreadId>;
}

type OfSeries = Pick<Session, 'seriesId' | 'ruleStart' | 'rrule'>;

const single: OfSeries = { seriesId: null, ruleStart: null, rrule: null };

export type AddSession = ReturnType<typeof createAdd>;
export type Occurrences = ReturnType<typeof createOccurrences>;

/** Makes sessions: one at a time, or those of a series as they come near. */
export function createOccurrences(deps: OccurrenceDeps) {
  const { series, transact, clock, logger } = deps;
  const add = createAdd(deps);

  async function grow(one: Series): Promise<void> {
    const { ruleStarts, expandAt } = expand(one, one.expandedTo, clock.now());
    await transact(async (tx) => {
      for (const ruleStart of ruleStarts) await add(tx, ofSeries(one, ruleStart), one.authorId);
      const expandedTo = ruleStarts.at(-1) ?? one.expandedTo;
      await series.change(one.id, { expandedTo, expandAt });
    });
    logger.info({ seriesId: one.id, made: ruleStarts.length }, 'series goes on');
  }

  /** Starts a series with the occurrences of the coming weeks; answers the first. */
  async function begin(
    tx: Transaction,
    fresh: NewSession,
    { rrule, authorId }: Beginning,
  ): Promise<Session> {
    const { ruleStarts, expandAt } = expand({ ...fresh, rrule }, null, clock.now());
    const [firstStart, ...laterStarts] = ruleStarts;
    if (firstStart === undefined) {
      throw new AppError('invalid', { issues: [{ path: 'rrule', code: 'custom' }] });
    }
    const { communityId, title, agenda, lobby, hostId, localStart, timeZone, durationMinutes } =
      fresh;
    const common = { communityId, title, agenda, lobby, hostId, localStart, timeZone };
    const expandedTo = laterStarts.at(-1) ?? firstStart;
    const rest = { authorId, rrule, durationMinutes, shiftMinutes: 0, expandedTo, expandAt };
    const one = await series.insert({ ...common, ...rest, id: series.newId() });
    const first = await add(tx, ofSeries(one, firstStart), authorId);
    for (const ruleStart of laterStarts) await add(tx, ofSeries(one, ruleStart), authorId);
    return first;
  }

  return {
    add,
    begin,
    /** Makes what the coming weeks need; two servers at once make it once. */
    async growAll(): Promise<void> {
      for (const one of await series.listDue(clock.now())) {
        await grow(one).catch((error: unknown) => {
          if (!isDuplicate(error)) throw error;
        });
      }
    },
  };
}

interface Beginning {
  rrule: string;
  authorId: PersonId;
}

function createAdd({ sessions, clock, createSessionThread }: OccurrenceDeps) {
  /** Stores a session with its thread and its news. */
  return async (
    tx: Transaction,
    fresh: NewSession & Partial<OfSeries>,
    authorId: PersonId,
  ): Promise<Session> => {
    const id = sessions.newId();
    const { communityId, title } = fresh;
    const threadId = await createSessionThread({ communityId, sessionId: id, title, authorId });
    const now = clock.now();
    const times = { createdAt: now, changedAt: now, endedAt: null, adultDeadline: null };
    const room = { inRoom: 0, removedIds: [], node: null, epoch: 0 };
    const made = { ...single, ...fresh, ...times, ...room, id, threadId, sequence: 0 };
    await sessions.insert(made);
    tx.announce('session:changed', { sessionId: id }, authorId);
    return made;
  };
}

function ofSeries(one: Series, ruleStart: string): NewSession & OfSeries {
  const { communityId, title, agenda, lobby, hostId, rrule, id: seriesId } = one;
  const localStart = moveLocal(ruleStart, one.shiftMinutes);
  const timing = timingOf('planned', { ...one, localStart });
  const common = { communityId, title, agenda, lobby, hostId, ...timing };
  return { ...common, kind: 'planned', state: 'planned', seriesId, ruleStart, rrule };
}
