import type { PersonId, ThreadId } from '@jembatan/shared/ids';
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

/** Who wrote a text, and the thread it stands in. */
export interface TextFacts {
  readonly writers: readonly PersonId[];
  readonly threadId: ThreadId | null;
}

/**
 * What a text tells of a file it names, before anybody asks for the file: nothing of one that its
 * writers may not know. Theirs are those they uploaded, and those that the thread shows.
 */
export const isToldInText = (text: TextFacts, ownerId: PersonId, threads: readonly ThreadId[]) =>
  text.writers.includes(ownerId) || (text.threadId !== null && threads.includes(text.threadId));

export const canUpload = (actor: Actor) => actor.kind === 'person';

/** A picture of oneself is one that one uploaded. */
export const canUseAsAvatar = (actor: Actor, file: FileFacts) => isOwner(actor, file);

/** Owners decide which files a community takes, and how much. */
export const canSetFileRules = (actor: Actor, place: Place) => canManage(actor, place);
