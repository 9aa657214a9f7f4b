import type { Suggestion } from '@jembatan/shared/search.contract';
import type { Actor } from '../../kernel/actor.ts';
import { visiblePosts, visibleThreads } from '../../permissions/threads.rules.ts';
import { foldForSearch } from '../../text/fold.ts';
import { queryTerms } from '../../text/terms.ts';
import type { Readable } from '../communities/index.ts';
import type { Findable, FindablesRepository } from './findables.repository.ts';
import type { SearchDeps } from './search.deps.ts';
import type { SuggestPeople } from './suggest-people.ts';

export interface SuggestingDeps extends SearchDeps {
  findables: FindablesRepository;
  suggestPeople: SuggestPeople;
}

/** Of each kind at most so many. */
const most = { person: 4, community: 3, space: 3, thread: 5, tag: 3 } as const;
/** Looked at before the best of them are chosen. */
const looked = 15;
/** Code points of a beginning, as names are kept by theirs; and words of one question. */
const maxBeginning = 16;
const maxWords = 6;
/** What is longer than this is not being typed towards a name. */
const maxTyped = 100;

/** The beginnings of words a person has typed so far, the longest first. */
export function beginningsOf(typed: string): string[] {
  if (typed.length > maxTyped) return [];
  const words = queryTerms(typed).all.map((term) => [...term].slice(0, maxBeginning).join(''));
  return words.toSorted((one, other) => other.length - one.length).slice(0, maxWords);
}

/** Where one may want to go, while one types: names that begin so, of what the actor may read. */
export function createSuggesting(deps: SuggestingDeps) {
  const { findables, places, suggestPeople } = deps;
  const shown = createShown(deps);

  return async function suggest(actor: Actor, typed: string): Promise<{ items: Suggestion[] }> {
    const terms = beginningsOf(typed);
    if (terms.length === 0) return { items: [] };
    const readable = await places.readableOf(actor);
    const ask = (kind: 'community' | 'space' | 'thread' | 'tag') =>
      findables.find({
        ...{ kind, terms, limit: looked },
        places: kind === 'community' ? readable.communityIds : readable.spaceIds,
        visible: kind === 'thread' && readable.reach?.apart ? visiblePosts(readable.reach) : {},
      });
    const [people, communities, spaces, threads, tags] = await Promise.all([
      suggestPeople(actor, terms, { typed, limit: most.person }),
      ask('community'),
      ask('space'),
      ask('thread').then((found) => shown.threads(readable, found)),
      ask('tag').then((found) => shown.tags(readable, found)),
    ]);
    const best = [
      ...bestOf(communities, typed, most.community),
      ...bestOf(spaces, typed, most.space),
      ...bestOf(threads, typed, most.thread),
      ...bestOf(tags, typed, most.tag),
    ];
    return { items: [...people, ...(await shown.named(best))] };
  };
}

/** What is to be seen of the names that were found, as it is now. */
function createShown({ findables, threads: { search } }: SuggestingDeps) {
  const visibleTo = ({ reach }: Readable) => (reach ? visibleThreads(reach, new Date()) : {});

  return {
    async threads(readable: Readable, found: Findable[]): Promise<Findable[]> {
      const ids = found.map(({ ref }) => ref);
      const titles = await search.openTitles(ids, visibleTo(readable));
      return found.filter(({ ref }) => titles.has(ref));
    },

    /** A tag is shown to those who see a thread that has it. */
    async tags(readable: Readable, found: Findable[]): Promise<Findable[]> {
      const tags = [...new Map(found.map((one) => [one.name, one])).values()].slice(
        0,
        most.tag * 2,
      );
      const used = await search.usedTags(
        tags.map(({ name }) => name),
        readable.spaceIds,
        visibleTo(readable),
      );
      return tags.filter(({ name }) => used.has(name));
    },

    /** With the names of what they stand in. */
    async named(found: readonly Findable[]): Promise<Suggestion[]> {
      const keys = found.flatMap(({ kind, within }) =>
        within
          ? [{ kind: kind === 'thread' ? ('space' as const) : ('community' as const), id: within }]
          : [],
      );
      const names = await findables.namesOf(keys);
      return found.flatMap((one) => toSuggestion(one, names.get(one.within ?? '')));
    },
  };
}

function toSuggestion({ kind, ref, name, slug = '' }: Findable, place?: string): Suggestion[] {
  if (kind === 'session' || kind === 'file') return [];
  return [{ kind, id: kind === 'tag' ? null : ref, name, slug, ...(place && { place }) }];
}

/** Those whose name begins with what was typed, then the others; each the newest first. */
function bestOf(found: readonly Findable[], typed: string, limit: number): Findable[] {
  const beginning = foldForSearch(typed).trim();
  const begins = ({ name }: Findable) => foldForSearch(name).startsWith(beginning);
  return [...found.filter(begins), ...found.filter((one) => !begins(one))].slice(0, limit);
}
