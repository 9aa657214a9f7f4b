import type { Actor } from '../kernel/actor.ts';
import { canReadCommunity, hasRole, isHubStaff, isStaff } from './communities.rules.ts';
import type { Place, PostFacts, SpaceFacts, ThreadFacts } from './facts.ts';

export function canReadSpace(actor: Actor, place: Place, space: SpaceFacts): boolean {
  if (!canReadCommunity(actor, place)) return false;
  return (
    space.rights.read === null ||
    isHubStaff(actor) ||
    hasRole(place, space.rights.read) ||
    canModerateSpace(actor, place, space)
  );
}

export function canModerateSpace(actor: Actor, place: Place, space: SpaceFacts): boolean {
  return (
    isHubStaff(actor) ||
    hasRole(place, space.rights.moderate) ||
    (place.parent !== null && isStaff(actor, place.parent))
  );
}

export const canManageSpace = (actor: Actor, place: Place) => isStaff(actor, place);

export function canCreateThread(actor: Actor, place: Place, space: SpaceFacts): boolean {
  return (
    canReadSpace(actor, place, space) &&
    !place.banned &&
    (hasRole(place, space.rights.create) || canModerateSpace(actor, place, space))
  );
}

/** Whether a thread that is open could be answered here. */
export function canReplyInSpace(actor: Actor, place: Place, space: SpaceFacts): boolean {
  return (
    canReadSpace(actor, place, space) &&
    !place.banned &&
    (hasRole(place, space.rights.reply) || canModerateSpace(actor, place, space))
  );
}

/** Announcements come from those who keep order. */
export const canAnnounce = (actor: Actor, place: Place, space: SpaceFacts) =>
  canModerateSpace(actor, place, space);

/** A thread as one actor meets it. */
export interface ThreadPlace {
  readonly place: Place;
  readonly space: SpaceFacts;
  readonly thread: ThreadFacts;
}

export function canReadThread(actor: Actor, { place, space, thread }: ThreadPlace): boolean {
  return (
    canReadSpace(actor, place, space) && (!thread.hidden || canModerateSpace(actor, place, space))
  );
}

export const canModerateThread = (actor: Actor, { place, space }: ThreadPlace) =>
  canModerateSpace(actor, place, space);

const isAuthor = (actor: Actor, thing: { authorId: string }) =>
  actor.kind === 'person' && actor.id === thing.authorId;

export function canReply(actor: Actor, at: ThreadPlace): boolean {
  if (!canReadThread(actor, at) || at.place.banned) return false;
  if (canModerateThread(actor, at)) return true;
  return !at.thread.locked && hasRole(at.place, at.space.rights.reply);
}

/** Title and tags: the author while the thread is open, and staff. */
export function canEditThread(actor: Actor, at: ThreadPlace): boolean {
  return canModerateThread(actor, at) || (canReply(actor, at) && isAuthor(actor, at.thread));
}

export const canWatch = (actor: Actor, at: ThreadPlace) =>
  actor.kind === 'person' && canReadThread(actor, at);
export const canPin = canModerateThread;
export const canLock = canModerateThread;

export function canAccept(actor: Actor, at: ThreadPlace): boolean {
  return (
    at.thread.kind === 'question' &&
    (canModerateThread(actor, at) || (canReply(actor, at) && isAuthor(actor, at.thread)))
  );
}

export function canEditPost(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  if (post.deleted || post.hidden) return false;
  return canReply(actor, at) && isAuthor(actor, post);
}

export function canDeletePost(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  if (post.deleted) return false;
  return (
    canModerateThread(actor, at) || (canReply(actor, at) && isAuthor(actor, post) && !post.hidden)
  );
}

export function canReact(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  return actor.kind === 'person' && !post.deleted && !post.hidden && canReply(actor, at);
}

export function canReportPost(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  return (
    actor.kind === 'person' && !post.deleted && !isAuthor(actor, post) && canReadThread(actor, at)
  );
}

/** The text of a hidden post: staff only, who may have to show it again. */
export function canSeeHiddenPost(actor: Actor, at: ThreadPlace): boolean {
  return canModerateThread(actor, at);
}

/** Earlier versions: the author and staff; not others, who may have read what was taken back for a reason. */
export function canSeeRevisions(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  return (
    canReadThread(actor, at) &&
    (canModerateThread(actor, at) || (isAuthor(actor, post) && !post.deleted))
  );
}
