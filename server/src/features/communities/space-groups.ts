import type { GroupChoice } from '@jembatan/shared/spaces';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import type { Place } from '../../permissions/facts.ts';
import type { CommunityDeps } from './deps.ts';

/** Study groups offered to choose from. */
const most = 100;

export interface SpaceGroups {
  own: GroupChoice[];
  all: GroupChoice[];
}

/** Study groups of a community: the reader's own, and all of them for those who see all. */
export function createSpaceGroups({
  communities,
  places,
}: Pick<CommunityDeps, 'communities' | 'places'>) {
  return async function groupsOf(actor: Actor, { community }: Place): Promise<SpaceGroups> {
    const me = personIdOf(actor);
    const filter = { parentId: community.id };
    const [listed, ownIds] = await Promise.all([
      communities.list({ filter, after: null, limit: most }),
      me ? places.communityIdsOf(me) : [],
    ]);
    const all = listed.slice(0, most).map(({ id, name }) => ({ id, name }));
    const own = new Set<string>(ownIds);
    return { all, own: all.filter(({ id }) => own.has(id)) };
  };
}
