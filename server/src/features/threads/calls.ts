import { AppError } from '@jembatan/shared/errors';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isStaff } from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import { callingsOfHtml } from '../../text/html-links.ts';
import type { CallsRepository } from './calls.repository.ts';

const hourMs = 3_600_000;
/** Posts an hour with which one person calls everybody of a role. */
const mostAnHour = { member: 6, staff: 60 };

export type TakeCall = ReturnType<typeof createCalls>;

/** Counts posts that call a role, inside their transaction; throws `too-many` for more than an hour allows. */
export function createCalls({ calls, clock }: { calls: CallsRepository; clock: Clock }) {
  return async function takeCall(actor: PersonActor, place: Place, html: string): Promise<void> {
    if (callingsOfHtml(html).length === 0) return;
    const now = clock.now();
    const recent = await calls.since(actor.id, new Date(now.getTime() - hourMs));
    const most = mostAnHour[isStaff(actor, place) ? 'staff' : 'member'];
    const first = recent.at(-most);
    if (first) {
      const waitMs = first.getTime() + hourMs - now.getTime();
      throw new AppError('too-many', { retryAfter: Math.max(1, Math.ceil(waitMs / 1_000)) });
    }
    await calls.note(actor.id, now);
  };
}
