import type { PersonId } from '@jembatan/shared/ids';
import type { Actor } from '../kernel/actor.ts';
import { canManage } from './communities.rules.ts';
import type { Place } from './facts.ts';

/** A file, and whether the actor comes to it through a place it is used in. */
export interface FileFacts {
  readonly ownerId: PersonId;
  /** The actor may read a post that shows it, or see the person whose picture it is. */
  readonly throughPlace: boolean;
}

const isOwner = (actor: Actor, file: FileFacts) =>
  actor.kind === 'person' && actor.id === file.ownerId;

/** A file has no rights of its own: it follows those of its places. */
export const canReadFile = (actor: Actor, file: FileFacts) =>
  isOwner(actor, file) || file.throughPlace;

export const canUpload = (actor: Actor) => actor.kind === 'person';

/** A picture of oneself is one that one uploaded. */
export const canUseAsAvatar = (actor: Actor, file: FileFacts) => isOwner(actor, file);

/** Owners decide which files a community takes, and how much. */
export const canSetFileRules = (actor: Actor, place: Place) => canManage(actor, place);
