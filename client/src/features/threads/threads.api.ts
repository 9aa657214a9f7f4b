import type { Call } from '@jembatan/shared/contract/route';
import type { AppError } from '@jembatan/shared/errors';
import type { PostId, ThreadId } from '@jembatan/shared/ids';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostsPage, PostView, ThreadView, WatchLevel } from '@jembatan/shared/threads.view';
import type { Api } from '../../net/http.ts';

/** Posts of one page; a phone shows about four at a time. */
export const pageSize = 20;
/** More changes than this are cheaper to load as a fresh page. */
const catchUpPages = 10;

type Reply = Call<typeof threadRoutes.createPost>['body'];

/** What a thread's page asks the server. All throw AppError. */
export interface ThreadsApi {
  thread(id: ThreadId): Promise<ThreadView>;
  from(id: ThreadId, number: number, dir?: 'forward' | 'back'): Promise<PostsPage>;
  last(id: ThreadId): Promise<PostsPage>;
  /** The page around an instant. */
  at(id: ThreadId, instant: string): Promise<PostsPage>;
  /** Every post changed since, with the thread as it is then; null when there is too much of it. */
  since(id: ThreadId, seq: number): Promise<{ page: PostsPage; thread: ThreadView } | null>;
  /** `key` names the submission, however often it is sent. */
  reply(id: ThreadId, reply: Reply, key: string): Promise<PostView>;
  edit(
    id: PostId,
    change: { body: string; baseRevision: number; pseudonym?: boolean },
  ): Promise<PostView>;
  remove(id: PostId): Promise<PostView>;
  react(id: PostId, emoji: string, on: boolean): Promise<PostView>;
  change(
    id: ThreadId,
    body: {
      title?: string;
      tags?: string[];
      pinned?: boolean;
      locked?: boolean;
      acceptedNumber?: number | null;
    },
  ): Promise<ThreadView>;
  read(id: ThreadId, number: number): Promise<{ number: number; unread: number }>;
  watch(id: ThreadId, level: WatchLevel): Promise<{ level: WatchLevel }>;
}

/** Collects the pages of `since` into one. */
async function allSince(api: Api, id: ThreadId, seq: number): Promise<PostsPage | null> {
  let from = seq;
  const items = new Map<number, PostView>();
  let people: PostsPage['people'] = {};
  for (let round = 0; round < catchUpPages; round += 1) {
    const page = await api(threadRoutes.listPosts, {
      params: { id },
      query: { since: String(from), limit: '100' },
    });
    for (const post of page.items) items.set(post.number, post);
    people = { ...people, ...page.people };
    const last = page.items.at(-1);
    if (!page.more || !last) return { ...page, items: [...items.values()], people };
    from = last.seq;
  }
  return null;
}

export function createThreadsApi(api: Api): ThreadsApi {
  const posts = (id: ThreadId, query: Record<string, string>) =>
    api(threadRoutes.listPosts, { params: { id }, query: { limit: String(pageSize), ...query } });

  async function thread(id: ThreadId): Promise<ThreadView> {
    return api(threadRoutes.getThread, { params: { id } });
  }

  async function since(id: ThreadId, seq: number) {
    const page = await allSince(api, id, seq);
    if (!page) return null;
    return { page, thread: page.thread ?? (await thread(id)) };
  }

  return {
    thread,
    from: (id, number, dir = 'forward') => posts(id, { from: String(number), dir }),
    last: (id) => posts(id, { last: '1' }),
    at: (id, instant) => posts(id, { at: instant }),
    since,
    reply: (id, body, key) => api(threadRoutes.createPost, { params: { id }, body }, { key }),
    edit: (id, body) => api(threadRoutes.editPost, { params: { id }, body }),
    remove: (id) => api(threadRoutes.deletePost, { params: { id } }),
    react: (id, emoji, on) =>
      api(on ? threadRoutes.react : threadRoutes.unreact, { params: { id, emoji } }),
    change: (id, body) => api(threadRoutes.changeThread, { params: { id }, body }),
    read: (id, number) => api(threadRoutes.readThread, { params: { id }, body: { number } }),
    watch: (id, level) => api(threadRoutes.watchThread, { params: { id }, body: { level } }),
  };
}

/** The version that another person saved meanwhile, from the conflict's answer. */
export function currentOf(
  error: AppError,
  parse: (value: unknown) => PostView | null,
): PostView | null {
  return error.code === 'edit-conflict' ? parse(error.details.current) : null;
}
