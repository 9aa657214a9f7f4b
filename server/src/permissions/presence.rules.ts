import type { Actor } from '../kernel/actor.ts';
import { isHubStaff } from './communities.rules.ts';
import type { Place } from './facts.ts';
import type { ThreadPlace } from './threads.rules.ts';

export interface PresenceRights {
  /** Others hear that the actor is here. */
  readonly shown: boolean;
  /** The actor hears who else is. */
  readonly told: boolean;
}

/**
 * Who is here stays among those who belong here, or to the community around:
 * people who read a public place from outside neither see nor are seen, so that
 * no minor is shown outside the own communities.
 */
export function presenceIn(actor: Actor, place: Place): PresenceRights {
  const shown = place.membership !== null || (place.parent?.membership ?? null) !== null;
  return { shown, told: shown || isHubStaff(actor) };
}

/** Where people may hide their names, being there when a post appears would tell them. */
export function presenceInThread(
  actor: Actor,
  { place, space, thread }: ThreadPlace,
): PresenceRights {
  const hides = space.pseudonyms || thread.pseudonymous;
  return hides ? { shown: false, told: false } : presenceIn(actor, place);
}
