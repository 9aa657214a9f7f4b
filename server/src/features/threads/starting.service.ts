import { AppError, forbidden } from '@jembatan/shared/errors';
import type { CommunityId, PersonId, SessionId, SpaceId, ThreadId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { GroupChoice } from '@jembatan/shared/spaces';
import type { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView, ThreadKind, ThreadView } from '@jembatan/shared/threads.view';
import type * as z from 'zod/mini';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact, Transaction } from '../../kernel/transactions.ts';
import { callingsFor } from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { AliasesRepository } from './aliases.repository.ts';
import { createGroupChoice } from './group-choice.ts';
import type { SettleTags } from './tags.ts';
import { saysTerms, termsChange } from './terms.service.ts';
import type { SpaceAt } from './threads.access.ts';
import { plainTerms, type Thread, type ThreadsRepository } from './threads.repository.ts';
import { toThreadView } from './threads.views.ts';
import { answerFirstChange, firstWays, saysWays, waysChange } from './ways.ts';
import { asksIn, type WritingService } from './writing.service.ts';

export interface StartingDeps {
  threads: ThreadsRepository;
  aliases: AliasesRepository;
  /** Study groups of a community: the actor's own, and all of them. */
  groupsOf: (actor: Actor, place: Place) => Promise<{ own: GroupChoice[]; all: GroupChoice[] }>;
  writing: WritingService;
  settleTags: SettleTags;
  transact: Transact;
  clock: Clock;
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
  /** The space that takes a session's chat. */
  chatSpaceOf: (communityId: CommunityId) => Promise<SpaceId>;
}

export type NewThreadInput = z.output<typeof threadRoutes.createThread.body>;
export type StartingService = ReturnType<typeof createStartingService>;

/** New threads: by people, and for the chat of a session. */
export function createStartingService(deps: StartingDeps) {
  const { threads, writing, transact, clock } = deps;
  const chooseGroup = createGroupChoice(deps);

  async function createThread(
    actor: PersonActor,
    spaceId: SpaceId,
    input: NewThreadInput,
  ): Promise<{ thread: ThreadView; post: PostView }> {
    const { space, place } = await deps.getReadableSpace(actor, spaceId);
    requireStart(actor, { space, place }, input);
    const groupId = await chooseGroup(actor, { space, place }, input.groupId);
    const { title, kind = 'discussion', pseudonym = false, poll } = input;
    const { tags, made } = await deps.settleTags(
      actor,
      { space, place },
      { typed: input.tags ?? [] },
    );
    const content = await writing.prepare(actor, input.body, {
      ...{ title, tags, asks: asksIn(poll) },
      callings: callingsFor(actor, place),
    });
    const people = await deps.peopleById([actor.id, ...content.mentions]);
    return transact(async (tx) => {
      const where = { spaceId, communityId: place.community.id };
      const now = clock.now();
      const base = emptyThread(where, actor.id, now);
      const thread = await threads.insert({
        ...base,
        ...settingsOf(input, { kind, space, now }),
        title: title.normalize('NFC'),
        tags,
        kind,
        groupId,
      });
      const aliasId = pseudonym ? await hideStarter(thread.id, actor) : null;
      const at = { place, space, thread, inGroup: groupId !== null, aliasId };
      const first = { at, content, replyTo: null, people, pseudonym, poll };
      const { post, at: after, reading } = await writing.append(tx, actor, first);
      tellOfStart(tx, thread, actor.id);
      // Others' lists and suggestions follow once the thread is there to be found by it.
      if (made) tx.announce('tags:changed', { communityId: thread.communityId }, actor.id);
      const named = { ...people, [post.author.id]: post.author };
      return { thread: toThreadView(actor, after, { people: named, reading, unread: 0 }), post };
    });
  }

  /** The thread names its starter as its first post does. */
  async function hideStarter(threadId: ThreadId, actor: PersonActor): Promise<PersonId> {
    const { id } = await deps.aliases.take(actor.id, threadId);
    await threads.setAuthor(threadId, id);
    return id;
  }

  return {
    createThread,

    /** The thread of a session's chat; takes part in the caller's transaction. */
    async createSessionThread(input: {
      communityId: CommunityId;
      sessionId: SessionId;
      title: string;
      authorId: PersonId;
    }): Promise<ThreadId> {
      const spaceId = await deps.chatSpaceOf(input.communityId);
      const where = { spaceId, communityId: input.communityId };
      const base = emptyThread(where, input.authorId, clock.now());
      const thread = await threads.insert({
        ...base,
        sessionId: input.sessionId,
        title: input.title,
        // A chat has the pace of those who talk.
        slowSeconds: 0,
      });
      return thread.id;
    },
  };
}

function requireStart(actor: Actor, { space, place }: SpaceAt, input: NewThreadInput): void {
  const { kind, pseudonym } = input;
  if (!rules.canCreateThread(actor, place, space)) throw whyNoStart({ space, place });
  const moderates = rules.canModerateSpace(actor, place, space);
  if (kind === 'announcement' && !rules.canAnnounce(actor, place, space))
    throw forbidden('announce');
  if ((saysTerms(input) || saysWays(input)) && !moderates) throw forbidden('terms');
  if (pseudonym && !space.pseudonyms) throw forbidden('pseudonym');
}

function tellOfStart(tx: Transaction, thread: Thread, actorId: PersonId): void {
  const { id: threadId, spaceId } = thread;
  tx.announce('thread:created', { threadId, spaceId }, actorId);
  if (thread.kind === 'announcement' && thread.tellAt === null)
    tx.announce('announcement:due', { threadId, after: null }, actorId);
}

/** Days, pace and ways, as they were asked for. */
function settingsOf(input: NewThreadInput, { kind, space, now }: Starting) {
  const terms = termsChange(input, plainTerms);
  const ways = waysChange(input, { kind, ...firstWays(kind, now) }, now);
  const asked = { ...plainTerms, kind, sessionId: null, lastNumber: 0 };
  const first = answerFirstChange(input, asked);
  return { ...terms, ...ways, ...first, tellAt: openingOf({ kind, space, now }, terms) };
}

interface Starting extends Pick<SpaceAt, 'space'> {
  kind: ThreadKind;
  now: Date;
}

/** When the members are to be told of an announcement that is not open yet; null for others. */
function openingOf(
  { kind, space, now }: Starting,
  { opensAt }: { opensAt?: Date | null },
): Date | null {
  if (kind !== 'announcement') return null;
  const days = [opensAt, space.opensAt].filter((day) => day != null && day > now);
  const last = Math.max(...days.map((day) => day?.getTime() ?? 0));
  return days.length > 0 ? new Date(last) : null;
}

function whyNoStart({ space, place }: SpaceAt): AppError {
  if (place.banned) return new AppError('banned');
  const mayElse = place.membership && space.rights.create.includes(place.membership.role);
  if (mayElse && rules.isSpacePastDue(place, space))
    return new AppError('past-due', { dueAt: space.dueAt?.toISOString() });
  return forbidden('create');
}

function emptyThread(
  space: { spaceId: SpaceId; communityId: CommunityId },
  authorId: PersonId,
  now: Date,
): Omit<Thread, 'id' | 'title'> {
  return {
    ...plainTerms,
    ...space,
    sessionId: null,
    kind: 'discussion',
    tags: [],
    authorId,
    createdAt: now,
    lastActivityAt: now,
    lastSeq: 0,
    lastNumber: 0,
    goneNumbers: [],
    pinned: false,
    locked: false,
    hidden: false,
    acceptedNumber: null,
  };
}
