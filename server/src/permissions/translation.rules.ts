import type { Actor } from '../kernel/actor.ts';
import { visitor } from '../kernel/actor.ts';
import { canManage } from './communities.rules.ts';
import type { Place, PostFacts } from './facts.ts';
import { canModerateThread, canReadThread, canReply, type ThreadPlace } from './threads.rules.ts';

/** A place as somebody meets it who is not signed in. */
function asVisitor(place: Place): Place {
  const parent = place.parent && asVisitor(place.parent);
  return { community: place.community, parent, membership: null, banned: false, now: place.now };
}

const stands = (post: PostFacts) => !post.deleted && !post.hidden;

/** What everybody may read on the web may be sent as well; anything else with consent only. */
export function mayLeaveHub(at: ThreadPlace, consent: boolean): boolean {
  return consent || canReadThread(visitor, { ...at, place: asVisitor(at.place) });
}

/** Translations say what the post says: nobody reads one of a post that is gone or hidden. */
export const canReadTranslation = (actor: Actor, at: ThreadPlace, post: PostFacts) =>
  canReadThread(actor, at) && stands(post);

/** Visitors send nothing: they read what is kept. */
export const canAskForTranslation = (actor: Actor, at: ThreadPlace, post: PostFacts) =>
  actor.kind === 'person' && canReadTranslation(actor, at, post);

/** Whoever may write here may correct. */
export const canCorrectTranslation = (actor: Actor, at: ThreadPlace, post: PostFacts) =>
  actor.kind === 'person' && stands(post) && canReply(actor, at);

/** Earlier versions, and putting one back: staff, and the author, whose words they are. */
export function canRevertTranslation(actor: Actor, at: ThreadPlace, post: PostFacts): boolean {
  if (actor.kind !== 'person' || !canReadTranslation(actor, at, post)) return false;
  return canModerateThread(actor, at) || (actor.id === post.authorId && canReply(actor, at));
}

/** Owners decide whether what is written in their community is sent to a service. */
export const canConsentToTranslation = (actor: Actor, place: Place) => canManage(actor, place);
