import type { TagUse } from '@jembatan/shared/tags.contract';
import type { Actor } from '../kernel/actor.ts';
import { isStaff } from './communities.rules.ts';
import type { Place, SpaceFacts } from './facts.ts';
import { canModerateSpace } from './threads.rules.ts';

/** Names, groups and meanings of tags are those of the community as a whole. */
export const canManageTags = (actor: Actor, place: Place) => isStaff(actor, place) && !place.banned;

interface Here {
  readonly place: Place;
  readonly space: SpaceFacts;
}

/** A new tag by writing it on a thread. */
export const canMakeTag = (actor: Actor, { place, space }: Here, making: TagUse) =>
  making === 'everybody' || canModerateSpace(actor, place, space);

/** Give a tag to a thread, or take it away. */
export const canUseTag = (actor: Actor, { place, space }: Here, { use }: { use: TagUse }) =>
  use === 'everybody' || canModerateSpace(actor, place, space);

/**
 * A tag that somebody only wrote on a thread says something of that thread: it is there for those
 * who may see one that has it. One that staff has taken up is there for all.
 */
export const canSeeTag = (
  actor: Actor,
  place: Place,
  tag: { readonly listed: boolean; readonly count: number },
) => tag.listed || tag.count > 0 || canManageTags(actor, place);
