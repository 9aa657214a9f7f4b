import type { CommunityId } from '@jembatan/shared/ids';
import type { Actor } from '../../kernel/actor.ts';
import { namesOn, type Seeing } from './seeing.ts';
import type { TagsCommon } from './tags.deps.ts';

export interface UsedTag {
  communityId: CommunityId;
  name: string;
}

/** Tags of some communities under which the actor finds threads, by their first names; at most `limit`. */
export function createUsedTags({ tags, seeing, threads }: TagsCommon & { seeing: Seeing }) {
  return async function usedTags(
    actor: Actor,
    communityIds: readonly CommunityId[],
    limit: number,
  ): Promise<UsedTag[]> {
    const visible = await seeing.visibleTo(actor);
    const used = await threads().counts.ofCommunities(communityIds, visible, limit);
    const each = [...used].map(async ([communityId, names]) => {
      const found = await tags.findByNames(communityId, [...names]);
      const shown = found.filter((tag) => namesOn(tag).some((name) => names.has(name)));
      return shown.map(({ name }) => ({ communityId, name }));
    });
    return (await Promise.all(each)).flat();
  };
}
