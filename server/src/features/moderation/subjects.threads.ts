import { forbidden, notFound } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { canModerateThread, canReportPost } from '../../permissions/threads.rules.ts';
import { escapeHtml } from '../../text/sanitize.ts';
import type { Post, Thread, Threads } from '../threads/index.ts';
import type { StoredFile } from '../uploads/index.ts';
import { type Change, plain, type SubjectHandler, type SubjectThing } from './subjects.ts';

export type ThreadsPort = Pick<
  Threads,
  'access' | 'posts' | 'threads' | 'removal' | 'service' | 'names' | 'asksOf'
>;

/** The person behind an author, with the pseudonym if it was one. */
async function whose({ names }: ThreadsPort, authorId: PersonId) {
  const personId = await names.personOf(authorId);
  return { personId, aliasId: personId === authorId ? null : authorId };
}

/** All that it says: words of a poll can hurt as well. */
async function htmlOf({ asksOf }: ThreadsPort, post: Post): Promise<string> {
  const words = (await asksOf(post)).filter((word) => word !== '');
  if (words.length === 0) return post.html;
  const items = words.map((word) => `<li dir="auto">${escapeHtml(word)}</li>`);
  return `${post.html}<ul>${items.join('')}</ul>`;
}

async function postThing(
  port: ThreadsPort,
  post: Post,
  thread: Thread | null,
): Promise<SubjectThing> {
  return {
    ...(await whose(port, post.authorId)),
    communityIds: [post.communityId],
    title: thread?.title ?? '',
    html: await htmlOf(port, post),
    threadId: post.threadId,
    number: post.number,
    hidden: post.hidden,
    locked: thread?.locked ?? false,
    gone: post.deleted,
  };
}

async function threadThing(
  port: ThreadsPort,
  thread: Thread,
  first: Post | null,
): Promise<SubjectThing> {
  const { authorId, communityId, title, id: threadId, hidden, locked } = thread;
  const where = { communityIds: [communityId], threadId, number: 1 };
  const what = { title, html: first ? await htmlOf(port, first) : '', hidden, locked };
  return { ...plain, ...(await whose(port, authorId)), ...where, ...what };
}

/** Hides a thread or closes it, and says so to its readers. */
async function changeThread(
  { service }: ThreadsPort,
  tx: Transaction,
  { actor, thread, change }: { actor: PersonActor; thread: Thread | null; change: ThreadOrder },
): Promise<void> {
  const changed = thread && (await service.setModerated(thread.id, change));
  if (!changed) throw notFound('thread');
  const order =
    change.hidden === undefined ? {} : ({ order: change.hidden ? 'hide' : 'restore' } as const);
  const facts = { threadId: changed.id, seq: changed.lastSeq, ...order };
  tx.announce('thread:changed', facts, actor.id);
}

type ThreadOrder = { hidden?: boolean; locked?: boolean };

export function createPostSubject(port: ThreadsPort): SubjectHandler {
  const { access, posts, threads, removal } = port;
  return {
    async requireReportable(actor, id) {
      const at = await access.getReadablePost(actor, id);
      if (!canReportPost(actor, at, at.post)) throw forbidden();
      return postThing(port, at.post, at.thread);
    },
    async find(id) {
      const post = await posts.find(id);
      return post && postThing(port, post, await threads.find(post.threadId));
    },
    moderatesThread: async (actor, id) =>
      canModerateThread(actor, await access.getReadablePost(actor, id)),
    setHidden: (tx, { actor, id, on }) =>
      removal.setHidden(tx, actor.id, { postId: id, hidden: on }),
    async setLocked(tx, { actor, id, on }) {
      const post = await posts.find(id);
      const thread = post && (await threads.find(post.threadId));
      await changeThread(port, tx, { actor, thread, change: { locked: on } });
    },
  };
}

export function createThreadSubject(port: ThreadsPort): SubjectHandler {
  const { access, posts, threads } = port;
  const change = async (tx: Transaction, { actor, id }: Change, order: ThreadOrder) => {
    await changeThread(port, tx, { actor, thread: await threads.find(id), change: order });
  };
  return {
    async requireReportable(actor, id) {
      const { thread, aliasId } = await access.getReadableThread(actor, id);
      if (thread.authorId === actor.id || thread.authorId === aliasId) throw forbidden();
      return threadThing(port, thread, await posts.findByNumber(thread.id, 1));
    },
    async find(id) {
      const thread = await threads.find(id);
      return thread && threadThing(port, thread, await posts.findByNumber(thread.id, 1));
    },
    moderatesThread: async (actor, id) =>
      canModerateThread(actor, await access.getReadableThread(actor, id)),
    setHidden: (tx, asked) => change(tx, asked, { hidden: asked.on }),
    setLocked: (tx, asked) => change(tx, asked, { locked: asked.on }),
  };
}

export interface FilePort {
  getReadableFile: (actor: PersonActor, id: string) => Promise<StoredFile>;
  findFile: (id: string) => Promise<StoredFile | null>;
}

/** A file is hidden by hiding the posts that show it. */
export function createFileSubject(port: ThreadsPort, files: FilePort): SubjectHandler {
  const { access, posts, threads, removal } = port;

  async function postsOf(file: StoredFile): Promise<Post[]> {
    const shown: Post[] = [];
    for (const place of file.places)
      if (place.kind === 'thread') shown.push(...(await posts.listShowing(place.id, file.id)));
    return shown.filter((post) => !post.deleted);
  }

  async function fileThing(file: StoredFile): Promise<SubjectThing> {
    const shown = await postsOf(file);
    const [first] = shown;
    const author = first && (await whose(port, first.authorId));
    // Shown under a pseudonym, a file names its owner no more than the post does.
    const aliasId = author?.personId === file.ownerId ? author.aliasId : null;
    return {
      ...plain,
      personId: file.ownerId,
      aliasId,
      communityIds: [...new Set(shown.map(({ communityId }) => communityId))],
      title: file.name,
      threadId: first?.threadId ?? null,
      number: first?.number ?? null,
      hidden: shown.length > 0 && shown.every(({ hidden }) => hidden),
      gone: shown.length === 0,
    };
  }

  return {
    async requireReportable(actor, id) {
      const file = await files.getReadableFile(actor, id);
      if (file.ownerId === actor.id) throw forbidden();
      return fileThing(file);
    },
    async find(id) {
      const file = await files.findFile(id);
      return file && fileThing(file);
    },
    async moderatesThread(actor, id) {
      const file = await files.findFile(id);
      const shown = file ? await postsOf(file) : [];
      for (const { threadId } of shown) {
        const thread = await threads.find(threadId);
        const at = await access.stand(actor, thread).catch(() => null);
        if (!at || !canModerateThread(actor, at)) return false;
      }
      return shown.length > 0;
    },
    async setHidden(tx, { actor, id, on }) {
      const file = await files.findFile(id);
      for (const { id: postId } of file ? await postsOf(file) : [])
        await removal.setHidden(tx, actor.id, { postId, hidden: on });
    },
    setLocked: async () => undefined,
  };
}
