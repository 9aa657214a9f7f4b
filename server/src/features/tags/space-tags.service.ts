import type { SpaceId } from '@jembatan/shared/ids';
import type { TagView } from '@jembatan/shared/tags.contract';
import type { Actor } from '../../kernel/actor.ts';
import { namesOn, type Seeing } from './seeing.ts';
import type { TagsCommon } from './tags.deps.ts';

/** Counts looked at, a tag may have several; and tags shown. */
const most = { looked: 100, shown: 20 };

export type ListSpaceTags = ReturnType<typeof createSpaceTags>;

/** The tags of one space that its reader finds most topics under, with their counts there. */
export function createSpaceTags(deps: TagsCommon & { seeing: Seeing }) {
  const { tags, seeing } = deps;
  return async function listSpaceTags(
    actor: Actor,
    spaceId: SpaceId,
  ): Promise<{ items: TagView[] }> {
    const { place } = await deps.getReadableSpace(actor, spaceId);
    const communityId = place.community.id;
    const visible = await seeing.visibleTo(actor);
    const counts = await deps.threads().counts.ofSpace(spaceId, visible, most.looked);
    const found = await tags.findByNames(communityId, [...counts.keys()]);
    const counted = found.map((tag) => ({
      tag,
      count: namesOn(tag).reduce((sum, name) => sum + (counts.get(name) ?? 0), 0),
    }));
    const used = counted.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
    return { items: await seeing.toViews(actor, used.slice(0, most.shown)) };
  };
}
