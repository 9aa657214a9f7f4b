import type { CommunityId, PersonId, SpaceId, ThreadId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { Actor } from '../kernel/actor.ts';
import { canReadCommunity, hasRole, isHubStaff, isOwner, isStaff } from './communities.rules.ts';
import type { Days, Place, PostFacts, SpaceFacts, ThreadFacts } from './facts.ts';

const hasOpened = ({ now }: Place, { opensAt }: Pick<Days, 'opensAt'>) =>
  opensAt === null || opensAt <= now;
const isOver = ({ now }: Place, dueAt: Date | null) => dueAt !== null && dueAt <= now;

export function canReadSpace(actor: Actor, place: Place, space: SpaceFacts): boolean {
  if (!canReadCommunity(actor, place)) return false;
  if (canModerateSpace(actor, place, space)) return true;
  if (!hasOpened(place, space)) return false;
  return space.rights.read === null || hasRole(place, space.rights.read);
}

/** An owner is never locked out of what is theirs. */
export function canModerateSpace(actor: Actor, place: Place, space: SpaceFacts): boolean {
  return (
    isHubStaff(actor) ||
    hasRole(place, ['owner', ...space.rights.moderate]) ||
    (place.parent !== null && isStaff(actor, place.parent))
  );
}

export const canManageSpace = (actor: Actor, place: Place) => isStaff(actor, place);

/** Which role may do what is the owner's to say. */
export const canSetRights = (actor: Actor, place: Place) => isOwner(actor, place);

export function canCreateThread(actor: Actor, place: Place, space: SpaceFacts): boolean {
  if (!canReadSpace(actor, place, space) || place.banned) return false;
  if (canModerateSpace(actor, place, space)) return true;
  return hasRole(place, space.rights.create) && !isOver(place, space.dueAt);
}

/** Whether a thread that is open could be answered here. */
export function canReplyInSpace(actor: Actor, place: Place, space: SpaceFacts): boolean {
  if (!canReadSpace(actor, place, space) || place.banned) return false;
  if (canModerateSpace(actor, place, space)) return true;
  return hasRole(place, space.rights.reply) && !isOver(place, space.dueAt);
}

/** Read-only by the space's own date. */
export const isSpacePastDue = (place: Place, { dueAt }: Pick<Days, 'dueAt'>) =>
  isOver(place, dueAt);

/** Announcements come from those who keep order. */
export const canAnnounce = (actor: Actor, place: Place, space: SpaceFacts) =>
  canModerateSpace(actor, place, space);

/** A thread as one actor meets it. */
export interface ThreadPlace {
  readonly place: Place;
  readonly space: SpaceFacts;
  readonly thread: ThreadFacts;
  /** The actor is in the study group it is for. */
  readonly inGroup: boolean;
  /** Under which name the actor wrote here without showing the own. */
  readonly aliasId: PersonId | null;
  /** Where an answer comes first: the number of the actor's own; null or absent, there is none. */
  readonly answered?: number | null;
}

export function canReadThread(actor: Actor, at: ThreadPlace): boolean {
  const { place, space, thread } = at;
  if (!canReadSpace(actor, place, space)) return false;
  if (canModerateSpace(actor, place, space)) return true;
  if (thread.hidden || !hasOpened(place, thread)) return false;
  return thread.groupId === null || at.inGroup;
}

/** Whose threads an actor sees in spaces they read: the list form of `canReadThread`. */
export interface Reach {
  /** Own communities, study groups among them. */
  readonly ownIds: readonly CommunityId[];
  /** Spaces where the actor sees all. */
  readonly moderatedSpaceIds: readonly SpaceId[];
}

/** As a filter of the collection of threads. */
export function visibleThreads(reach: Reach, now: Date): Record<string, unknown> {
  const mine = { groupId: { $in: [null, ...reach.ownIds] }, opensAt: { $not: { $gt: now } } };
  return { $or: [mine, { spaceId: { $in: reach.moderatedSpaceIds } }] };
}

/** As a filter of the collection of posts; their threads may not have opened yet. */
export function visiblePosts(reach: Reach): Record<string, unknown> {
  const mine = { groupId: { $in: [null, ...reach.ownIds] } };
  return { $or: [mine, { spaceId: { $in: reach.moderatedSpaceIds } }] };
}

/** Whether what others wrote is to be seen: where an answer comes first, after the own one. */
export function seesAnswers(actor: Actor, at: ThreadPlace): boolean {
  if (!at.thread.answerFirst || typeof at.answered === 'number') return true;
  return canModerateThread(actor, at) || isAuthor(actor, at, at.thread);
}

/** One post of a thread that the actor may read; hidden and deleted ones are another question. */
export function canReadPost(
  actor: Actor,
  at: ThreadPlace,
  post: Pick<PostFacts, 'number' | 'authorId'>,
): boolean {
  return post.number === 1 || seesAnswers(actor, at) || isAuthor(actor, at, post);
}

/**
 * The same as a filter of the collection of posts, where those that are not for everybody are
 * sealed; `answeredIn` are threads in which the actor has a post.
 */
export function openPosts(
  { moderatedSpaceIds }: Pick<Reach, 'moderatedSpaceIds'>,
  answeredIn: readonly ThreadId[],
): Record<string, unknown> {
  const mine = [{ threadId: { $in: answeredIn } }, { spaceId: { $in: moderatedSpaceIds } }];
  return { $or: [{ sealed: { $ne: true } }, ...mine] };
}

/** A thread's own day comes before that of its space: so is one of them given more time. */
export const dueOf = ({ space, thread }: Pick<ThreadPlace, 'space' | 'thread'>) =>
  thread.dueAt ?? space.dueAt;

/** Read-only by its date. */
export const isThreadPastDue = (at: ThreadPlace) => isOver(at.place, dueOf(at));

const dayMs = 86_400_000;

/**
 * A reply that waited for a network: where the space allows it, one that its
 * writer's clock says was written in time is taken for some days after the due
 * date. Nothing else that forbids a reply is lifted.
 */
export function canReplyLate(actor: Actor, at: ThreadPlace, writtenAt: Date): boolean {
  const due = dueOf(at);
  const { place, space, thread } = at;
  if (!space.acceptsLate || due === null || writtenAt > due) return false;
  if (place.now.getTime() - due.getTime() > limits.lateDays * dayMs) return false;
  const undated = { space: { ...space, dueAt: null }, thread: { ...thread, dueAt: null } };
  return canReply(actor, { ...at, ...undated });
}

export const canWriteUnderPseudonym = (actor: Actor, at: ThreadPlace) =>
  at.space.pseudonyms && canReply(actor, at);

/** Who began it, and staff: as with its title. */
export const canSetAnswerFirst = (actor: Actor, at: ThreadPlace) => canEditThread(actor, at);

/** Who is seen typing is known when the post appears; and who answers is not to be known before. */
export const canShowTyping = ({ space, thread }: Pick<ThreadPlace, 'space' | 'thread'>) =>
  !space.pseudonyms && !thread.pseudonymous && !thread.answerFirst;

/** Who keeps order for the community, not every role that may hide a post. */
export const canRevealAuthor = (actor: Actor, at: ThreadPlace) =>
  canModerateThread(actor, at) && isStaff(actor, at.place);

/** Days, pace and ways of a thread are its staff's. */
export const canSetTerms = (actor: Actor, at: ThreadPlace) => canModerateThread(actor, at);

export const canModerateThread = (actor: Actor, { place, space }: ThreadPlace) =>
  canModerateSpace(actor, place, space);

/** Under the own name or under a pseudonym. */
export const isAuthor = (actor: Actor, at: ThreadPlace, thing: { authorId: string }) =>
  actor.kind === 'person' && (actor.id === thing.authorId || at.aliasId === thing.authorId);

export const canReply = (actor: Actor, at: ThreadPlace) =>
  canTakePart(actor, at) && (!at.thread.repliesOff || canModerateThread(actor, at));

/** To answer or at least react: a thread may have its replies off. */
function canTakePart(actor: Actor, at: ThreadPlace): boolean {
  if (!canReadThread(actor, at) || at.place.banned) return false;
  if (canModerateThread(actor, at)) return true;
  return !at.thread.locked && !isThreadPastDue(at) && hasRole(at.place, at.space.rights.reply);
}

/** Title and tags: the author while the thread is open, and staff. */
export function canEditThread(actor: Actor, at: ThreadPlace): boolean {
  return canModerateThread(actor, at) || (canReply(actor, at) && isAuthor(actor, at, at.thread));
}

export const canWatch = (actor: Actor, at: ThreadPlace) =>
  actor.kind === 'person' && canReadThread(actor, at);
export const canPin = canModerateThread;
export const canLock = canModerateThread;

export function canAccept(actor: Actor, at: ThreadPlace): boolean {
  return (
    at.thread.kind === 'question' &&
    (canModerateThread(actor, at) || (canReply(actor, at) && isAuthor(actor, at, at.thread)))
  );
}

export function canEditPost(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  if (post.deleted || post.hidden) return false;
  return canReply(actor, at) && (isAuthor(actor, at, post) || isWiki(post));
}

const isWiki = ({ wikiFrom }: PostFacts) => typeof wikiFrom === 'number';

/** What staff ended stays so until staff begins it again. */
export function canMakeWiki(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  if (post.deleted || post.hidden) return false;
  if (canModerateThread(actor, at)) return true;
  return canReply(actor, at) && isAuthor(actor, at, post) && post.wikiStopped !== true;
}

export function canEndWiki(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  if (post.deleted) return false;
  return canModerateThread(actor, at) || (canReply(actor, at) && isAuthor(actor, at, post));
}

export function canDeletePost(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  if (post.deleted) return false;
  if (canModerateThread(actor, at)) return true;
  // What opened the thread to its writer stays: nobody looks, and then has said nothing.
  if (at.thread.answerFirst && at.answered === post.number && post.number > 1) return false;
  return canReply(actor, at) && isAuthor(actor, at, post) && !post.hidden;
}

export const canReactInThread = (actor: Actor, at: ThreadPlace) =>
  actor.kind === 'person' && canTakePart(actor, at);

export function canReact(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  return !post.deleted && !post.hidden && canReactInThread(actor, at);
}

export function canReportPost(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  return (
    actor.kind === 'person' &&
    !post.deleted &&
    !isAuthor(actor, at, post) &&
    canReadThread(actor, at)
  );
}

/** The text of a hidden post: staff only, who may have to show it again. */
export function canSeeHiddenPost(actor: Actor, at: ThreadPlace): boolean {
  return canModerateThread(actor, at);
}

/**
 * The first of a post's versions the actor may see; null for none. Staff and the author see all,
 * staff alone what a deleted post said. Others may have taken part in a wiki post since it is one;
 * what was taken back before that was taken back for a reason.
 */
export function firstVisibleRevision(
  actor: Actor,
  at: ThreadPlace,
  post: PostFacts,
): number | null {
  if (!canReadThread(actor, at)) return null;
  if (canModerateThread(actor, at)) return 1;
  if (post.deleted) return null;
  if (isAuthor(actor, at, post)) return 1;
  return canEditPost(actor, at, post) ? (post.wikiFrom ?? null) : null;
}

export const canSeeRevisions = (actor: Actor, at: ThreadPlace, post: PostFacts) =>
  firstVisibleRevision(actor, at, post) !== null;

/** Back to an earlier version: who may edit, and staff, who put no words of their own into it. */
export const canRestoreRevision = (actor: Actor, at: ThreadPlace, post: PostFacts) =>
  !post.deleted && (canModerateThread(actor, at) || canEditPost(actor, at, post));
