import { errorStatus } from '@jembatan/shared/errors';
import type { PostNews } from '@jembatan/shared/threads.contract';
import { type PostsPage, postsPage, type ThreadView, thread } from '@jembatan/shared/threads.view';
import * as z from 'zod/mini';
import { deviceNotes } from '../kept/device-notes.ts';
import { keptStore } from '../kept/kept-store.ts';
import {
  type KeptThread,
  type PageQuery,
  pageOf,
  withNews,
  withPage,
  withThread,
} from '../kept/kept-thread.ts';

const keptThread = z.object({
  thread,
  posts: z.array(z.unknown()),
  people: z.unknown(),
});

/** One question to the hub's API that may be answered from what is kept. */
export interface Question {
  readonly personId: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

const base = '/api/v1';
const id = '[0-9a-f]{24}';
const threadPath = new RegExp(`^/threads/(${id})(/posts)?$`);
/** Of everything else these are taken along: what home, communities and forums show first. */
const keptPaths = new RegExp(
  `^/(?:${[
    'me(?:/bookmarks)?',
    'translation',
    'notifications',
    'sessions',
    `communities(?:/${id}(?:/spaces|/groups)?)?`,
    `groups/${id}`,
    `spaces/${id}(?:/threads)?`,
    `threads/${id}/[a-z-]+`,
    `posts/${id}/poll`,
  ].join('|')})$`,
);

/** The question a request asks, or null when its answer is not for keeping. */
export function questionOf(url: URL, personId: string): Question | null {
  if (!url.pathname.startsWith(base)) return null;
  const path = url.pathname.slice(base.length);
  const query = url.searchParams;
  if (!threadPath.test(path) && (!keptPaths.test(path) || query.has('cursor'))) return null;
  return { personId, path, query };
}

/** Times in a question change with the clock; what is kept is the last answer to the same question. */
function answerId({ path, query }: Question): string {
  const named = new URLSearchParams(query);
  if (path === '/sessions') for (const name of ['from', 'to']) named.delete(name);
  return `${path}?${named}`;
}

function isKeptThread(body: unknown): body is KeptThread {
  // Written by this very file, with posts the contract's schema had read.
  return keptThread.safeParse(body).success;
}

async function threadKept(personId: string, threadId: string): Promise<KeptThread | null> {
  const body = await keptStore.body(personId, 'thread', threadId);
  return isKeptThread(body) ? body : null;
}

async function keepThread(personId: string, kept: KeptThread, now: number): Promise<void> {
  const { thread: view } = kept;
  const followed = (await deviceNotes.followed()).includes(view.id);
  await keptStore.keep(
    {
      personId,
      kind: 'thread',
      id: view.id,
      bytes: JSON.stringify(kept).length,
      usedAt: now,
      keptAt: now,
      followed,
      communityId: view.communityId,
      title: view.title,
      unread: view.read?.unread,
    },
    kept,
  );
}

/** News that waits: two answers about one thread are taken in one after the other. */
let turn: Promise<unknown> = Promise.resolve();
function inTurn(work: () => Promise<void>): Promise<void> {
  const next = turn.then(work, work);
  turn = next;
  return next;
}

/** Takes in a page of posts that the hub answered. Answers the thread as it is kept now. */
export async function keepPage(personId: string, threadId: string, page: PostsPage): Promise<void> {
  const kept = withPage(await threadKept(personId, threadId), page);
  if (kept && kept.posts.length > 0) await keepThread(personId, kept, Date.now());
}

/** Takes in what was written while the thread was being read; only where the thread is kept. */
export function keepNews(personId: string, news: PostNews): Promise<void> {
  return inTurn(async () => {
    const known = await threadKept(personId, news.threadId);
    if (known) await keepThread(personId, withNews(known, news), Date.now());
  });
}

async function keepView(personId: string, view: ThreadView): Promise<void> {
  const known = await threadKept(personId, view.id);
  // A thread without posts opens nothing.
  if (known) await keepThread(personId, withThread(known, view), Date.now());
}

const placed = z.object({ communityId: z.optional(z.string()) });

const threaded = z.object({ threadId: z.string() });

/** Which thread an answer belongs to, so that it goes with it. */
function threadOf(path: string, body: unknown): string | undefined {
  const one = threaded.safeParse(body);
  return new RegExp(`^/threads/(${id})/`).exec(path)?.[1] ?? one.data?.threadId;
}

/** Which community an answer is about, so that it goes with it. */
function communityOf(path: string, body: unknown): string | undefined {
  const named = new RegExp(`^/(?:communities|groups)/(${id})`).exec(path)?.[1];
  if (named) return named;
  const list = z.object({ items: z.array(placed) }).safeParse(body);
  if (path.endsWith('/threads') && list.success) return list.data.items[0]?.communityId;
  const one = placed.safeParse(body);
  return one.success ? one.data.communityId : undefined;
}

async function keepAnswer(question: Question, body: unknown): Promise<void> {
  const now = Date.now();
  await keptStore.keep(
    {
      personId: question.personId,
      kind: 'answer',
      id: answerId(question),
      bytes: JSON.stringify(body).length,
      usedAt: now,
      keptAt: now,
      communityId: communityOf(question.path, body),
      threadId: threadOf(question.path, body),
    },
    body,
  );
}

/** Takes along what the hub has answered. */
export function keep(question: Question, body: unknown): Promise<void> {
  const [, threadId, posts] = threadPath.exec(question.path) ?? [];
  return inTurn(async () => {
    if (!threadId) return keepAnswer(question, body);
    const { personId } = question;
    if (!posts) {
      const view = thread.safeParse(body);
      return view.success ? keepView(personId, view.data) : undefined;
    }
    const page = postsPage.safeParse(body);
    return page.success ? keepPage(personId, threadId, page.data) : undefined;
  });
}

/** The hub says that this person may not see it, or that it is gone. */
export function letGo(question: Question): Promise<void> {
  const { personId, path } = question;
  const [, threadId] = threadPath.exec(path) ?? [];
  const [, communityId] = new RegExp(`^/(?:communities|groups)/(${id})`).exec(path) ?? [];
  return inTurn(async () => {
    if (threadId) return keptStore.dropThread(personId, threadId);
    if (communityId) return keptStore.dropCommunity(personId, communityId);
    const entry = await keptStore.entry(personId, 'answer', answerId(question));
    if (entry) await keptStore.drop([entry]);
  });
}

function pageQuery(query: URLSearchParams): PageQuery {
  return {
    limit: Number(query.get('limit') ?? 20),
    ...(query.has('from') && { from: Number(query.get('from')) }),
    dir: query.get('dir') ?? undefined,
    at: query.get('at') ?? undefined,
    last: query.has('last'),
  };
}

const timed = z.object({ startsAt: z.string() });

/** Of kept lessons those that fall into the asked time. */
function within({ path, query }: Question, body: unknown): unknown {
  const list = z.object({ items: z.array(z.unknown()) }).safeParse(body);
  if (path !== '/sessions' || !list.success) return body;
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '9';
  const items = list.data.items.filter((item) => {
    const result = timed.safeParse(item);
    return result.success && from <= result.data.startsAt && result.data.startsAt < to;
  });
  return { items, nextCursor: null };
}

async function keptBody(question: Question): Promise<unknown> {
  const [, threadId, posts] = threadPath.exec(question.path) ?? [];
  if (!threadId) {
    const body = await keptStore.body(question.personId, 'answer', answerId(question));
    return body && within(question, body);
  }
  const kept = await threadKept(question.personId, threadId);
  if (!kept || question.query.has('since')) return undefined;
  return posts ? (pageOf(kept, pageQuery(question.query)) ?? undefined) : kept.thread;
}

export interface KeptAnswer {
  readonly response: Response;
  /** When the server said so, in milliseconds since 1970. */
  readonly at: number;
}

/** What is kept for a question, or null. Reading it makes it the last one to go. */
export async function answerKept(question: Question): Promise<KeptAnswer | null> {
  const body = await keptBody(question);
  if (body === undefined) return null;
  const [, threadId] = threadPath.exec(question.path) ?? [];
  const kind = threadId ? 'thread' : 'answer';
  const entry = await keptStore.entry(question.personId, kind, threadId ?? answerId(question));
  if (!entry) return null;
  await keptStore.note({ ...entry, usedAt: Date.now() });
  return { response: Response.json(body), at: entry.keptAt };
}

/** An error in the hub's own form, from this side of the network. */
export function problem(code: 'not-kept' | 'token-expired'): Response {
  return Response.json(
    { code, title: code },
    { status: errorStatus[code], headers: { 'content-type': 'application/problem+json' } },
  );
}
