import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { PersonId, ThreadId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import type * as z from 'zod/mini';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Transact, Transaction } from '../../kernel/transactions.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { SetSeal } from './sealing.ts';
import type { SettleTags } from './tags.ts';
import { saysTerms, type TermsOf, termsChange } from './terms.service.ts';
import type { ThreadCountsRepository } from './thread-counts.repository.ts';
import type { ThreadAccess, ThreadAt } from './threads.access.ts';
import type { Thread, ThreadChange, ThreadsRepository } from './threads.repository.ts';
import { toThreadView } from './threads.views.ts';
import type { UnreadService } from './unread.service.ts';
import { answerFirstChange, saysWays, waysChange } from './ways.ts';

export interface ThreadsDeps {
  access: ThreadAccess;
  threads: ThreadsRepository;
  counts: ThreadCountsRepository;
  unread: UnreadService;
  termsOf: TermsOf;
  settleTags: SettleTags;
  setSeal: SetSeal;
  transact: Transact;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
}

export type ThreadChangeInput = z.output<typeof threadRoutes.changeThread.body>;
/** `to` is null where the tag goes. */
export interface Retagging {
  from: string;
  to: string | null;
}

export type ThreadsService = ReturnType<typeof createThreadsService>;

/** One thread: seen and changed. */
export function createThreadsService(deps: ThreadsDeps) {
  const { access, threads, counts, unread, transact } = deps;

  async function viewOf(actor: Actor, at: ThreadAt): Promise<ThreadView> {
    const [people, facts, terms] = await Promise.all([
      deps.peopleById([at.thread.authorId]),
      unread.factsOfOne(actor, at),
      deps.termsOf(actor, at),
    ]);
    return { ...toThreadView(actor, at, { people, ...facts }), ...terms };
  }

  /** A thread that is hidden, or opens on another day, is counted otherwise. */
  async function changeCounted(threadId: ThreadId, change: ThreadChange): Promise<Thread | null> {
    const before = await threads.find(threadId);
    const after = await threads.change(threadId, change);
    if (!before || !after || !isCountedOtherwise(before, after)) return after;
    if (isCounted(before)) await counts.add(before, -1);
    if (isCounted(after)) await counts.add(after, 1);
    return after;
  }

  async function changeThread(
    actor: PersonActor,
    threadId: ThreadId,
    input: ThreadChangeInput,
  ): Promise<ThreadView> {
    const at = await access.getReadableThread(actor, threadId);
    requireRights(actor, at, input);
    const change = changeOf(input, at.thread, at.place.now);
    const { tags: had } = at.thread;
    const settled = input.tags && (await deps.settleTags(actor, at, { typed: input.tags, had }));
    if (settled) change.tags = settled.tags;
    const thread = await transact(
      async (tx) => {
        const changed = await changeCounted(threadId, change);
        if (!changed) throw notFound('thread');
        if (changed.answerFirst !== at.thread.answerFirst) await deps.setSeal(changed);
        tellOfChange(tx, { before: at.thread, after: changed, by: actor.id });
        if (settled?.made)
          tx.announce('tags:changed', { communityId: changed.communityId }, actor.id);
        return changed;
      },
      { queue: threadId },
    );
    return viewOf(actor, { ...at, thread });
  }

  return {
    changeThread,

    getThread: async (actor: Actor, threadId: ThreadId): Promise<ThreadView> =>
      viewOf(actor, await access.getReadableThread(actor, threadId)),

    /** A session was given another name: its chat follows, in the transaction of that. */
    renameSessionThread: (threadId: ThreadId, title: string, by: PersonId): Promise<void> =>
      transact(async (tx) => {
        const changed = await threads.change(threadId, { title });
        if (changed) tx.announce('thread:changed', { threadId, seq: changed.lastSeq }, by);
      }),
    /** Gives a thread another tag for one it has, or none; takes part in the caller's transaction. */
    async retag(tx: Transaction, threadId: ThreadId, { from, to }: Retagging): Promise<void> {
      const thread = await threads.find(threadId);
      if (!thread?.tags.includes(from)) return;
      const tags = thread.tags.flatMap((tag) => (tag === from ? (to ?? []) : tag));
      const changed = await changeCounted(threadId, { tags: [...new Set(tags)] });
      if (changed) tx.announce('thread:changed', { threadId, seq: changed.lastSeq }, null);
    },

    /** Changes by a moderator, who was permitted by moderation; takes part in its transaction. */
    setModerated: (threadId: ThreadId, change: Pick<ThreadChange, 'locked' | 'hidden'>) =>
      changeCounted(threadId, change),
  };
}

interface Changed {
  before: Thread;
  after: Thread;
  by: PersonId;
}

function tellOfChange(tx: Transaction, { before, after, by }: Changed): void {
  const { id: threadId, lastSeq: seq, acceptedNumber: number } = after;
  const facts = { threadId, seq, ...orderIn(before, after), ...shownIn(before, after) };
  tx.announce('thread:changed', facts, by);
  if (number !== null && number !== before.acceptedNumber)
    tx.announce('answer:accepted', { threadId, number }, by);
}

const isCounted = (thread: Thread) => !thread.hidden && thread.lastNumber > 0;

const isCountedOtherwise = (before: Thread, after: Thread) =>
  isCounted(before) !== isCounted(after) ||
  before.opensAt?.getTime() !== after.opensAt?.getTime() ||
  before.groupId?.toString() !== after.groupId?.toString() ||
  before.tags.join('\n') !== after.tags.join('\n');

function requireRights(actor: Actor, at: ThreadAt, input: ThreadChangeInput): void {
  const asks: [boolean, boolean][] = [
    [input.title !== undefined || input.tags !== undefined, rules.canEditThread(actor, at)],
    [input.pinned !== undefined, rules.canPin(actor, at)],
    [input.locked !== undefined, rules.canLock(actor, at)],
    [input.acceptedNumber !== undefined, rules.canAccept(actor, at)],
    [saysTerms(input) || saysWays(input), rules.canSetTerms(actor, at)],
    [input.answerFirst !== undefined, rules.canSetAnswerFirst(actor, at)],
  ];
  if (asks.some(([asked, allowed]) => asked && !allowed)) throw forbidden('change');
}

function changeOf(input: ThreadChangeInput, thread: Thread, now: Date): ThreadChange {
  const { title, pinned, locked, acceptedNumber } = input;
  const exists =
    acceptedNumber == null ||
    (acceptedNumber > 1 &&
      acceptedNumber <= thread.lastNumber &&
      !thread.goneNumbers.includes(acceptedNumber));
  if (!exists)
    throw new AppError('invalid', { issues: [{ path: 'acceptedNumber', code: 'not_found' }] });
  return {
    ...(title !== undefined && { title: title.normalize('NFC') }),
    ...(pinned !== undefined && { pinned }),
    ...(locked !== undefined && { locked }),
    ...(acceptedNumber !== undefined && { acceptedNumber }),
    ...(saysTerms(input) && termsChange(input, thread)),
    ...(thread.tellAt && input.opensAt !== undefined && { tellAt: new Date(input.opensAt ?? now) }),
    ...(saysWays(input) && waysChange(input, thread, now)),
    ...answerFirstChange(input, thread),
  };
}

/** Another day of opening is another audience; so is one that has to answer first. */
function shownIn(before: Thread, after: Thread): { shown?: true } {
  const sameDay = before.opensAt?.getTime() === after.opensAt?.getTime();
  return sameDay && before.answerFirst === after.answerFirst ? {} : { shown: true };
}

/** What was done to keep order, if it was that. */
function orderIn(before: Thread, after: Thread): { order?: 'lock' | 'unlock' } {
  if (before.locked === after.locked) return {};
  return { order: after.locked ? 'lock' : 'unlock' };
}
