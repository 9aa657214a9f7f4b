import type { Signals } from '../../kernel/signals.ts';
import { TtlCache } from '../../kernel/ttl-cache.ts';
import type { PeopleRepository, Person } from './people.repository.ts';

/** Names change seldom; a change is heard of through the signal. */
const cacheRule = { ttlMs: 30_000, max: 20_000 };

/** People by id, for the names in answers: those not known are asked for in one query. */
export function createPeopleCache(repository: PeopleRepository, signals: Signals) {
  const cache = new TtlCache<Person | null>(cacheRule);
  signals.on('person:changed', ({ personId }) => cache.drop(personId));
  signals.on('redis:back', () => cache.clear());

  return async function findMany(ids: Iterable<string>): Promise<Person[]> {
    const missing: string[] = [];
    const batch = Promise.withResolvers<Map<string, Person>>();
    const found = [...new Set(ids)].map((id) =>
      cache.get(id, async () => {
        missing.push(id);
        return (await batch.promise).get(id) ?? null;
      }),
    );
    if (missing.length > 0) byId(repository, missing).then(batch.resolve, batch.reject);
    return (await Promise.all(found)).filter((person) => person !== null);
  };
}

async function byId(repository: PeopleRepository, ids: string[]): Promise<Map<string, Person>> {
  const people = await repository.findMany(ids);
  return new Map(people.map((person) => [person.id, person]));
}
