import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PersonActor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { ScheduledDeps } from './scheduled.deps.ts';
import type { Scheduled } from './scheduled.repository.ts';

type Place = Pick<Scheduled, 'kind' | 'placeId'>;

/**
 * Asked when it is planned, so that nobody waits for what is refused anyway: the
 * writer may write there now, and, as far as dates can say, at that time too.
 * What holds when it is sent decides.
 */
export function createPlanning({
  threads,
  getReadableSpace,
}: Pick<ScheduledDeps, 'threads' | 'getReadableSpace'>) {
  async function requireReplyAt(actor: PersonActor, id: string, now: Date): Promise<void> {
    await threads.requireReply(actor, id);
    const at = await threads.access.getReadableThread(actor, id);
    if (rules.canReply(actor, { ...at, place: { ...at.place, now } })) return;
    throw new AppError('past-due', { dueAt: rules.dueOf(at)?.toISOString() });
  }

  async function requireStartAt(actor: PersonActor, id: string, now: Date): Promise<void> {
    const { space, place } = await getReadableSpace(actor, id);
    if (!rules.canCreateThread(actor, place, space)) throw forbidden('create');
    if (rules.canCreateThread(actor, { ...place, now }, space)) return;
    throw new AppError('past-due', { dueAt: space.dueAt?.toISOString() });
  }

  return (actor: PersonActor, { kind, placeId }: Place, sendAt: Date): Promise<void> =>
    (kind === 'reply' ? requireReplyAt : requireStartAt)(actor, placeId, sendAt);
}
