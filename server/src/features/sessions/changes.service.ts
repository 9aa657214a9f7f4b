import { AppError, forbidden } from '@jembatan/shared/errors';
import type { SessionView } from '@jembatan/shared/sessions.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact, Transaction } from '../../kernel/transactions.ts';
import * as rules from '../../permissions/sessions.rules.ts';
import type { Endings } from './endings.ts';
import { changeOf, localOf, type SessionChangeInput } from './planning.ts';
import type { SeriesRepository } from './series.repository.ts';
import type { SessionAccess, SessionAt } from './sessions.access.ts';
import type { Session, SessionsRepository } from './sessions.repository.ts';
import { loadNamed, type NamedDeps, toSessionView } from './sessions.views.ts';
import { moveLocal, wallMinutes } from './times.ts';

export interface ChangesDeps extends NamedDeps {
  access: SessionAccess;
  sessions: SessionsRepository;
  series: SeriesRepository;
  endings: Endings;
  transact: Transact;
  clock: Clock;
  /** The chat of a session bears its name. */
  renameSessionThread: (
    threadId: Session['threadId'],
    title: string,
    by: PersonActor['id'],
  ) => Promise<void>;
}

export type Scope = 'this' | 'following';
export type ChangesService = ReturnType<typeof createChangesService>;
type ScopedChange = SessionChangeInput & { scope: Scope };

/** Changes, cancellations and the end of sessions, for those who hold them. */
export function createChangesService(deps: ChangesDeps) {
  const { sessions, series, endings, transact } = deps;

  async function cancelSession(actor: PersonActor, id: string, scope: Scope): Promise<void> {
    const { session } = await requireEditable(deps, actor, id);
    await transact(async (tx) => {
      for (const one of await concerned(sessions, session, scope)) {
        await endings.cancel(tx, one, actor.id);
      }
      if (scope === 'following' && session.seriesId) {
        await series.change(session.seriesId, { expandAt: null });
      }
    });
  }

  async function endSession(actor: PersonActor, id: string): Promise<SessionView> {
    const { session, place } = await requireEditable(deps, actor, id);
    const named = await loadNamed(deps, [session]);
    return transact(async (tx) => {
      const ended = await endings.finish(tx, session, actor.id);
      if (!ended) throw new AppError('session-over');
      return toSessionView(actor, { session: ended, place }, named);
    });
  }

  return { changeSession: createChange(deps), cancelSession, endSession };
}

function createChange(deps: ChangesDeps) {
  const { sessions, transact, clock, renameSessionThread } = deps;

  async function apply(tx: Transaction, one: Session, change: Applied): Promise<Session> {
    const moved = moveLocal(one.localStart, change.minutes);
    const changedAt = clock.now();
    const next = { ...changeOf(one, change.input, moved), changedAt };
    const changed = await sessions.changeOpen(one.id, next);
    if (!changed) throw new AppError('session-over');
    tx.announce('session:changed', { sessionId: one.id }, change.by);
    if (changed.title !== one.title)
      await renameSessionThread(one.threadId, changed.title, change.by);
    return changed;
  }

  return async (
    actor: PersonActor,
    id: string,
    { scope, ...input }: ScopedChange,
  ): Promise<SessionView> => {
    const { session, place } = await requireEditable(deps, actor, id);
    const moved = localOf(input, input.timeZone ?? session.timeZone) ?? session.localStart;
    const change = { input, minutes: wallMinutes(session.localStart, moved), by: actor.id };
    const named = await loadNamed(deps, [session]);
    return transact(async (tx) => {
      const [first, ...rest] = await concerned(sessions, session, scope);
      const changed = await apply(tx, first, change);
      for (const one of rest) await apply(tx, one, change);
      if (scope === 'following') await changeSeries(deps.series, session, change);
      return toSessionView(actor, { session: changed, place }, named);
    });
  };
}

/** A change as it is applied to each session: moved by the wall clock. */
interface Applied {
  input: SessionChangeInput;
  minutes: number;
  by: PersonActor['id'];
}

async function requireEditable(
  { access }: ChangesDeps,
  actor: PersonActor,
  id: string,
): Promise<SessionAt> {
  const at = await access.getVisibleSession(actor, id);
  if (rules.canEditSession(actor, at.place, at.session)) return at;
  if (rules.canHost(actor, at.place, at.session)) throw new AppError('session-over');
  throw forbidden('edit');
}

/** This one and, where asked for, the later ones of its series that have not begun. */
async function concerned(
  sessions: SessionsRepository,
  session: Session,
  scope: Scope,
): Promise<[Session, ...Session[]]> {
  const { seriesId, ruleStart } = session;
  if (scope === 'this' || !seriesId || !ruleStart) return [session];
  const following = await sessions.listFollowing(seriesId, ruleStart);
  return [session, ...following.filter(({ id }) => id !== session.id)];
}

/** What has no occurrence yet follows, too. */
async function changeSeries(
  series: SeriesRepository,
  { seriesId }: Session,
  { input, minutes }: Applied,
): Promise<void> {
  if (!seriesId) return;
  const { title, agenda, lobby, timeZone, durationMinutes } = input;
  await series.change(seriesId, {
    ...(title !== undefined && { title: title.normalize('NFC') }),
    ...(agenda !== undefined && { agenda }),
    ...(lobby !== undefined && { lobby }),
    ...(timeZone !== undefined && { timeZone }),
    ...(durationMinutes !== undefined && { durationMinutes }),
  });
  if (minutes !== 0) await series.shift(seriesId, minutes);
}
