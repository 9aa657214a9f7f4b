import { AppError } from '@jembatan/shared/errors';
import type { SearchItem } from '@jembatan/shared/search.contract';
import type { Actor } from '../../kernel/actor.ts';
import { canReadPost } from '../../permissions/threads.rules.ts';
import { wordsOfHtml } from '../../text/html-words.ts';
import { snippetOf } from '../../text/snippet.ts';
import type { QueryTerms } from '../../text/terms.ts';
import {
  type FoundPost,
  type Post,
  peopleOf,
  type Thread,
  type ThreadAt,
  toPostView,
  toThreadView,
} from '../threads/index.ts';
import type { SearchDeps } from './search.deps.ts';

/** Makes one page of found posts into what the actor is shown of them. */
export function createPostItems(deps: SearchDeps) {
  async function load(
    actor: Actor,
    found: readonly FoundPost[],
  ): Promise<{ posts: Post[]; ats: ThreadAt[] }> {
    const [posts, threads] = await Promise.all([
      deps.threads.posts.findMany(found.map(({ id }) => id)),
      deps.threads.threads.findMany([...new Set(found.map(({ threadId }) => threadId))]),
    ]);
    const stood = await Promise.all(threads.map((thread) => standOrNothing(deps, actor, thread)));
    return { posts, ats: stood.filter((at) => at !== null) };
  }

  return async function toItems(
    actor: Actor,
    found: readonly FoundPost[],
    query: Pick<QueryTerms, 'needles'>,
  ): Promise<SearchItem[]> {
    const { posts, ats } = await load(actor, found);
    const threads = ats.map(({ thread }) => thread);
    const [people, facts] = await Promise.all([
      deps.people.service.peopleById(peopleOf(posts, ...threads.map(({ authorId }) => authorId))),
      deps.threads.unread.factsOf(actor, threads),
    ]);
    const postById = new Map<string, Post>(posts.map((post) => [post.id, post]));
    const atById = new Map<string, ThreadAt>(ats.map((at) => [at.thread.id, at]));
    return found.flatMap(({ id, threadId }) => {
      const [post, at] = [postById.get(id), atById.get(threadId)];
      // Gone or out of reach since it was found.
      if (!post || !at || post.deleted || post.hidden || !canReadPost(actor, at, post)) return [];
      const reader = { people, ...(facts.get(threadId) ?? { reading: null, unread: 0 }) };
      return [
        {
          kind: 'post' as const,
          post: toPostView(actor, at, { post, people }),
          thread: toThreadView(actor, at, reader),
          snippet: snippetOf(wordsOfHtml(post.html).text, query),
        },
      ];
    });
  };
}

async function standOrNothing(
  { threads }: SearchDeps,
  actor: Actor,
  thread: Thread,
): Promise<ThreadAt | null> {
  try {
    return await threads.access.stand(actor, thread);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}
