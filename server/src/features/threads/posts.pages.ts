import type { ThreadId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostsPage } from '@jembatan/shared/threads.view';
import type * as z from 'zod/mini';
import type { Actor } from '../../kernel/actor.ts';
import { canReadPost } from '../../permissions/threads.rules.ts';
import type { Post, PostsRepository } from './posts.repository.ts';
import type { Reading } from './readings.repository.ts';
import type { TermsOf } from './terms.service.ts';
import type { ThreadAccess, ThreadAt } from './threads.access.ts';
import type { ThreadsRepository } from './threads.repository.ts';
import { peopleOf, toPostView, toThreadView } from './threads.views.ts';
import type { UnreadService } from './unread.service.ts';

export interface PagesDeps {
  access: ThreadAccess;
  threads: ThreadsRepository;
  posts: PostsRepository;
  unread: UnreadService;
  termsOf: TermsOf;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
}

export type PostsQuery = z.output<typeof threadRoutes.listPosts.query>;
export type PostPages = ReturnType<typeof createPostPages>;

/** The posts a query means; anything out of range is an empty page. */
function createFinder(posts: PostsRepository) {
  async function find({ lastNumber, id }: ThreadAt['thread'], query: PostsQuery): Promise<Post[]> {
    const { limit } = query;
    if (query.last !== undefined) return posts.back(id, lastNumber, limit);
    if (query.at !== undefined) return fromInstant(id, new Date(query.at), limit);
    const from = query.from ?? 1;
    if (query.dir === 'back') return from < 1 ? [] : posts.back(id, from, limit);
    return from < 1 || from > lastNumber ? [] : posts.forward(id, from, limit);
  }

  async function fromInstant(id: ThreadId, at: Date, limit: number): Promise<Post[]> {
    const number = await posts.numberAt(id, at);
    return number === null ? [] : posts.forward(id, number, limit);
  }

  return find;
}

/** Pages by number: keyset on (thread, number), so that page 2,500 costs what page 1 costs (LOAD-3). */
export function createPostPages(deps: PagesDeps) {
  const { access, threads, posts, unread, termsOf, peopleById } = deps;
  const find = createFinder(posts);
  async function toItems(actor: Actor, at: ThreadAt, found: readonly Post[]) {
    const open = found.filter((post) => canReadPost(actor, at, post));
    const people = await peopleById(peopleOf(open, at.thread.authorId));
    return { people, items: found.map((post) => toPostView(actor, at, { post, people })) };
  }

  /** The gate, and how far the reader is: of a person both come with one question. */
  async function enter(
    actor: Actor,
    id: ThreadId,
  ): Promise<{ at: ThreadAt; reading: Reading | null }> {
    if (actor.kind !== 'person')
      return { at: await access.getReadableThread(actor, id), reading: null };
    const found = await threads.findWithReading(id, actor.id);
    return {
      at: await access.stand(actor, found?.thread ?? null),
      reading: found?.reading ?? null,
    };
  }

  /** What changed after a seq: each post once, in its latest state, stones included. */
  async function since(
    actor: Actor,
    { at, reading }: Awaited<ReturnType<typeof enter>>,
    { since: seq = 0, limit }: PostsQuery,
  ): Promise<PostsPage> {
    const changed = await posts.changedSince(at.thread.id, seq, limit);
    const found = changed.slice(0, limit);
    const [{ items, people }, facts, terms] = await Promise.all([
      toItems(actor, at, found),
      unread.factsWith(actor, at, reading),
      termsOf(actor, at),
    ]);
    const more = changed.length > limit;
    return {
      items,
      people,
      more,
      lastSeq: (more ? found.at(-1)?.seq : undefined) ?? at.thread.lastSeq,
      thread: { ...toThreadView(actor, at, { people, ...facts }), ...terms },
    };
  }

  return async function listPosts(
    actor: Actor,
    threadId: ThreadId,
    query: PostsQuery,
  ): Promise<PostsPage> {
    const entered = await enter(actor, threadId);
    if (query.since !== undefined) return since(actor, entered, query);
    const { at, reading } = entered;
    const [found, facts, terms] = await Promise.all([
      find(at.thread, query),
      unread.factsWith(actor, at, reading),
      termsOf(actor, at),
    ]);
    const { items, people } = await toItems(actor, at, found);
    return {
      items,
      people,
      lastSeq: at.thread.lastSeq,
      thread: { ...toThreadView(actor, at, { people, ...facts }), ...terms },
      firstNumber: 1,
      lastNumber: at.thread.lastNumber,
    };
  };
}
