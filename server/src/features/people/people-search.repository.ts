import type { PersonId } from '@jembatan/shared/ids';
import type { Age } from '@jembatan/shared/people.contract';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import type { PersonFacts } from '../../permissions/facts.ts';
import { personModel } from './people.model.ts';

/** Enough of a person to judge and to rank by. */
export interface FoundPerson extends PersonFacts {
  displayName: string;
  handle: string;
}

/** Which of those found are asked for. */
export interface PeoplePage {
  /** Those after this one. */
  after?: PersonId | null;
  /** Those of some only. */
  among?: readonly PersonId[];
  age?: Age;
  limit: number;
}

export type PeopleSearchRepository = ReturnType<typeof createPeopleSearchRepository>;

/** Finds people by the terms of their names. */
export function createPeopleSearchRepository(connection: Connection) {
  const People = personModel(connection);

  return {
    /** Those with all terms, by id, from after one on: the caller asks on until it has enough it may show. */
    async find(terms: readonly string[], page: PeoplePage): Promise<FoundPerson[]> {
      const { after, among, age } = page;
      const filter = {
        terms: { $all: [...terms] },
        ...(age && { age }),
        ...(after && { _id: { $gt: after } }),
        ...(among && { _id: { $in: [...among] } }),
      };
      const found = await People.find(filter, { age: 1, displayName: 1, handle: 1 })
        .sort({ _id: 1 })
        .hint(age ? { terms: 1, age: 1, _id: 1 } : { terms: 1, _id: 1 })
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
