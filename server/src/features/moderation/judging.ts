import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { ActionKind, Subject } from '@jembatan/shared/moderation.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import { actionsOn, canDecide, type Moderated } from '../../permissions/moderation.rules.ts';
import type { ModerationDeps } from './deps.ts';
import type { SubjectThing } from './subjects.ts';

/** A thing, whose doing it is, and the place it is judged in. */
export interface Matter {
  subject: Subject;
  thing: SubjectThing | null;
  personId: PersonId | null;
  communityId: CommunityId | null;
}

const none = { remove: false, unban: false };

/** What an actor may do about a matter: the facts are gathered here, the rules judge. */
export function createJudging({ subjects, reachOf }: ModerationDeps) {
  async function reach(actor: PersonActor, { personId, communityId }: Matter) {
    if (!personId || !communityId || personId === actor.id) return none;
    return reachOf(actor, { communityId, personId });
  }

  async function moderates(actor: PersonActor, { subject, thing }: Matter): Promise<boolean> {
    if (!thing) return false;
    return subjects[subject.kind].moderatesThread(actor, subject.id).catch(() => false);
  }

  return async (
    actor: PersonActor,
    matter: Matter,
    moderated: Moderated,
  ): Promise<ActionKind[]> => {
    const { thing, subject, communityId } = matter;
    return actionsOn({
      kind: subject.kind,
      gone: thing?.gone ?? true,
      hidden: thing?.hidden ?? false,
      locked: thing?.locked ?? false,
      moderatesThread: await moderates(actor, matter),
      reach: await reach(actor, matter),
      decides: canDecide(actor, moderated, communityId ? [communityId] : []),
    });
  };
}

/** The place a matter of several is judged in: one that the actor keeps order in. */
export function placeOf(
  communityIds: readonly CommunityId[],
  moderated: Moderated,
): CommunityId | null {
  return communityIds.find((id) => moderated === null || moderated.includes(id)) ?? null;
}
