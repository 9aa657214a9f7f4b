import type { PersonId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import type { PersonFacts } from '../../permissions/facts.ts';
import { personModel } from './people.model.ts';

/** Enough of a person to judge and to rank by. */
export interface FoundPerson extends PersonFacts {
  displayName: string;
  handle: string;
}

export type PeopleSearchRepository = ReturnType<typeof createPeopleSearchRepository>;

/** Finds people by the terms of their names. */
export function createPeopleSearchRepository(connection: Connection) {
  const People = personModel(connection);

  return {
    /** Those with all terms, by id, from after one on: the caller asks on until it has enough it may show. */
    async find(
      terms: readonly string[],
      page: { after: PersonId | null; limit: number },
    ): Promise<FoundPerson[]> {
      const filter = {
        terms: { $all: [...terms] },
        ...(page.after && { _id: { $gt: page.after } }),
      };
      const found = await People.find(filter, { age: 1, displayName: 1, handle: 1 })
        .sort({ _id: 1 })
        .limit(page.limit)
        .lean();
      return found.map(({ _id, age, displayName, handle }) => ({
        id: idOf(_id),
        age,
        displayName,
        handle,
      }));
    },
  };
}
