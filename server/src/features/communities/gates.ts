import { forbidden, notFound } from '@jembatan/shared/errors';
import type { Actor } from '../../kernel/actor.ts';
import { canSeeCommunity } from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';

/** Passes what is allowed; what may not even be seen is `not-found`, the rest `forbidden`. */
export function requireAllowed(actor: Actor, place: Place, allowed: boolean): void {
  if (allowed) return;
  throw canSeeCommunity(actor, place) ? forbidden() : notFound('community');
}
