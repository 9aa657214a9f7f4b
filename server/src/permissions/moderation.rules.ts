import type { CommunityId } from '@jembatan/shared/ids';
import type { ActionKind, Subject } from '@jembatan/shared/moderation.contract';
import type { Actor } from '../kernel/actor.ts';
import { isHubStaff } from './communities.rules.ts';

/** Where an actor keeps order; null stands for everywhere. */
export type Moderated = readonly CommunityId[] | null;

/** Staff of any place, and of the hub, have a queue and a log. */
export const canOpenQueue = (actor: Actor, moderated: Moderated) =>
  isHubStaff(actor) || (moderated !== null && moderated.length > 0);

/** Whether something of these places is the actor's to decide. */
export function canDecide(
  actor: Actor,
  moderated: Moderated,
  communityIds: readonly CommunityId[],
): boolean {
  return isHubStaff(actor) || communityIds.some((id) => moderated?.includes(id) ?? false);
}

/** What the queue may hold, as a filter of the collection of cases. */
export const casesOf = (moderated: Moderated): Record<string, unknown> =>
  moderated === null ? {} : { communityIds: { $in: moderated } };

/** What the log may hold, as a filter of its collection. */
export const entriesOf = (moderated: Moderated): Record<string, unknown> =>
  moderated === null ? {} : { communityId: { $in: moderated } };

/** A reported thing as the actor meets it. */
export interface SubjectFacts {
  readonly kind: Subject['kind'];
  /** Deleted, or not there any more. */
  readonly gone: boolean;
  readonly hidden: boolean;
  readonly locked: boolean;
  /** The actor keeps order in the thread it is in. */
  readonly moderatesThread: boolean;
  /** The actor could remove the person it is about from the place, or let them back in. */
  readonly reach: { readonly remove: boolean; readonly unban: boolean };
  /** The actor decides in the place it is in. */
  readonly decides: boolean;
}

const inThreads: readonly Subject['kind'][] = ['post', 'thread', 'file', 'private-reply'];

/** What can be done about a thing, in the order it is offered. */
export function actionsOn(facts: SubjectFacts): ActionKind[] {
  const inThread = inThreads.includes(facts.kind) && facts.moderatesThread;
  const locks = inThread && (facts.kind === 'post' || facts.kind === 'thread');
  const asked: [ActionKind, boolean][] = [
    ['hide', inThread && !facts.gone && !facts.hidden],
    ['restore', inThread && !facts.gone && facts.hidden],
    ['lock', locks && !facts.locked],
    ['unlock', locks && facts.locked],
    ['remove-member', facts.reach.remove],
    ['ban-member', facts.reach.remove],
    ['unban-member', facts.reach.unban],
    ['dismiss', facts.decides],
  ];
  return asked.filter(([, allowed]) => allowed).map(([action]) => action);
}
