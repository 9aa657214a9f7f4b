import type { communityRoutes, MembershipView } from '@jembatan/shared/communities.contract';
import type { Parsed } from '@jembatan/shared/contract/route';
import { forbidden, notFound } from '@jembatan/shared/errors';
import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage } from '../../kernel/cursor.ts';
import { rankedCursor } from '../../kernel/typed-cursor.ts';
import * as rules from '../../permissions/communities.rules.ts';
import { toMembershipView } from './communities.views.ts';
import { type CommunityDeps, queueOf } from './deps.ts';
import { requireAllowed } from './gates.ts';
import { type Membership, type MembershipChange, orderOf } from './members.repository.ts';
import { foldName } from './names.ts';
import { toMembershipFacts } from './place-facts.ts';

type Routes = typeof communityRoutes;
type MemberInput = Parsed<Routes['changeMember']>['body'];

/** A person in a community, as two ids. */
export interface MemberAddress {
  communityId: CommunityId;
  personId: PersonId;
}

/** Who is in a community, and as what. */
export function createMembersService(deps: CommunityDeps) {
  const { members, places, people, transact, changes } = deps;

  /** Throws `not-found` for people who are no members, also to those who may not know. */
  async function requireMember({ communityId, personId }: MemberAddress): Promise<Membership> {
    const membership = await members.find(communityId, personId);
    if (!membership) throw notFound('member');
    return membership;
  }

  async function requireInstitution(id: string | null | undefined): Promise<void> {
    if (id && !(await deps.institutions.exists(id))) throw notFound('institution');
  }

  return {
    async listMembers(
      actor: PersonActor,
      communityId: CommunityId,
      query: Parsed<Routes['listMembers']>['query'],
    ): Promise<Page<MembershipView>> {
      const place = await places.loadPlace(actor, communityId);
      requireAllowed(actor, place, rules.canSeeMembers(actor, place));
      const after = rankedCursor(query.cursor);
      const text = foldName((query.q ?? '').trim());
      const found = await members.list({ communityId, text, after, limit: query.limit });
      const page = cutPage(found, query.limit, ({ role, nameFold, id }) => [
        orderOf[role],
        nameFold,
        id,
      ]);
      const known = await people.findMany(page.items.map(({ personId }) => personId));
      const byId = new Map(known.map((person) => [person.id, person]));
      const items = page.items.flatMap((membership) => {
        const person = byId.get(membership.personId);
        return person ? [toMembershipView({ actor, place, membership, person })] : [];
      });
      return { ...page, items };
    },

    async changeMember(
      actor: PersonActor,
      at: MemberAddress,
      input: MemberInput,
    ): Promise<MembershipView> {
      const { communityId, personId } = at;
      const person = await people.requirePerson(personId);
      await requireInstitution(input.institutionId);
      const { place, membership } = await transact(async (tx) => {
        const here = await places.loadPlaceNow(actor, communityId);
        requireAllowed(actor, here, rules.canSeeMembers(actor, here));
        const before = await requireMember(at);
        const facts = toMembershipFacts(before);
        const question = { place: here, member: facts, age: person.age, newRole: input.role };
        if (!rules.canChangeMember(actor, question)) throw forbidden();
        if (input.role && input.role !== 'owner')
          await changes.requireOtherOwner(communityId, before);
        const after = (await members.change(before.id, changeFrom(input))) ?? before;
        const marks = { before: marksOf(before), after: marksOf(after) };
        tx.announce('member:changed', { communityId, personId, ...marks }, actor.id);
        return { place: here, membership: after };
      }, queueOf(communityId));
      return toMembershipView({ actor, place, membership, person });
    },
  };
}

const marksOf = ({ role, class: className }: Membership) => ({ role, class: className });

function changeFrom({ role, class: className, institutionId }: MemberInput): MembershipChange {
  return {
    ...(role !== undefined && { role }),
    ...(className !== undefined && { class: className }),
    ...(institutionId !== undefined && { institutionId }),
  };
}
