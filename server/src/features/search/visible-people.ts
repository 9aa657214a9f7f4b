import { type Actor, personIdOf } from '../../kernel/actor.ts';
import { canSeePerson, countsAsMinor } from '../../permissions/people.rules.ts';
import type { FoundPerson } from '../people/index.ts';
import type { SearchDeps } from './search.deps.ts';

/** Of people that were found, those the actor may see: minors only inside own communities. */
export function createVisiblePeople(places: SearchDeps['places']) {
  return async function visibleAmong(
    actor: Actor,
    found: readonly FoundPerson[],
  ): Promise<FoundPerson[]> {
    const me = personIdOf(actor);
    const own = me ? await places.communityIdsOf(me) : [];
    const minors = found.filter((person) => countsAsMinor(person)).map(({ id }) => id);
    const shared = new Set(await places.membersAmong(own, minors));
    return found.filter((person) => canSeePerson(actor, person, shared.has(person.id)));
  };
}
