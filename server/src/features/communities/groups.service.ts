import type { CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import type { Parsed } from '@jembatan/shared/contract/route';
import type { CommunityId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { cutPage } from '../../kernel/cursor.ts';
import { nameCursor } from '../../kernel/typed-cursor.ts';
import { canCreateGroup, canSeeCommunity } from '../../permissions/communities.rules.ts';
import { type CommunityInput, found, newCommunity } from './communities.service.ts';
import { groupAccess } from './defaults.ts';
import { type CommunityDeps, queueOf } from './deps.ts';
import { requireAllowed } from './gates.ts';
import { foldMember } from './names.ts';

type ListQuery = Parsed<(typeof communityRoutes)['listGroups']>['query'];

/** Study groups: communities inside a community. */
export function createGroupsService(deps: CommunityDeps) {
  const { communities, places, views, transact } = deps;
  return {
    async createGroup(
      actor: PersonActor,
      parentId: CommunityId,
      input: CommunityInput,
    ): Promise<CommunityView> {
      const person = await deps.people.requirePerson(actor.id);
      const fixed = { ...groupAccess, kind: 'study-group', parentId } as const;
      const fresh = newCommunity(input, fixed, deps);
      const maker = { actor, nameFold: foldMember(person) };
      return transact(async (tx) => {
        const parent = await places.loadPlaceNow(actor, parentId);
        requireAllowed(actor, parent, canCreateGroup(actor, parent));
        return found(deps, tx, { fresh, maker, parent });
      }, queueOf(parentId));
    },

    async listGroups(
      actor: Actor,
      parentId: CommunityId,
      query: ListQuery,
    ): Promise<Page<CommunityView>> {
      await places.getReadablePlace(actor, parentId);
      const after = nameCursor(query.cursor);
      const listed = await communities.list({ filter: { parentId }, after, limit: query.limit });
      const page = cutPage(listed, query.limit, ({ nameFold, id }) => [nameFold, id]);
      const here = await Promise.all(page.items.map(({ id }) => places.loadPlace(actor, id)));
      const seen = page.items.filter((_, n) => here[n] && canSeeCommunity(actor, here[n]));
      return { ...page, items: await views.toViews(actor, seen) };
    },
  };
}
