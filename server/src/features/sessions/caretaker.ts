import type { SessionId } from '@jembatan/shared/ids';
import { leaseMs } from '@jembatan/shared/sfu-control.protocol';
import type { Claims } from '../../kernel/claims.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transact } from '../../kernel/transactions.ts';
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
const every = { presence: 4, growth: 600 };

export type Caretaker = ReturnType<typeof createCaretaker>;

/** Looks after what nobody reports: dead nodes, time that is over, rooms without an adult, series that go on. */
export function createCaretaker(deps: CaretakerDeps) {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let looks = 0;
  const deadNodes = createDeadNodes();

  async function look(): Promise<void> {
    if (!(await deps.claims.take('sessions', claimMs))) return;
    const tasks = [deadNodes.close, endOverdue, endUnattended];
    if (looks % every.presence === 0) tasks.push(renewPresence);
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

/**
 * Whoever was on a node that died left when its lease ended. A node must look
 * dead for a while: one that lives says so again right after Redis was away.
 */
function createDeadNodes() {
  const since = new Map<string, number>();

  async function deathOf(node: string, { store, clock }: CaretakerDeps): Promise<Date | null> {
    const death = await store.deathOf(node);
    if (death === null) {
      since.delete(node);
      return null;
    }
    const first = since.get(node) ?? performance.now();
    since.set(node, first);
    return performance.now() - first < leaseMs ? null : (death ?? clock.now());
  }

  async function close(deps: CaretakerDeps): Promise<void> {
    const { stays, settling, inSession } = deps;
    const changed = new Set<SessionId>();
    for (const node of await stays.nodesWithOpen()) {
      const at = await deathOf(node, deps);
      for (const stay of at ? await stays.end({ node, begunBy: at }, at) : []) {
        changed.add(stay.sessionId);
        await inSession.leave(stay);
      }
    }
    for (const id of changed) await settling.settle(id);
  }

  return { close };
}

async function endOverdue({ sessions, endings, transact, clock }: CaretakerDeps): Promise<void> {
  for (const session of await sessions.listOverdue(clock.now(), 200)) {
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

async function renewPresence({ stays, inSession }: CaretakerDeps): Promise<void> {
  for (const stay of await stays.listOpen()) await inSession.enter(stay);
}

async function grow({ occurrences, keys }: CaretakerDeps): Promise<void> {
  await occurrences.growAll();
  await keys.tend();
}
