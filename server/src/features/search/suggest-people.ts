import type { Suggestion } from '@jembatan/shared/search.contract';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import { canSeeEverybody } from '../../permissions/people.rules.ts';
import type { FoundPerson } from '../people/index.ts';
import { rankPeople } from './rank.ts';
import type { SearchDeps } from './search.deps.ts';
import { createVisiblePeople } from './visible-people.ts';

/** So many of each kind are looked at, and so many people of own communities. */
const maxSuggested = 30;
const maxNear = 2_000;

export type SuggestPeople = ReturnType<typeof createSuggestPeople>;

/** People whose names begin like what is typed, of those the actor may see. */
export function createSuggestPeople({ people, places }: Pick<SearchDeps, 'people' | 'places'>) {
  const visibleAmong = createVisiblePeople(places);

  /** Adults, and whoever is in an own community: each kind has its way in, so that none hides the other. */
  async function beginningSo(actor: Actor, terms: readonly string[]): Promise<FoundPerson[]> {
    if (canSeeEverybody(actor)) return people.search.find(terms, { limit: maxSuggested });
    const me = personIdOf(actor);
    const own = me ? await places.communityIdsOf(me) : [];
    const near = await places.someMembersOf(own, maxNear);
    const [members, adults] = await Promise.all([
      near.length > 0 ? people.search.find(terms, { among: near, limit: maxSuggested }) : [],
      people.search.find(terms, { age: 'adult', limit: maxSuggested }),
    ]);
    const found = new Map([...members, ...adults].map((one) => [one.id, one]));
    return [...found.values()];
  }

  /** People whose names begin so, those one has something to do with first. */
  return async function suggestPeople(
    actor: Actor,
    terms: readonly string[],
    { typed, limit }: { typed: string; limit: number },
  ): Promise<Suggestion[]> {
    const found = await visibleAmong(actor, await beginningSo(actor, terms));
    const best = rankPeople(found, typed).slice(0, limit);
    const views = await people.service.peopleById(best.map(({ id }) => id));
    return best.flatMap(({ id }) => {
      const person = views[id];
      if (!person) return [];
      const { displayName: name, handle: slug } = person;
      return [{ kind: 'person' as const, id, name, slug, person }];
    });
  };
}
