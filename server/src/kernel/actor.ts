import type { PersonId, SignInId } from '@jembatan/shared/ids';
import type { Age, HubRole } from '@jembatan/shared/people.contract';

/** Somebody who is signed in. */
export interface PersonActor {
  readonly kind: 'person';
  readonly id: PersonId;
  readonly sid: SignInId;
  readonly hubRole: HubRole;
  readonly age: Age;
}

/** Somebody who is not. An actor like any other, never `undefined`. */
export interface Visitor {
  readonly kind: 'visitor';
}

/** Who asks. */
export type Actor = PersonActor | Visitor;

export const visitor: Visitor = { kind: 'visitor' };

/** The person's id, or null for a visitor: for queries about "mine". */
export function personIdOf(actor: Actor): PersonId | null {
  return actor.kind === 'person' ? actor.id : null;
}
