import { AppError, forbidden } from '@jembatan/shared/errors';
import type { CommunityId, FileId, PersonId, PostId, ThreadId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { PollInput } from '@jembatan/shared/polls.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Transact, Transaction } from '../../kernel/transactions.ts';
import { callingsFor } from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { Limiter } from '../../platform/limiter.ts';
import type { Person } from '../people/index.ts';
import type { AliasesRepository } from './aliases.repository.ts';
import { toAliasView } from './aliases.ts';
import type { TakeCall } from './calls.ts';
import { type Content, type ContentFrame, makeContent, type PicturesOf } from './content.ts';
import { type NewPost, newPostOf } from './new-post.ts';
import type { Post } from './posts.repository.ts';
import type { Reading } from './readings.repository.ts';
import { createReplying, isPlain, type ReplyingDeps } from './replying.ts';
import type { RevisionsRepository } from './revisions.repository.ts';
import { requireReply, type ThreadAccess, type ThreadAt } from './threads.access.ts';
import type { ThreadsRepository } from './threads.repository.ts';
import { peopleOf, toPostView } from './threads.views.ts';

export interface WritingDeps extends ReplyingDeps {
  access: ThreadAccess;
  threads: ThreadsRepository;
  revisions: RevisionsRepository;
  transact: Transact;
  findByHandles: (foldedHandles: readonly string[]) => Promise<Person[]>;
  picturesOf: PicturesOf;
  languagesOf: (id: PersonId) => Promise<string[]>;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
  /** Rendering costs more than asking: so often only. */
  previews: Limiter;
  aliases: AliasesRepository;
  takeCall: TakeCall;
  /** Throws `not-found` unless the actor may read the community. */
  getReadablePlace: (actor: Actor, communityId: CommunityId) => Promise<Place>;
  /** Takes in a poll with its post, as part of the transaction; throws `invalid` for one that is over. */
  addPoll: (post: Post, poll: PollInput) => Promise<void>;
  /** What a post asks besides its text, to be found by. */
  asksOf: (post: Post) => Promise<readonly string[]>;
  /** Gives files the rights of the thread they are shown in; those of other people are left alone. */
  bindFiles: (actor: PersonActor, fileIds: readonly FileId[], threadId: ThreadId) => Promise<void>;
  /** Files that an edit without a trace took out of a post, as part of its transaction. */
  noteTakenOut: (taken: {
    postId: PostId;
    threadId: ThreadId;
    fileIds: FileId[];
    revision: number;
  }) => Promise<void>;
}

/** What a text is prepared with besides. */
export interface PrepareFrame extends Omit<ContentFrame, 'languages' | 'scope'> {
  /** The thread it comes into, and whose post it is if not the writer's own. */
  shownIn?: { threadId: ThreadId; authorId?: PersonId };
}

/** What a reply is made of, as its writer sent it. */
export interface NewReply {
  body: string;
  replyTo?: number | undefined;
  pseudonym?: boolean | undefined;
  poll?: PollInput | undefined;
  /** By the writer's own clock. */
  writtenAt?: string | undefined;
}

export interface PreviewInput {
  body: string;
  /** Where it is to stand: what may be called there. */
  communityId?: CommunityId | undefined;
}

export interface Appended {
  post: PostView;
  at: ThreadAt;
  reading: Reading;
}

export type WritingService = ReturnType<typeof createWritingService>;

/** What a poll says, to be found by. */
export const asksIn = (poll?: PollInput): string[] =>
  poll ? [poll.question ?? '', ...poll.options] : [];

/** New posts, and what their writers see of them. */
export function createWritingService(deps: WritingDeps) {
  const { access, transact } = deps;
  const append = createAppend(deps);
  const reply = createReplying(deps);

  async function prepare(
    actor: PersonActor,
    body: string,
    { shownIn, ...frame }: PrepareFrame = {},
  ): Promise<Content> {
    const { threadId = null, authorId = actor.id } = shownIn ?? {};
    const scope = { writers: [actor.id, authorId], threadId };
    return makeContent(deps, body, {
      ...frame,
      scope,
      languages: await deps.languagesOf(actor.id),
    });
  }

  async function createPost(
    actor: PersonActor,
    threadId: ThreadId,
    input: NewReply,
  ): Promise<PostView> {
    const at = await access.getReadableThread(actor, threadId);
    const { pseudonym = false, writtenAt, poll } = input;
    const isInTime = writtenAt !== undefined && rules.canReplyLate(actor, at, new Date(writtenAt));
    if (!isInTime) requireReply(actor, at);
    if (pseudonym && !rules.canWriteUnderPseudonym(actor, at)) throw forbidden('pseudonym');
    if (input.replyTo !== undefined && input.replyTo > at.thread.lastNumber)
      throw new AppError('invalid', { issues: [{ path: 'replyTo', code: 'not_found' }] });
    const callings = callingsFor(actor, at.place);
    const content = await prepare(actor, input.body, {
      ...{ asks: asksIn(poll), callings },
      shownIn: { threadId },
    });
    const people = await deps.peopleById([actor.id, ...content.mentions]);
    const replyTo = input.replyTo ?? null;
    const post = { at, content, replyTo, people, pseudonym, writtenAt, poll };
    if (isPlain(deps, { ...post, actor })) return reply({ ...post, actor }, threadId);
    return transact(async (tx) => (await append(tx, actor, post)).post, { queue: threadId });
  }

  async function getPost(actor: PersonActor, postId: string): Promise<PostView> {
    const at = await access.getReadablePost(actor, postId);
    const people = await deps.peopleById(peopleOf([at.post]));
    const view = toPostView(actor, at, { post: at.post, people });
    return at.post.hidden && !rules.canSeeHiddenPost(actor, at) ? view : withBody(view, at.post);
  }

  return {
    prepare,
    append,
    createPost,
    getPost,

    async preview(
      actor: PersonActor,
      { body, communityId }: PreviewInput,
    ): Promise<{ html: string; people: PeopleById }> {
      await deps.previews.take(actor.id);
      const place = communityId && (await deps.getReadablePlace(actor, communityId));
      const callings = place ? callingsFor(actor, place) : [];
      const { html, mentions } = await prepare(actor, body, { callings });
      return { html, people: await deps.peopleById(mentions) };
    },
  };
}

export const withBody = (view: PostView, post: Post): PostView => ({ ...view, body: post.body });

/** Inside the caller's transaction: takes number and seq, writes the post, moves the author's reading on. */
function createAppend(deps: WritingDeps) {
  const { threads, counts, posts, readings, aliases, slowMode, clock, bindFiles } = deps;
  return async function append(
    tx: Transaction,
    actor: PersonActor,
    { at, content, replyTo, people, pseudonym = false, writtenAt, poll }: NewPost,
  ): Promise<Appended> {
    const now = clock.now();
    await slowMode.take(actor, at);
    await deps.takeCall(actor, at.place, content.html);
    const thread = await threads.advance(at.thread.id, {
      newPostAt: now,
      unlessLocked: !rules.canModerateThread(actor, at),
      pseudonymous: pseudonym,
    });
    if (!thread) throw new AppError('thread-locked');
    const { id: threadId, lastNumber: number, lastSeq: seq } = thread;
    const alias = pseudonym ? await aliases.take(actor.id, threadId) : null;
    const fresh = { content, replyTo, writtenAt, poll };
    const authorId = alias?.id ?? actor.id;
    const post = await posts.insert(newPostOf(fresh, { thread, authorId, now }));
    if (poll) await deps.addPoll(post, poll);
    const sees = rules.seesAnswers(actor, { ...at, thread });
    const first = thread.answerFirst ? await readings.answer(actor.id, threadId, number) : null;
    if (!sees) tx.announce('thread:answered', { threadId, personId: actor.id }, actor.id);
    // Who writes has read what was there, if they saw it.
    const reading = first && !sees ? first : await readings.advance(actor.id, threadId, number);
    if (content.files.length > 0) await bindFiles(actor, content.files, threadId);
    if (number === 1) await counts.add(thread, 1);
    tx.announce('post:created', { threadId, postId: post.id, seq, number }, actor.id);
    const after = {
      ...{ ...at, thread, aliasId: alias?.id ?? at.aliasId },
      answered: first?.answered ?? null,
    };
    const named = alias ? { ...people, [alias.id]: toAliasView(alias) } : people;
    return { post: toPostView(actor, after, { post, people: named }), at: after, reading };
  };
}
