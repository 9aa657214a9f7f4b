import { randomUUID } from 'node:crypto';
import type { Parsed } from '@jembatan/shared/contract/route';
import { assertNever, forbidden, notFound } from '@jembatan/shared/errors';
import type {
  ActionKind,
  LogEntryView,
  moderationRoutes,
} from '@jembatan/shared/moderation.contract';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { canDecide } from '../../permissions/moderation.rules.ts';
import type { ModerationDeps } from './deps.ts';
import { createJudging, type Matter, placeOf } from './judging.ts';
import { toLogEntryView } from './moderation.views.ts';

type Input = Parsed<(typeof moderationRoutes)['act']>['body'];

interface Act {
  actor: PersonActor;
  input: Input;
  matter: Matter;
}

/** What moderators do, each in one transaction with its line in the log. */
export function createActionsService(deps: ModerationDeps) {
  const judge = createJudging(deps);
  const change = createChange(deps);

  /** Missing things, and those of places that are not the actor's, are `not-found`. */
  async function requireMatter(actor: PersonActor, input: Input): Promise<Matter> {
    const { subject } = input;
    const moderated = await deps.moderatedBy(actor);
    const thing = await deps.subjects[subject.kind].find(subject.id);
    const open = await deps.cases.findOpen(subject);
    const places = [...(open?.communityIds ?? []), ...(thing?.communityIds ?? [])];
    const communityId = input.communityId ?? placeOf(places, moderated);
    const seen = canDecide(actor, moderated, communityId ? [communityId] : []);
    if ((!thing && !open) || !seen) throw notFound(subject.kind);
    const personId = thing?.personId ?? open?.personId ?? null;
    const matter = { subject, thing, personId, communityId };
    const allowed = await judge(actor, matter, moderated);
    if (!isAllowed(input.action, allowed)) throw forbidden(input.action);
    return matter;
  }

  async function record({ actor, input, matter }: Act, people: PeopleById): Promise<LogEntryView> {
    const { action, subject, reason } = input;
    const { personId, communityId, thing } = matter;
    const entry = await deps.log.append({
      at: deps.clock.now(),
      actorId: actor.id,
      action,
      subject,
      personId,
      communityId,
      reason,
      facts: { ...(personId && { personId }), ...(thing?.title && { title: thing.title }) },
      source: randomUUID(),
    });
    return toLogEntryView(entry, people);
  }

  return {
    async act(actor: PersonActor, input: Input): Promise<LogEntryView> {
      const { subject } = input;
      // A repeated request is answered before it is refused for being done already.
      const [judged] = await Promise.allSettled([requireMatter(actor, input)]);
      const about = judged.status === 'fulfilled' ? judged.value.personId : null;
      const people = await deps.people.peopleById([actor.id, ...(about ? [about] : [])]);
      const work = async (tx: Transaction) => {
        if (judged.status === 'rejected') throw judged.reason;
        const act = { actor, input, matter: judged.value };
        await change(tx, act);
        await deps.cases.close(subject, deps.clock.now());
        return record(act, people);
      };
      return deps.transact(work, { queue: `case:${subject.kind}:${subject.id}` });
    },
  };
}

function createChange({ subjects, removeMember, liftBan }: ModerationDeps) {
  return async (tx: Transaction, { actor, input, matter }: Act): Promise<void> => {
    const { action, subject } = input;
    const { id, kind } = subject;
    switch (action) {
      case 'hide':
      case 'restore':
        return subjects[kind].setHidden(tx, { actor, id, on: action === 'hide' });
      case 'lock':
      case 'unlock':
        return subjects[kind].setLocked(tx, { actor, id, on: action === 'lock' });
      case 'remove-member':
      case 'ban-member': {
        const ban = action === 'ban-member';
        return removeMember(actor, { ...memberOf(matter), ban, cause: 'moderation' });
      }
      case 'unban-member':
        return liftBan(actor, { ...memberOf(matter), cause: 'moderation' });
      case 'dismiss':
        return undefined;
      default:
        return assertNever(action);
    }
  };
}

/** What is done already is done again without harm: the other moderator was quicker. */
const undone: Partial<Record<ActionKind, ActionKind>> = {
  hide: 'restore',
  restore: 'hide',
  lock: 'unlock',
  unlock: 'lock',
};

function isAllowed(action: ActionKind, allowed: readonly ActionKind[]): boolean {
  const opposite = undone[action];
  return allowed.includes(action) || (opposite !== undefined && allowed.includes(opposite));
}

function memberOf({ personId, communityId }: Matter) {
  if (!personId || !communityId) throw notFound('member');
  return { personId, communityId };
}
