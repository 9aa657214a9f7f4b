import type { PersonActor } from '../../kernel/actor.ts';
import { isStaff } from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import { callingsOfHtml } from '../../text/html-links.ts';

const seconds = 3_600;

export type TakeCall = ReturnType<typeof createCalls>;

/** Counts the posts with which one person calls everybody of a role; `too-many` for more than an hour allows. */
export function createCalls(createLimiter: CreateLimiter) {
  const members = createLimiter({ name: 'call', points: 6, seconds });
  const staff = createLimiter({ name: 'call-staff', points: 60, seconds });
  return async function takeCall(actor: PersonActor, place: Place, html: string): Promise<void> {
    if (callingsOfHtml(html).length === 0) return;
    await (isStaff(actor, place) ? staff : members).take(actor.id);
  };
}
