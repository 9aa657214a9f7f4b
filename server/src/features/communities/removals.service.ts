import { forbidden, notFound } from '@jembatan/shared/errors';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import * as rules from '../../permissions/communities.rules.ts';
import type { MembershipFacts } from '../../permissions/facts.ts';
import type { Person } from '../people/index.ts';
import type { Ban } from './bans.repository.ts';
import { type Banning, createKeepOut, sideOf } from './bans.ts';
import { type CommunityDeps, queueOf } from './deps.ts';
import { requireAllowed } from './gates.ts';
import type { MemberAddress } from './members.service.ts';
import { toMembershipFacts } from './place-facts.ts';

/** Where the wish to remove or to let back in comes from. */
export type RemovalCause = 'staff' | 'moderation';

export interface Removal extends MemberAddress {
  /** Keeps the person from coming back; in an exchange only once both sides say so. */
  ban: boolean;
  cause: RemovalCause;
}

/** What could be done about a person's being in a place. */
export interface Reach {
  remove: boolean;
  unban: boolean;
}

/** Ends memberships against the person's will, keeps people out, and lets them in again. */
export function createRemovalsService(deps: CommunityDeps) {
  const { members, bans, places, people, changes, transact } = deps;

  /** What the person is here, or was when one side wanted them out. */
  async function targetOf({ place, removal }: At): Promise<Target> {
    const { communityId, personId, ban } = removal;
    const membership = await members.find(communityId, personId);
    const earlier = ban ? await bans.find(communityId, personId) : null;
    const proposed = earlier?.state === 'proposed' ? earlier : null;
    const wanted = proposed !== null && proposed.institutionId !== sideOf(place);
    if (membership) return { membership, facts: toMembershipFacts(membership), wanted };
    if (!proposed) throw notFound('member');
    return { membership: null, facts: factsOf(proposed), wanted };
  }

  const keepOut = createKeepOut(deps);

  async function remove(tx: Transaction, at: At, person: Person): Promise<void> {
    const { actor, place, removal } = at;
    const { communityId, personId, cause } = removal;
    const { membership, facts, wanted } = await targetOf(at);
    const question = { place, member: facts, age: person.age, wanted };
    if (!rules.canRemoveMember(actor, question)) throw forbidden();
    if (membership) await changes.requireOtherOwner(communityId, membership);
    const banned = removal.ban && (await keepOut(tx, at, facts));
    if (membership) await changes.dismiss(tx, { membership, cause, banned, by: actor.id });
    else if (banned) {
      const { role } = facts;
      tx.announce('member:left', { communityId, personId, banned, role, cause }, actor.id);
    }
  }

  return {
    async removeMember(actor: PersonActor, removal: Removal): Promise<void> {
      const { communityId, personId } = removal;
      const person = await people.requirePerson(personId);
      await transact(async (tx) => {
        const place = await places.loadPlaceNow(actor, communityId);
        requireAllowed(actor, place, rules.canManageMembers(actor, place));
        await remove(tx, { actor, place, removal }, person);
      }, queueOf(communityId));
    },

    /** What the actor could do about a person's being here. */
    async reachOf(actor: PersonActor, at: MemberAddress): Promise<Reach> {
      const place = await places.loadPlace(actor, at.communityId);
      const person = await people.requirePerson(at.personId);
      const membership = await members.find(at.communityId, at.personId);
      const ban = await bans.find(at.communityId, at.personId);
      const standing = ban?.state === 'stands';
      const facts = membership ? toMembershipFacts(membership) : ban && factsOf(ban);
      if (!facts || !rules.canManageMembers(actor, place)) return { remove: false, unban: false };
      const question = { place, member: facts, age: person.age };
      const wanted = ban?.state === 'proposed' && ban.institutionId !== sideOf(place);
      const reaches = rules.canRemoveMember(actor, { ...question, wanted });
      return { remove: reaches && !standing, unban: reaches && standing };
    },

    /** Lets a person come back; they are no member by it. */
    async liftBan(actor: PersonActor, at: MemberAddress & { cause: RemovalCause }): Promise<void> {
      const { communityId, personId, cause } = at;
      const person = await people.requirePerson(personId);
      await transact(async (tx) => {
        const place = await places.loadPlaceNow(actor, communityId);
        requireAllowed(actor, place, rules.canManageMembers(actor, place));
        const ban = await bans.find(communityId, personId);
        if (!ban) throw notFound('ban');
        const question = { place, member: factsOf(ban), age: person.age };
        if (!rules.canRemoveMember(actor, question)) throw forbidden();
        await bans.remove(communityId, personId);
        tx.announce('ban:lifted', { communityId, personId, cause }, actor.id);
      }, queueOf(communityId));
    },
  };
}

interface At extends Banning {
  removal: Removal;
}

interface Target {
  membership: Awaited<ReturnType<CommunityDeps['members']['find']>>;
  facts: MembershipFacts;
  /** Another side of the exchange asked for it. */
  wanted: boolean;
}

function factsOf(ban: Ban): MembershipFacts {
  return { role: ban.role, class: ban.class, institutionId: ban.memberInstitutionId };
}
