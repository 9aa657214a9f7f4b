import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import { createPeopleRepository } from './people.repository.ts';
import { mountPeople } from './people.routes.ts';
import { createPeopleService, type PeopleDeps } from './people.service.ts';
import { createPeopleSearchRepository } from './people-search.repository.ts';

export type { NewPerson, PeopleRepository, Person } from './people.repository.ts';
export type { PeopleService } from './people.service.ts';
export { personTerms } from './people.service.ts';
export { toPersonView } from './people.views.ts';
export type { FoundPerson, PeopleSearchRepository } from './people-search.repository.ts';

/** Profiles, and the names of people in every answer. */
export function createPeople(deps: Omit<PeopleDeps, 'repository'> & { connection: Connection }) {
  const repository = createPeopleRepository(deps.connection);
  const service = createPeopleService({ ...deps, repository });
  return {
    service,
    repository,
    search: createPeopleSearchRepository(deps.connection),
    mount: (router: RouteBinder) => mountPeople(router, service),
    createIndexes: repository.createIndexes,
  };
}
