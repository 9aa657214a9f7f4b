import { AppError } from '@jembatan/shared/errors';
import type { ThreadId } from '@jembatan/shared/ids';
import type { PostView } from '@jembatan/shared/threads.view';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Outcome, SharedTransaction, TransactTogether } from '../../kernel/transactions.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { callsRoles } from '../../text/html-links.ts';
import type { AdvancingRepository, Step } from './advancing.repository.ts';
import { type NewPost, newPostOf } from './new-post.ts';
import type { NewPostFields, PostsRepository } from './posts.repository.ts';
import type { ReadingsRepository } from './readings.repository.ts';
import type { SlowMode } from './slow-mode.ts';
import type { ThreadCountsRepository } from './thread-counts.repository.ts';
import type { Thread } from './threads.repository.ts';
import { toPostView } from './threads.views.ts';

export interface ReplyingDeps {
  advancing: AdvancingRepository;
  posts: PostsRepository;
  readings: ReadingsRepository;
  counts: ThreadCountsRepository;
  slowMode: SlowMode;
  clock: Clock;
  together: TransactTogether;
}

/** A reply that asks nothing of its thread but the next number. */
export interface PlainReply extends NewPost {
  actor: PersonActor;
}

interface Placed {
  reply: PlainReply;
  /** As the reply leaves it. */
  thread: Thread;
}

/** Whether a post takes along nothing that has to be looked up, counted or bound besides. */
export const isPlain = (
  { slowMode }: Pick<ReplyingDeps, 'slowMode'>,
  { actor, at, content, pseudonym, poll }: PlainReply,
): boolean =>
  !(pseudonym || poll || at.thread.answerFirst) &&
  content.files.length === 0 &&
  !callsRoles(content.html) &&
  !slowMode.isFor(actor, at);

/**
 * Adds plain replies to their threads. Those that come while others are being written wait for
 * the next transaction and share it: each thread's numbers and seqs follow one another as if each
 * had its own.
 */
export function createReplying(deps: ReplyingDeps) {
  const { advancing, posts, readings, counts, clock } = deps;

  async function write(
    replies: readonly PlainReply[],
    tx: SharedTransaction,
  ): Promise<Outcome<PostView>[]> {
    const now = clock.now();
    const ids = new Set(replies.map(({ at }) => at.thread.id));
    const threads = await advancing.find([...ids], tx.session);
    const places = replies.map((reply) => placeIn(threads, reply, now));
    const placed = places.filter((place) => place !== null);
    if (placed.length === 0) return replies.map(refuse);
    await advancing.advance(stepsOf(placed, now), tx.session);
    const made = await posts.insertTogether(placed.map(fieldsAt(now)), tx.session);
    await readings.advanceTogether(readingsOf(placed), tx.session);
    // It began to want answers a moment ago: this was one.
    for (const { thread, reply } of placed.filter((one) => one.thread.answerFirst)) {
      const { id: personId } = reply.actor;
      await readings.answer(personId, thread.id, thread.lastNumber);
      tx.announce('thread:answered', { threadId: thread.id, personId }, personId);
    }
    for (const { thread } of placed) if (thread.lastNumber === 1) await counts.add(thread, 1);
    const written = made.values();
    return places.map((place) => {
      const post = place && written.next().value;
      if (!post) return refuse();
      const { actor, at, people } = place.reply;
      const { id: postId, threadId, seq, number } = post;
      tx.announce('post:created', { threadId, postId, seq, number }, actor.id);
      return { result: toPostView(actor, { ...at, thread: place.thread }, { post, people }) };
    });
  }

  return deps.together(write);
}

const refuse = () => ({ refused: new AppError('thread-locked') });

/** Takes the next number; null where the thread is gone, or locked meanwhile. */
function placeIn(threads: Map<ThreadId, Thread>, reply: PlainReply, now: Date): Placed | null {
  const before = threads.get(reply.at.thread.id);
  if (!before || (before.locked && !rules.canModerateThread(reply.actor, reply.at))) return null;
  const thread = {
    ...before,
    lastSeq: before.lastSeq + 1,
    lastNumber: before.lastNumber + 1,
    lastActivityAt: now > before.lastActivityAt ? now : before.lastActivityAt,
  };
  threads.set(thread.id, thread);
  return { reply, thread };
}

function stepsOf(placed: readonly Placed[], at: Date): Step[] {
  const posts = new Map<ThreadId, number>();
  for (const { thread } of placed) posts.set(thread.id, (posts.get(thread.id) ?? 0) + 1);
  return [...posts].map(([threadId, count]) => ({ threadId, posts: count, at }));
}

const fieldsAt =
  (now: Date) =>
  ({ reply, thread }: Placed): NewPostFields =>
    newPostOf(reply, { thread, authorId: reply.actor.id, now });

/** The last of each person in each thread: one row is written once. */
function readingsOf(placed: readonly Placed[]) {
  const last = new Map(
    placed.map(({ reply: { actor }, thread }) => [
      `${actor.id}:${thread.id}`,
      { personId: actor.id, threadId: thread.id, number: thread.lastNumber },
    ]),
  );
  return [...last.values()];
}
