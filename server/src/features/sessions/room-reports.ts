import type { SessionId } from '@jembatan/shared/ids';
import type { SfuReport } from '@jembatan/shared/sfu-control.protocol';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Endings } from './endings.ts';
import type { Keepers } from './keepers.ts';
import type { RoomsStore } from './rooms.store.ts';
import type { Session, SessionsRepository } from './sessions.repository.ts';
import type { Stay, StaysRepository } from './stays.repository.ts';

type ReportOf<K extends SfuReport['kind']> = Extract<SfuReport, { kind: K }>;

export interface ReportDeps {
  sessions: SessionsRepository;
  stays: StaysRepository;
  store: RoomsStore;
  endings: Endings;
  keepers: Keepers;
  transact: Transact;
  clock: Clock;
  /** Shows people as in a session, or no longer. */
  inSession: InSession;
}

/** Presence of people in rooms, one holder for each device there. */
export interface InSession {
  enter: (stay: Pick<Stay, 'personId' | 'sessionId' | 'peer'>) => Promise<void>;
  leave: (stay: Pick<Stay, 'personId' | 'sessionId' | 'peer'>) => Promise<void>;
}

export type RoomReports = ReturnType<typeof createRoomReports>;

/**
 * Writes down what nodes report. Each report may come twice and the second
 * time changes nothing. Answers the sessions whose people changed.
 */
export function createRoomReports(deps: ReportDeps) {
  const { sessions, stays, store, keepers } = deps;

  async function onJoined(report: ReportOf<'peer:joined'>): Promise<SessionId[]> {
    const { room, person: personId, sid, peer, node, epoch, device, role } = report;
    const session = await sessions.find(room);
    if (!session) return [];
    const stay = { sessionId: room, personId, sid, peer, node, epoch, device, role };
    const isNew = await stays.begin({ ...stay, joinedAt: new Date(report.at) });
    if (!isNew) return [room];
    await deps.inSession.enter(stay);
    if (session.state === 'planned') await begin(deps, session);
    // A ticket of before the end opened the room again.
    if (isOver(session)) await store.command(node, { kind: 'room:end', room, reason: 'ended' });
    return [room];
  }

  async function end(
    which: Parameters<StaysRepository['end']>[0],
    at: string,
  ): Promise<SessionId[]> {
    const ended = await stays.end(which, new Date(at));
    for (const stay of ended) await deps.inSession.leave(stay);
    return [...new Set(ended.map(({ sessionId }) => sessionId))];
  }

  async function onClosed({
    room,
    node,
    epoch,
    at,
    reason,
  }: ReportOf<'room:closed'>): Promise<SessionId[]> {
    const ended = await end({ sessionId: room, node, epoch }, at);
    const session = await sessions.find(room);
    if (session?.state === 'live') await afterClosing(deps, session, reason);
    return [...new Set([...ended, room])];
  }

  async function onModerated(report: ReportOf<'moderated'>): Promise<void> {
    const session = await sessions.find(report.room);
    if (!session) return;
    if (report.action === 'remove' && report.target) await keepers.remove(session, report.target);
    await deps.transact(async (tx) =>
      tx.announce('session:moderated', actOf(session, report), report.by),
    );
  }

  return async (report: SfuReport): Promise<SessionId[]> => {
    switch (report.kind) {
      case 'peer:joined':
        return onJoined(report);
      case 'peer:left':
        return end(
          { sessionId: report.room, node: report.node, epoch: report.epoch, peer: report.peer },
          report.at,
        );
      case 'room:closed':
        return onClosed(report);
      case 'room:opened':
        await sessions.notePlacement(report.room, report);
        return [];
      case 'moderated':
        await onModerated(report);
        return [];
      case 'node:started':
      case 'node:stopped':
        return end({ node: report.node, begunBy: new Date(report.at) }, report.at);
      default:
        return [];
    }
  };
}

const isOver = ({ state }: Session) => state === 'ended' || state === 'cancelled';

async function begin({ sessions }: ReportDeps, { id }: Session): Promise<void> {
  await sessions.begin(id);
}

/** Ends what is over; a room also closes to open again, before its time and for a standing one. */
async function afterClosing(
  deps: ReportDeps,
  session: Session,
  reason: ReportOf<'room:closed'>['reason'],
): Promise<void> {
  const { id, kind, startsAt, endsAt } = session;
  const now = deps.clock.now();
  const isLate = kind !== 'standing' && endsAt !== null && endsAt < now;
  if (reason === 'ended' || (reason === 'empty' && isLate)) {
    await deps.transact((tx) => deps.endings.finish(tx, session, null));
    return;
  }
  if (reason === 'empty' && (kind === 'standing' || now < startsAt)) await deps.sessions.rest(id);
}

function actOf(
  { id, communityId }: Session,
  { id: reportId, action, target, source, at }: ReportOf<'moderated'>,
) {
  return {
    sessionId: id,
    communityId,
    reportId,
    action,
    at,
    ...(target && { target }),
    ...(source && { source }),
  };
}
