import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { FileId, PersonId, ThreadId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { PostView } from '@jembatan/shared/threads.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact, Transaction } from '../../kernel/transactions.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { Person } from '../people/index.ts';
import { type Content, type ContentFrame, makeContent, normalizeBody } from './content.ts';
import type { Post, PostsRepository } from './posts.repository.ts';
import type { Reading, ReadingsRepository } from './readings.repository.ts';
import { type PostAt, requireReply, type ThreadAccess, type ThreadAt } from './threads.access.ts';
import type { ThreadsRepository } from './threads.repository.ts';
import { peopleOf, toPostView } from './threads.views.ts';

export interface PostsDeps {
  access: ThreadAccess;
  threads: ThreadsRepository;
  posts: PostsRepository;
  readings: ReadingsRepository;
  transact: Transact;
  clock: Clock;
  findByHandles: (foldedHandles: readonly string[]) => Promise<Person[]>;
  languagesOf: (id: PersonId) => Promise<string[]>;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
  /** Gives files the rights of the thread they are shown in; those of other people are left alone. */
  bindFiles: (actor: PersonActor, fileIds: readonly FileId[], threadId: ThreadId) => Promise<void>;
}

/** A post to be added to a thread. */
export interface NewPost {
  at: ThreadAt;
  content: Content;
  replyTo: number | null;
  people: PeopleById;
}

export interface Appended {
  post: PostView;
  at: ThreadAt;
  reading: Reading;
}

export type PostsService = ReturnType<typeof createPostsService>;

export function createPostsService(deps: PostsDeps) {
  const { access, threads, posts, readings, transact, clock } = deps;

  async function prepare(actor: PersonActor, body: string, frame: Omit<ContentFrame, 'languages'> = {}): Promise<Content> {
    return makeContent(deps, body, { ...frame, languages: await deps.languagesOf(actor.id) });
  }

  /** Inside the caller's transaction: takes number and seq, writes the post, moves the author's reading on. */
  async function append(tx: Transaction, actor: PersonActor, { at, content, replyTo, people }: NewPost): Promise<Appended> {
    const now = clock.now();
    const thread = await threads.advance(at.thread.id, { newPostAt: now, unlessLocked: !rules.canModerateThread(actor, at) });
    if (!thread) throw new AppError('thread-locked');
    const { id: threadId, spaceId, communityId, lastSeq: seq, lastNumber: number } = thread;
    const post = await posts.insert({ ...content, threadId, spaceId, communityId, number, seq, authorId: actor.id, replyTo, revision: 1, createdAt: now, editedAt: null, deleted: false, hidden: false, reactions: [] });
    const reading = await readings.advance(actor.id, threadId, number);
    if (content.files.length > 0) await deps.bindFiles(actor, content.files, threadId);
    tx.announce('post:created', { threadId, postId: post.id, seq, number }, actor.id);
    const after = { ...at, thread };
    return { post: toPostView(actor, after, { post, people }), at: after, reading };
  }

  async function viewOf(actor: PersonActor, at: ThreadAt, post: Post): Promise<PostView> {
    return toPostView(actor, at, { post, people: await deps.peopleById(peopleOf([post])) });
  }

  async function createPost(actor: PersonActor, threadId: ThreadId, input: { body: string; replyTo?: number | undefined }): Promise<PostView> {
    const at = await access.getReadableThread(actor, threadId);
    requireReply(actor, at);
    if (input.replyTo !== undefined && input.replyTo > at.thread.lastNumber) throw new AppError('invalid', { issues: [{ path: 'replyTo', code: 'not_found' }] });
    const content = await prepare(actor, input.body);
    const people = await deps.peopleById([actor.id, ...content.mentions]);
    const appended = await transact((tx) => append(tx, actor, { at, content, replyTo: input.replyTo ?? null, people }).then(({ post }) => post), { queue: threadId });
    return appended;
  }

  /** Someone else's newer version is a conflict; one's own text saved again is not (SYNC-2). */
  async function requireBase(at: PostAt, body: string, baseRevision: number): Promise<void> {
    if (at.post.revision === baseRevision) return;
    const { post } = at;
    const people = await deps.peopleById([post.authorId]);
    const current = { revision: post.revision, body: post.body, html: post.html, author: people[post.authorId], editedAt: post.editedAt?.toISOString() };
    throw new AppError('edit-conflict', { current, yours: body });
  }

  async function editPost(actor: PersonActor, postId: string, input: { body: string; baseRevision: number }): Promise<PostView> {
    const at = await access.getReadablePost(actor, postId);
    const { post } = at;
    if (post.deleted || post.hidden) throw new AppError('post-gone');
    if (!rules.canEditPost(actor, at, post)) throw at.thread.locked ? new AppError('thread-locked') : forbidden('edit');
    if (normalizeBody(input.body) === post.body) return withBody(await viewOf(actor, at, post), post);
    await requireBase(at, input.body, input.baseRevision);
    const frame = post.number === 1 ? { title: at.thread.title, tags: at.thread.tags } : {};
    const content = await prepare(actor, input.body, frame);
    const edited = await transact(async (tx) => {
      const seq = await nextSeq(at.thread.id);
      const now = clock.now();
      const changed = await posts.change(post.id, { ...content, seq, revision: post.revision + 1, editedAt: now }, { revision: post.revision, deleted: false });
      if (!changed) throw new AppError('post-gone');
      await posts.insertRevision({ postId: post.id, revision: post.revision, body: post.body, editorId: actor.id, createdAt: post.editedAt ?? post.createdAt });
      if (content.files.length > 0) await deps.bindFiles(actor, content.files, at.thread.id);
      tx.announce('post:edited', { threadId: at.thread.id, postId: post.id, seq, cause: 'text' }, actor.id);
      return changed;
    }, { queue: at.thread.id }).catch((error: unknown) => retryConflict(error, actor, { postId, input, was: post }));
    return 'author' in edited ? edited : withBody(await viewOf(actor, at, edited), edited);
  }

  /** Somebody saved between our look and our write: look again, which answers the conflict. */
  async function retryConflict(error: unknown, actor: PersonActor, { postId, input, was }: { postId: string; input: { body: string; baseRevision: number }; was: Post }): Promise<PostView> {
    if (!(error instanceof AppError) || error.code !== 'post-gone') throw error;
    const now = await posts.find(postId);
    if (!now || now.deleted || now.revision === was.revision) throw error;
    return editPost(actor, postId, input);
  }

  async function nextSeq(threadId: ThreadId, extra: { gone?: number; back?: number } = {}): Promise<number> {
    const thread = await threads.advance(threadId, extra);
    if (!thread) throw notFound('thread');
    return thread.lastSeq;
  }

  async function deletePost(actor: PersonActor, postId: string): Promise<PostView> {
    const at = await access.getReadablePost(actor, postId);
    const { post } = at;
    if (post.deleted) return viewOf(actor, at, post);
    if (!rules.canDeletePost(actor, at, post)) throw forbidden('delete');
    const stone = await transact(async (tx) => {
      const seq = await nextSeq(at.thread.id, { gone: post.number });
      await posts.insertRevision({ postId: post.id, revision: post.revision, body: post.body, editorId: post.authorId, createdAt: post.editedAt ?? post.createdAt });
      const empty = { body: '', html: '', terms: [], mentions: [], files: [], reactions: [], deleted: true };
      const changed = await posts.change(post.id, { ...empty, seq, revision: post.revision + 1 }, { deleted: false });
      if (!changed) throw new AppError('post-gone');
      tx.announce('post:deleted', { threadId: at.thread.id, postId: post.id, seq }, actor.id);
      return changed;
    }, { queue: at.thread.id });
    return viewOf(actor, at, stone);
  }

  async function getPost(actor: PersonActor, postId: string): Promise<PostView> {
    const at = await access.getReadablePost(actor, postId);
    const view = await viewOf(actor, at, at.post);
    return at.post.hidden && !rules.canSeeHiddenPost(actor, at) ? view : withBody(view, at.post);
  }

  return {
    prepare,
    append,
    createPost,
    editPost,
    deletePost,
    getPost,

    async preview(actor: PersonActor, body: string): Promise<{ html: string; people: PeopleById }> {
      const { html, mentions } = await prepare(actor, body);
      return { html, people: await deps.peopleById(mentions) };
    },

    async listRevisions(actor: PersonActor, postId: string) {
      const at = await access.getReadablePost(actor, postId);
      if (!rules.canSeeRevisions(actor, at, at.post)) throw forbidden('revisions');
      const found = await posts.listRevisions(at.post.id);
      const people = await deps.peopleById(found.map(({ editorId }) => editorId));
      const items = found.flatMap(({ revision, body, editorId, createdAt }) => {
        const editor = people[editorId];
        return editor ? [{ revision, body, editor, createdAt: createdAt.toISOString() }] : [];
      });
      return { items, nextCursor: null };
    },

    /** Hides or restores a post for a moderator, who was permitted by moderation; takes part in its transaction. */
    async setHidden(tx: Transaction, actorId: PersonId, { postId, hidden }: { postId: string; hidden: boolean }): Promise<void> {
      const post = await posts.find(postId);
      if (!post || post.deleted) throw new AppError('post-gone');
      if (post.hidden === hidden) return;
      const seq = await nextSeq(post.threadId, hidden ? { gone: post.number } : { back: post.number });
      await posts.change(post.id, { hidden, seq });
      tx.announce('post:edited', { threadId: post.threadId, postId: post.id, seq, cause: hidden ? 'hide' : 'restore' }, actorId);
    },
  };
}

const withBody = (view: PostView, post: Post): PostView => ({ ...view, body: post.body });
