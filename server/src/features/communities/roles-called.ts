import type { Callable, Calling } from '@jembatan/shared/callings.contract';
import type { MemberRole } from '@jembatan/shared/communities.contract';
import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import { type PersonActor, visitor } from '../../kernel/actor.ts';
import { callingsFor } from '../../permissions/communities.rules.ts';
import type { MembersRepository } from './members.repository.ts';
import type { Places } from './places.ts';

export interface RolesCalledDeps {
  members: Pick<MembersRepository, 'listIdsOfRoles' | 'countOfRoles'>;
  places: Pick<Places, 'loadPlace' | 'getReadablePlace'>;
}

export interface CalledPage {
  after: PersonId | null;
  limit: number;
}

/** Whoever made a class is among its teachers, and keeps order in it. */
const rolesOf: Record<Calling, readonly MemberRole[]> = {
  teachers: ['teacher', 'owner'],
  moderators: ['moderator', 'owner'],
  students: ['student'],
  everyone: ['student', 'teacher', 'moderator', 'owner'],
};

/** More are said to be more. */
const mostCounted = 1_000;

/** Who looks after a study group are the staff of the community around it, too. */
const looksAfter = (calling: Calling) => calling === 'teachers' || calling === 'moderators';

/** Roles that can be called by name in a community, and who has them. */
export function createRolesCalled({ members, places }: RolesCalledDeps) {
  const askedFor = (calling: Calling, communityId: string, parentId: string | null) => ({
    communityIds: [communityId, ...(parentId && looksAfter(calling) ? [parentId] : [])],
    roles: rolesOf[calling],
  });

  return {
    /** Throws `not-found` unless the actor may read the community. */
    async listCallings(
      actor: PersonActor,
      communityId: CommunityId,
    ): Promise<{ items: Callable[] }> {
      const place = await places.getReadablePlace(actor, communityId);
      const { parentId } = place.community;
      const items = callingsFor(actor, place).map(async (name) => {
        const asked = askedFor(name, communityId, parentId);
        const people = await members.countOfRoles(asked, mostCounted + 1);
        return { name, people: Math.min(people, mostCounted), more: people > mostCounted };
      });
      return { items: await Promise.all(items) };
    },

    /** Some of those called, by the order of their ids, behind one; whoever may hear of it. */
    async calledAfter(
      { communityId, callings }: { communityId: CommunityId; callings: readonly Calling[] },
      page: CalledPage,
    ): Promise<{ ids: PersonId[]; last: PersonId | null }> {
      const { parentId } = (await places.loadPlace(visitor, communityId)).community;
      const each = callings.map((calling) =>
        members.listIdsOfRoles(askedFor(calling, communityId, parentId), page),
      );
      const found = (await Promise.all(each)).flat().sort().slice(0, page.limit);
      const last = found.length === page.limit ? (found.at(-1) ?? null) : null;
      return { ids: [...new Set(found)], last };
    },
  };
}
