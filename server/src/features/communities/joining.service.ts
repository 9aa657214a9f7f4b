import type { CommunityView } from '@jembatan/shared/communities.contract';
import { AppError, notFound } from '@jembatan/shared/errors';
import type { CommunityId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import * as rules from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import { type Person, toPersonView } from '../people/index.ts';
import { type JoinRequestView, toCommunityView, toRequestView } from './communities.views.ts';
import { type CommunityDeps, queueOf } from './deps.ts';
import { requireAllowed } from './gates.ts';
import { foldMember } from './names.ts';
import { toMembershipFacts } from './place-facts.ts';

/** Joined at once, or asked to. */
export interface Joined {
  community: CommunityView;
  request: JoinRequestView | null;
}

/** Into a community and out of it. */
export function createJoiningService(deps: CommunityDeps) {
  const { members, requests, places, changes, people, transact, clock } = deps;

  async function joinOpen(tx: Transaction, at: Knock): Promise<Joined> {
    const { actor, place, person } = at;
    const { community, membership } = await changes.admit(tx, {
      membership: newcomer(place.community.id, person, clock.now()),
      through: 'open',
      by: actor.id,
    });
    const now = { ...place, membership: toMembershipFacts(membership) };
    const { joinedAt } = membership;
    return {
      community: deps.views.viewForNew(actor, community, { place: now, joinedAt }),
      request: null,
    };
  }

  async function ask(tx: Transaction, { actor, place, person }: Knock): Promise<Joined> {
    const communityId = place.community.id;
    const community = await deps.communities.findById(communityId);
    if (!community) throw notFound('community');
    const fresh = {
      communityId,
      personId: actor.id,
      state: 'open',
      createdAt: clock.now(),
    } as const;
    const open = await requests.findOpen(communityId, actor.id);
    const request = open ?? (await requests.insert(fresh));
    if (!open) tx.announce('community:changed', { communityId, only: 'requests' }, actor.id);
    const view = toCommunityView(community, { actor, place, joinedAt: null, unread: 0 });
    return { community: view, request: toRequestView(request, toPersonView(person)) };
  }

  return {
    /** Also for study groups. Asking twice is asking once. */
    async join(actor: PersonActor, communityId: CommunityId): Promise<Joined> {
      const person = await people.requirePerson(actor.id);
      return transact(async (tx) => {
        const place = await places.loadPlaceNow(actor, communityId);
        if (place.membership) throw new AppError('already-member');
        if (rules.canJoin(actor, place)) return joinOpen(tx, { actor, place, person });
        requireAllowed(actor, place, rules.canRequestToJoin(actor, place));
        return ask(tx, { actor, place, person });
      }, queueOf(communityId));
    },

    async leave(actor: PersonActor, communityId: CommunityId): Promise<void> {
      await transact(async (tx) => {
        const place = await places.loadPlaceNow(actor, communityId);
        requireAllowed(actor, place, rules.canLeave(actor, place));
        const membership = await members.find(communityId, actor.id);
        if (!membership) throw notFound('member');
        await changes.requireOtherOwner(communityId, membership);
        await changes.dismiss(tx, { membership, cause: 'self', banned: false, by: actor.id });
      }, queueOf(communityId));
    },
  };
}

interface Knock {
  actor: PersonActor;
  place: Place;
  person: Person;
}

export function newcomer(communityId: CommunityId, person: Person, joinedAt: Date) {
  const none = { class: null, institutionId: null };
  const who = { personId: person.id, nameFold: foldMember(person) };
  return { communityId, ...who, role: 'student', ...none, joinedAt } as const;
}
