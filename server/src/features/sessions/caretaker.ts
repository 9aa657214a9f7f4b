import type { Claims } from '../../kernel/claims.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { createEmptyNodes } from './empty-nodes.ts';
import type { Endings } from './endings.ts';
import type { Keepers } from './keepers.ts';
import type { Occurrences } from './occurrences.ts';
import type { InSession } from './room-reports.ts';
import type { Settling } from './room-settling.ts';
import type { RoomsStore } from './rooms.store.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { StaysRepository } from './stays.repository.ts';
import type { TicketKeys } from './ticket-keys.ts';

export interface CaretakerDeps {
  sessions: SessionsRepository;
  stays: StaysRepository;
  store: RoomsStore;
  endings: Endings;
  keepers: Keepers;
  settling: Settling;
  occurrences: Occurrences;
  keys: TicketKeys;
  inSession: InSession;
  transact: Transact;
  claims: Claims;
  clock: Clock;
  logger: Logger;
}

const lookMs = 1_000;
const claimMs = 4_000;

/** Every so many looks. */
const every = { renewal: 4, growth: 600 };

export type Caretaker = ReturnType<typeof createCaretaker>;

/** Looks after what nobody reports: dead nodes, time that is over, rooms without an adult, series that go on. */
export function createCaretaker(deps: CaretakerDeps) {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let looks = 0;
  const emptyNodes = createEmptyNodes(deps);

  async function look(): Promise<void> {
    if (!(await deps.claims.take('sessions', claimMs))) return;
    const tasks = [emptyNodes.close, endOverdue, endUnattended];
    if (looks % every.renewal === 0) tasks.push(renew);
    if (looks % every.growth === 0) tasks.push(grow);
    looks += 1;
    for (const task of tasks) {
      await task(deps).catch((err: unknown) =>
        deps.logger.warn({ err, task: task.name }, 'caretaker will try again'),
      );
    }
  }

  return {
    start(): void {
      timer = setInterval(() => {
        looking ??= look().finally(() => {
          looking = null;
        });
      }, lookMs);
      timer.unref();
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      await looking;
      await deps.claims.release('sessions');
    },
  };
}

async function endOverdue({ sessions, endings, transact, clock }: CaretakerDeps): Promise<void> {
  for (const session of await sessions.listOverdue(clock.now())) {
    await transact((tx) => endings.finish(tx, session, null));
  }
}

async function endUnattended({
  sessions,
  settling,
  keepers,
  clock,
  logger,
}: CaretakerDeps): Promise<void> {
  for (const session of await sessions.listAdultDue(clock.now())) {
    if (!(await settling.isAlone(session.id))) {
      await settling.settle(session.id);
      continue;
    }
    logger.info({ sessionId: session.id }, 'room without a responsible adult ends');
    await keepers.endRoom(session, 'no-adult');
  }
}

/** Keeps people in rooms shown as such, and counts again where a count fell out of step. */
async function renew({ sessions, stays, settling, inSession }: CaretakerDeps): Promise<void> {
  const open = await stays.listOpen();
  for (const stay of open) await inSession.enter(stay);
  const bySession = Map.groupBy(open, ({ sessionId }) => sessionId);
  for (const { id, inRoom } of await sessions.listInRoom([...bySession.keys()])) {
    const people = new Set(bySession.get(id)?.map(({ personId }) => personId));
    if (people.size !== inRoom) await settling.settle(id);
  }
}

async function grow({ occurrences, keys }: CaretakerDeps): Promise<void> {
  await occurrences.growAll();
  await keys.tend();
}
