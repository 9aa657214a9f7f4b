import type { CommunityView } from '@jembatan/shared/communities.contract';
import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { canAcceptInvite } from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import type { Person } from '../people/index.ts';
import { type CommunityDeps, queueOf } from './deps.ts';
import { type Invite, works } from './invites.repository.ts';
import { foldMember } from './names.ts';
import { toMembershipFacts } from './place-facts.ts';

/** Throws `not-found` for a code nobody gave out, `invite-over` for one that has ended. */
export function createRequireWorking({ invites, clock }: CommunityDeps) {
  return async (code: string): Promise<Invite> => {
    const invite = await invites.findByCode(code);
    if (!invite) throw notFound('invite');
    if (!works(invite, clock.now())) throw new AppError('invite-over');
    return invite;
  };
}

/** Joining by invitation. */
export function createAcceptanceService(deps: CommunityDeps) {
  const { invites, places, people, transact, clock } = deps;
  const requireWorking = createRequireWorking(deps);

  async function accept(tx: Transaction, code: string, who: Guest): Promise<CommunityView> {
    const { actor, person } = who;
    const { communityId } = await requireWorking(code);
    const place = await places.loadPlaceNow(actor, communityId);
    requireGuest(actor, place);
    const invite = await invites.use(code, clock.now());
    if (!invite) throw new AppError('invite-over');
    const { community, membership } = await deps.changes.admit(tx, {
      membership: guestOf(invite, person, clock.now()),
      through: 'invite',
      by: actor.id,
    });
    const now = { ...place, membership: toMembershipFacts(membership) };
    return deps.views.viewForNew(actor, community, { place: now, joinedAt: membership.joinedAt });
  }

  return {
    /** Each acceptance takes one use, also when many come at once. */
    async acceptInvite(actor: PersonActor, code: string): Promise<CommunityView> {
      const invite = await invites.findByCode(code);
      if (!invite) throw notFound('invite');
      const person = await people.requirePerson(actor.id);
      return transact((tx) => accept(tx, code, { actor, person }), queueOf(invite.communityId));
    },
  };
}

interface Guest {
  actor: PersonActor;
  person: Person;
}

function requireGuest(actor: PersonActor, place: Place): void {
  if (place.membership) throw new AppError('already-member');
  if (canAcceptInvite(actor, place)) return;
  throw place.banned ? new AppError('banned') : forbidden('around');
}

function guestOf(invite: Invite, person: Person, joinedAt: Date) {
  const { communityId, role, class: className, institutionId } = invite;
  const who = { personId: person.id, nameFold: foldMember(person) };
  return { communityId, ...who, role, class: className, institutionId, joinedAt };
}
