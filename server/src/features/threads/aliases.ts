import type { PersonId } from '@jembatan/shared/ids';
import type { PersonView } from '@jembatan/shared/people.contract';
import { englishPseudonym } from '@jembatan/shared/pseudonyms';
import { TtlCache } from '../../kernel/ttl-cache.ts';
import type { Alias, AliasesRepository } from './aliases.repository.ts';

/** An alias never changes. */
const cacheRule = { ttlMs: 3_600_000, max: 20_000 };

export type Aliases = ReturnType<typeof createAliases>;

/** Names people write under, and, for the hub's own use, who they are. */
export function createAliases(repository: AliasesRepository) {
  const cache = new TtlCache<Alias | null>(cacheRule);

  async function findMany(ids: readonly string[]): Promise<Alias[]> {
    const missing: string[] = [];
    const batch = Promise.withResolvers<Map<string, Alias>>();
    const found = ids.map((id) =>
      cache.get(id, async () => {
        missing.push(id);
        return (await batch.promise).get(id) ?? null;
      }),
    );
    if (missing.length > 0)
      repository
        .findMany(missing)
        .then((all) => batch.resolve(new Map(all.map((one) => [one.id, one]))), batch.reject);
    return (await Promise.all(found)).filter((alias) => alias !== null);
  }

  return {
    /** What an answer shows of those ids that are pseudonyms. */
    viewsOf: async (ids: readonly string[]): Promise<PersonView[]> =>
      (await findMany(ids)).map(toAliasView),

    /** Who wrote: the person behind a pseudonym, or the author as it is. For decisions, never for views. */
    async personOf(authorId: PersonId): Promise<PersonId> {
      const [alias] = await findMany([authorId]);
      return alias?.personId ?? authorId;
    },
  };
}

/** No handle, no picture, no page. */
export function toAliasView({ id, pseudonym }: Alias): PersonView {
  return { id, displayName: englishPseudonym(pseudonym), handle: '', pseudonym };
}
