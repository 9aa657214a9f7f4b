import type { PersonId } from '@jembatan/shared/ids';
import type { PrivatelyClosed } from '@jembatan/shared/private-replies.contract';
import { type Actor, personIdOf } from '../kernel/actor.ts';
import { hasRole } from './communities.rules.ts';
import type { PostFacts } from './facts.ts';
import { canModerateThread, canReadThread, isAuthor, type ThreadPlace } from './threads.rules.ts';

/** The post under which something is said in private, as one actor meets it. */
export interface PrivatePlace extends ThreadPlace {
  readonly post: PostFacts;
}

/** How the author of a post stands to the thread now. */
export type Standing = 'here' | 'staff' | 'gone';

export interface PrivateReplyFacts {
  readonly writerId: PersonId;
  readonly deleted: boolean;
  readonly hidden: boolean;
}

/**
 * Which private replies under a post the actor may see, as a filter of their collection; null is
 * none. The author of the post, under the own name or a pseudonym, and those who keep order see
 * all; who kept order once still sees what they wrote.
 */
export function visiblePrivateReplies(
  actor: Actor,
  at: PrivatePlace,
): { writerId?: PersonId } | null {
  const me = personIdOf(actor);
  if (me === null || !canReadThread(actor, at)) return null;
  return seesAll(actor, at) ? {} : { writerId: me };
}

const seesAll = (actor: Actor, at: PrivatePlace) =>
  canModerateThread(actor, at) || isAuthor(actor, at, at.post);

/** The same for posts of a thread, in the collection that says under which there is something. */
export function visibleExchanges(actor: Actor, at: ThreadPlace): Record<string, unknown> | null {
  const me = personIdOf(actor);
  if (me === null || !canReadThread(actor, at)) return null;
  return canModerateThread(actor, at) ? {} : { $or: [{ studentId: me }, { staffIds: me }] };
}

/**
 * Why the actor cannot write in private under a post; null where they may. Staff begins and
 * answers, also when the thread is closed or past its day: a word about the work comes after it.
 * The student answers what was begun; a closed thread ends that, its due date does not.
 */
export function whyNotPrivately(
  actor: Actor,
  at: PrivatePlace,
  { begun, standing }: { begun: boolean; standing: Standing },
): PrivatelyClosed | null {
  if (visiblePrivateReplies(actor, at) === null || at.place.banned) return 'barred';
  if (at.post.deleted) return 'deleted';
  if (isAuthor(actor, at, at.post)) return whyNotStudent(actor, at, begun);
  if (!canModerateThread(actor, at)) return 'barred';
  return standing === 'here' ? null : standing;
}

function whyNotStudent(actor: Actor, at: PrivatePlace, begun: boolean): PrivatelyClosed | null {
  if (!begun) return 'own';
  if (at.thread.locked && !canModerateThread(actor, at)) return 'locked';
  const member = hasRole(at.place, at.space.rights.reply) || canModerateThread(actor, at);
  return member ? null : 'barred';
}

/** What was said to a person stays said: nobody changes it but who wrote it, while the talk goes on. */
export const canEditPrivateReply = (
  actor: Actor,
  reply: PrivateReplyFacts,
  closed: PrivatelyClosed | null,
) => closed === null && !reply.deleted && !reply.hidden && reply.writerId === personIdOf(actor);

export function canDeletePrivateReply(
  actor: Actor,
  at: PrivatePlace,
  reply: PrivateReplyFacts,
): boolean {
  if (reply.deleted || visiblePrivateReplies(actor, at) === null) return false;
  return canModerateThread(actor, at) || (reply.writerId === personIdOf(actor) && !reply.hidden);
}

/** Deleted ones too: what it said is kept for those who decide about the report. */
export const canReportPrivateReply = (actor: Actor, at: PrivatePlace, reply: PrivateReplyFacts) =>
  personIdOf(actor) !== null && seesAll(actor, at) && reply.writerId !== personIdOf(actor);
