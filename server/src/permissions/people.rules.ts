import type { Actor } from '../kernel/actor.ts';
import { isHubStaff } from './communities.rules.ts';
import type { PersonFacts } from './facts.ts';

export const countsAsMinor = (person: Pick<PersonFacts, 'age'>) => person.age !== 'adult';

const isSelf = (actor: Actor, person: PersonFacts) =>
  actor.kind === 'person' && actor.id === person.id;

/** Minors are findable only inside their own communities. `shared`: actor and person have one in common. */
export function canSeePerson(actor: Actor, person: PersonFacts, shared: boolean): boolean {
  return isSelf(actor, person) || shared || isHubStaff(actor) || !countsAsMinor(person);
}

/** Whether nobody is hidden from the actor: the list form of `canSeePerson` for hub staff. */
export const canSeeEverybody = isHubStaff;

/** Presence, and what else tells when someone is here, stays among people who share a community. */
export function canSeePresence(actor: Actor, person: PersonFacts, shared: boolean): boolean {
  return isSelf(actor, person) || shared || isHubStaff(actor);
}

export const canReportPerson = (actor: Actor, person: PersonFacts) =>
  actor.kind === 'person' && !isSelf(actor, person);

export const canModerateHub = (actor: Actor) => isHubStaff(actor);
export const canAdministerHub = (actor: Actor) =>
  actor.kind === 'person' && actor.hubRole === 'admin';
