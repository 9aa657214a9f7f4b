import { foldHandle } from '@jembatan/shared/handles';
import { searchFilters } from '@jembatan/shared/search.contract';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import type { Actor } from '../../kernel/actor.ts';
import { parseSearch, type SearchQuery } from '../../text/search-query.ts';
import type { PostSearch, ThreadSearch } from '../threads/index.ts';
import type { SearchDeps, SearchInput } from './search.deps.ts';

const filters = z.object(searchFilters);
type Filters = z.output<typeof filters>;

/** A search for posts as it is understood: typed operators and the form's controls made one. */
export interface Wish {
  query: SearchQuery;
  order: 'fit' | 'date';
  threads: ThreadSearch;
  posts: Pick<PostSearch, 'authorId' | 'has' | 'lang' | 'since' | 'communityId' | 'threadId'> & {
    /** Nothing at or after it. */
    before?: Date;
  };
  spaceIds: PostSearch['spaceIds'];
}

/** What a wish of nothing that exists finds: nobody has that name, no day is called so. */
const nothing = null;

/** Reads what is asked for; null where a filter names what there is not. */
export function createWishes({
  people,
  places,
  threads,
  namesOfTag,
}: Pick<SearchDeps, 'people' | 'places' | 'threads' | 'namesOfTag'>) {
  async function authorOf(handle: string | undefined) {
    if (handle === undefined) return undefined;
    const [person] = await people.service.findByHandles([foldHandle(handle.replace(/^@/, ''))]);
    return person?.id ?? nothing;
  }

  /** The spaces looked through: those asked for, of those that may be read. */
  async function spacesOf(actor: Actor, input: SearchInput, said: string | undefined) {
    const { spaceIds } = await places.readableOf(actor);
    const thread = input.threadId ? await threads.threads.find(input.threadId) : undefined;
    if (thread === null) return [];
    const within = thread && said === undefined ? [thread.spaceId] : undefined;
    const asked = within ?? (await askedOf(input, said, spaceIds));
    if (!asked) return spaceIds;
    return spaceIds ? asked.filter((id) => spaceIds.includes(id)) : asked;
  }

  async function askedOf(
    input: SearchInput,
    said: string | undefined,
    spaceIds: PostSearch['spaceIds'],
  ) {
    if (said === undefined) return input.spaceId && [input.spaceId];
    const { communityId } = input;
    return places.spacesNamed(said, { spaceIds, communityId });
  }

  return async function wishOf(actor: Actor, input: SearchInput): Promise<Wish | null> {
    const query = parseSearch(input.q);
    const said = filtersOf(query, input);
    if (!said) return nothing;
    const [authorId, spaceIds, tags] = await Promise.all([
      authorOf(said.author),
      spacesOf(actor, input, query.said.space),
      said.tag ? namesOfTag(said.tag) : undefined,
    ]);
    const days = daysOf(said);
    if (authorId === null || !days) return nothing;
    return {
      query,
      order: said.order ?? 'fit',
      threads: { ...threadsOf(said), ...(tags && { tags }) },
      posts: {
        ...days,
        ...(authorId && { authorId }),
        ...{ has: said.has, lang: said.lang, communityId: input.communityId },
        threadId: input.threadId,
      },
      spaceIds,
    };
  };
}

/** What was typed comes before what the form says; null where it makes no sense. */
function filtersOf({ said }: SearchQuery, input: SearchInput): Filters | null {
  const { space: _space, is, ...typed } = said;
  const lower = Object.entries({ ...typed, ...(is && { is }) }).map(([name, value]) => [
    name,
    name === 'tag' || name === 'author' ? value : value?.toLowerCase(),
  ]);
  const parsed = filters.safeParse({ ...input, ...Object.fromEntries(lower) });
  return parsed.success ? parsed.data : null;
}

function threadsOf({ kind, is }: Filters): ThreadSearch {
  return {
    ...(is ? { kind: 'question' as const, answered: is === 'answered' } : kind && { kind }),
  };
}

function daysOf({ after, before, timeZone = 'UTC' }: Filters) {
  const [since, end] = [after, before].map((day) => (day ? startOf(day, timeZone) : undefined));
  if (since === null || end === null) return null;
  return { ...(since && { since }), ...(end && { before: end }) };
}

/** When a day begins in a zone; null for a day no calendar has. */
function startOf(day: string, timeZone: string): Date | null {
  try {
    const start = Temporal.PlainDate.from(day, { overflow: 'reject' }).toZonedDateTime(timeZone);
    return new Date(start.epochMilliseconds);
  } catch {
    return null;
  }
}
