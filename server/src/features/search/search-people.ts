import type { PersonId } from '@jembatan/shared/ids';
import type { SearchItem } from '@jembatan/shared/search.contract';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import { snippetOf } from '../../text/snippet.ts';
import { queryTerms } from '../../text/terms.ts';
import type { FoundPerson } from '../people/index.ts';
import { rankPeople } from './rank.ts';
import { maxTotal, type SearchDeps, type SearchInput } from './search.deps.ts';
import { cutResults, noResults, positionOf, type Results } from './search-pages.ts';
import { createVisiblePeople } from './visible-people.ts';

/** Looked at in one go, and at most: names are many, those one may see may be few. */
const batch = 1_000;
const maxBatches = 20;
/** People the actor may find: minors only inside their own communities. */
export function createPeopleSearch({ people, places }: SearchDeps) {
  const amongVisible = createVisiblePeople(places);

  /** Those the actor may see, and, where asked, those of one community. */
  async function visibleAmong(
    actor: Actor,
    found: readonly FoundPerson[],
    input: SearchInput,
  ): Promise<FoundPerson[]> {
    const visible = await amongVisible(actor, found);
    return input.communityId ? membersOnly(actor, visible, input.communityId) : visible;
  }

  /** Who is a member is known to members only. */
  async function membersOnly(
    actor: Actor,
    found: FoundPerson[],
    communityId: NonNullable<SearchInput['communityId']>,
  ): Promise<FoundPerson[]> {
    const me = personIdOf(actor);
    if (!me || !(await places.communityIdsOf(me)).includes(communityId)) return [];
    const members = new Set(
      await places.membersAmong(
        [communityId],
        found.map(({ id }) => id),
      ),
    );
    return found.filter(({ id }) => members.has(id));
  }

  async function find(
    actor: Actor,
    terms: readonly string[],
    input: SearchInput,
  ): Promise<FoundPerson[]> {
    const visible: FoundPerson[] = [];
    let after: PersonId | null = null;
    for (let round = 0; round < maxBatches && visible.length <= maxTotal; round += 1) {
      const found: FoundPerson[] = await people.search.find(terms, { after, limit: batch });
      visible.push(...(await visibleAmong(actor, found, input)));
      after = found.at(-1)?.id ?? null;
      if (found.length < batch) break;
    }
    return visible;
  }

  return async function searchPeople(
    actor: Actor,
    input: SearchInput,
  ): Promise<Results<SearchItem>> {
    const query = queryTerms(input.q);
    const position = positionOf(input.cursor);
    if (query.all.length === 0) return noResults;
    const found = rankPeople(await find(actor, query.all, input), input.q);
    const page = cutResults(found, input.limit, position);
    const views = await people.service.peopleById(page.items.map(({ id }) => id));
    const items = page.items.flatMap(({ id }) => {
      const person = views[id];
      return person
        ? [{ kind: 'person' as const, person, snippet: snippetOf(person.displayName, query) }]
        : [];
    });
    return { ...page, items };
  };
}
