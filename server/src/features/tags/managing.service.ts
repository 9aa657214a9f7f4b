import type { TagView, tagRoutes } from '@jembatan/shared/tags.contract';
import type * as z from 'zod/mini';
import type { PersonActor } from '../../kernel/actor.ts';
import { only } from '../../kernel/only.ts';
import type { ManagingGate, TagAddress } from './managing.gate.ts';
import type { Seeing } from './seeing.ts';
import { refused, requireName } from './settling.service.ts';
import { aliasesFrom, traitsFrom } from './tag-traits.ts';
import type { TagsCommon } from './tags.deps.ts';
import type { Tag } from './tags.repository.ts';

type TagChange = z.output<typeof tagRoutes.changeTag.body>;

export type ManagingService = ReturnType<typeof createManaging>;

/** Tags as staff keeps them in order. Threads follow afterwards, by the work in `moving.ts`. */
export function createManaging(deps: TagsCommon & { seeing: Seeing; gate: ManagingGate }) {
  const { tags, moves, watches, seeing, gate } = deps;
  const { requireTag, requireFree, requireGroup, change } = gate;

  const viewOf = async (actor: PersonActor, tag: Tag, count: number): Promise<TagView> =>
    only(await seeing.toViews(actor, [{ tag, count }]));

  async function changeTag(
    actor: PersonActor,
    address: TagAddress,
    input: TagChange,
  ): Promise<TagView> {
    const { tag, count } = await requireTag(actor, address);
    const { communityId } = tag;
    const name = input.name === undefined ? tag.name : requireName(input.name);
    const isRenamed = name !== tag.name;
    const earlier = isRenamed ? [tag.name] : [];
    const aliases = aliasesFrom([...(input.aliases ?? tag.aliases), ...earlier], name);
    await requireFree(communityId, [name, ...aliases], tag);
    await requireGroup(communityId, input.groupId);
    const moving = [...new Set([...tag.moving, ...earlier])].filter((one) => one !== name);
    return change(actor, { communityId, name }, async () => {
      // Renamed back: what was on its way to the other name stays.
      await moves.cancel(communityId, name);
      const traits = { ...traitsFrom(input), name, aliases, moving, listed: true };
      const changed = await tags.change(tag, traits);
      if (isRenamed)
        await moves.insert({ communityId, from: tag.name, to: name, at: deps.clock.now() });
      return viewOf(actor, changed, count);
    });
  }

  async function mergeTag(actor: PersonActor, address: TagAddress, into: string): Promise<TagView> {
    const { tag, count } = await requireTag(actor, address);
    const { communityId } = tag;
    const { tag: target, count: more } = await requireTag(actor, { communityId, name: into });
    if (target.id === tag.id) throw refused('taken', tag.name);
    const names = [...target.aliases, tag.name, ...tag.aliases];
    const aliases = aliasesFrom(names, target.name);
    const moving = [...new Set([...target.moving, tag.name, ...tag.moving])];
    return change(actor, { communityId, name: target.name }, async () => {
      await tags.remove(tag.id);
      const merged = await tags.change(target, { aliases, moving, listed: true });
      await watches.move(tag.id, target.id);
      await moves.insert({ communityId, from: tag.name, to: target.name, at: deps.clock.now() });
      return viewOf(actor, merged, count + more);
    });
  }

  async function removeTag(actor: PersonActor, address: TagAddress): Promise<undefined> {
    const { tag } = await requireTag(actor, address);
    const { communityId, name } = tag;
    await change(actor, { communityId, name }, async () => {
      await tags.remove(tag.id);
      await watches.removeOf(tag.id);
      await moves.insert({ communityId, from: name, to: null, at: deps.clock.now() });
    });
    return undefined;
  }

  return { changeTag, mergeTag, removeTag };
}
