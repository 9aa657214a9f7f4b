import type { SpaceId, ThreadId } from '@jembatan/shared/ids';
import type { SimilarThread } from '@jembatan/shared/similar.contract';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { visiblePosts, visibleThreads } from '../../permissions/threads.rules.ts';
import type { Limiter } from '../../platform/limiter.ts';
import { slugOf } from '../../text/slug.ts';
import { queryTerms, termsOf } from '../../text/terms.ts';
import type { OpeningsWithin, SpaceAt, Thread } from '../threads/index.ts';
import type { SearchDeps } from './search.deps.ts';

export interface SimilarDeps extends Pick<SearchDeps, 'threads'> {
  places: Pick<SearchDeps['places'], 'readableOf' | 'getReadableSpace' | 'spacesOf'>;
  /** Titles are typed: so many questions are asked, and no more. */
  questions: Limiter;
}

/** More words of a title say nothing new. */
const maxTerms = 12;
/** Threads looked at for each word: a word that more have says little. */
const perTerm = 60;
/** Threads with the rarest of words which are everywhere, that are looked at for the others. */
const perWord = 1_500;
/** Threads whose titles are compared. */
const maxCompared = 40;
const maxShown = 5;
/** A word in the text alone counts so much of one in the title. */
const inTextOnly = 0.35;
/** Of what the title says, so much has to be there. */
const likeEnough = 0.45;

/** Words of a title, and how much each says. */
type Weights = ReadonlyMap<string, number>;

/** Threads like a title that somebody types, among those they may read. */
export function createSimilar({ threads, places, questions }: SimilarDeps) {
  /** The spaces of the community and of the one around it. */
  async function spacesAround(actor: Actor, { place }: SpaceAt): Promise<SpaceId[]> {
    const around = [place.community.id, ...(place.parent ? [place.parent.community.id] : [])];
    const [{ spaceIds }, ...found] = await Promise.all([
      places.readableOf(actor),
      ...around.map((id) => places.spacesOf(id)),
    ]);
    const readable = spaceIds && new Set<string>(spaceIds);
    const all = found.flat().map(({ id }) => id);
    return readable ? all.filter((id) => readable.has(id)) : all;
  }

  /** Which threads have which words; and all of them together, where each alone is everywhere. */
  async function matchesOf(terms: readonly string[], within: OpeningsWithin) {
    const lists = await Promise.all(
      terms.map(async (term) => ({ term, ...(await threads.openings.withTerm(term, within)) })),
    );
    const since = sinceWhen(lists.map(({ oldest }) => oldest));
    if (!since) return { lists, together: [] };
    const rarestFirst = lists.toSorted((one, other) => Number(one.oldest) - Number(other.oldest));
    const all = rarestFirst.map(({ term }) => term);
    return { lists, together: await threads.openings.withAll(all, { ...within, since }) };
  }

  async function shownOf(actor: Actor, ids: readonly ThreadId[]): Promise<Thread[]> {
    const { reach } = await places.readableOf(actor);
    const visible = reach ? visibleThreads(reach, new Date()) : {};
    const open = await threads.search.openTitles(ids, visible);
    return (await threads.threads.findMany(ids)).filter(({ id }) => open.has(id));
  }

  return async function listSimilar(
    actor: PersonActor,
    spaceId: SpaceId,
    title: string,
  ): Promise<{ items: SimilarThread[] }> {
    const here = await places.getReadableSpace(actor, spaceId);
    await questions.take(actor.id);
    const terms = queryTerms(title).all.slice(0, maxTerms);
    if (terms.length === 0) return { items: [] };
    const { reach } = await places.readableOf(actor);
    const spaceIds = await spacesAround(actor, here);
    const visible = reach?.apart ? visiblePosts(reach) : {};
    const { lists, together } = await matchesOf(terms, { spaceIds, visible, limit: perTerm });
    const weights = new Map(lists.map(({ term, ids }) => [term, weightOf(ids.length)]));
    const compared = likeliest(lists, together, weights);
    const found = await shownOf(actor, [...compared.keys()]);
    const scored = found
      .map((thread) => ({ thread, score: likenessOf(thread, compared.get(thread.id), weights) }))
      .filter(({ score }) => score >= likeEnough)
      .sort((a, b) => b.score - a.score || newerFirst(a.thread, b.thread));
    return { items: scored.slice(0, maxShown).map(({ thread }) => toSimilar(thread)) };
  };
}

/**
 * From when on about `perWord` threads have the rarest of some words, judged by how long ago its
 * newest `perTerm` begin; null unless each word has more than those.
 */
function sinceWhen(oldest: readonly (Date | null)[]): Date | null {
  const times = oldest.flatMap((one) => one?.getTime() ?? []);
  if (times.length < oldest.length) return null;
  const now = Date.now();
  return new Date(now - ((now - Math.min(...times)) * perWord) / perTerm);
}

/** A word nobody used yet may be half typed: it says less than one that few used. */
const weightOf = (found: number) => (found === 0 ? 1 : Math.log2(1 + (2 * perTerm) / found));

/** Threads with the most of the words, and which of them each has. */
function likeliest(
  lists: readonly { term: string; ids: readonly ThreadId[] }[],
  together: readonly ThreadId[],
  weights: Weights,
): Map<ThreadId, Set<string>> {
  const has = new Map<ThreadId, Set<string>>();
  const note = (id: ThreadId, term: string) => has.set(id, (has.get(id) ?? new Set()).add(term));
  for (const { term, ids } of lists) for (const id of ids) note(id, term);
  for (const id of together) for (const { term } of lists) note(id, term);
  const worth = (terms: ReadonlySet<string>) =>
    [...terms].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0);
  const sorted = [...has].sort(([, a], [, b]) => worth(b) - worth(a));
  return new Map(sorted.slice(0, maxCompared));
}

/** Of what the title says, how much the thread has: 0 to 1. */
function likenessOf({ title }: Thread, has: ReadonlySet<string> = new Set(), weights: Weights) {
  const own = new Set(termsOf(title));
  let all = 0;
  let there = 0;
  for (const [term, weight] of weights) {
    all += weight;
    if (own.has(term)) there += weight;
    else if (has.has(term)) there += weight * inTextOnly;
  }
  return there / all;
}

const newerFirst = (a: Thread, b: Thread) =>
  b.lastActivityAt.getTime() - a.lastActivityAt.getTime();

function toSimilar(thread: Thread): SimilarThread {
  const { id, title, spaceId, kind, acceptedNumber, lastNumber, goneNumbers } = thread;
  return {
    ...{ id, title, spaceId, kind, slug: slugOf(title), answered: acceptedNumber !== null },
    postCount: lastNumber - goneNumbers.length,
    lastActivityAt: thread.lastActivityAt.toISOString(),
  };
}
