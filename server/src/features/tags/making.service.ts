import type { CommunityId } from '@jembatan/shared/ids';
import { type TagView, tagLimits, type tagRoutes } from '@jembatan/shared/tags.contract';
import type * as z from 'zod/mini';
import type { PersonActor } from '../../kernel/actor.ts';
import { only } from '../../kernel/only.ts';
import { tagKey } from '../../text/tag-names.ts';
import type { ManagingGate } from './managing.gate.ts';
import type { Seeing } from './seeing.ts';
import { refused, requireName } from './settling.service.ts';
import { aliasesFrom, traitsFrom } from './tag-traits.ts';
import type { TagsCommon } from './tags.deps.ts';
import { plainTag } from './tags.repository.ts';

type TagInput = z.output<typeof tagRoutes.createTag.body>;

export type MakingService = ReturnType<typeof createMaking>;

/** New tags, by staff and before any thread has them. */
export function createMaking(deps: TagsCommon & { seeing: Seeing; gate: ManagingGate }) {
  const { tags, seeing, gate } = deps;

  /** One that somebody wrote on a thread already is taken up. */
  async function unlisted(actor: PersonActor, communityId: CommunityId, name: string) {
    const known = await tags.findByNames(communityId, [name]);
    if (!known.some(({ listed, key }) => !listed && key === tagKey(name))) return null;
    return seeing.getTag(actor, communityId, name);
  }

  async function createTag(
    actor: PersonActor,
    communityId: CommunityId,
    input: TagInput,
  ): Promise<TagView> {
    await gate.requireManager(actor, communityId);
    const name = requireName(input.name);
    const aliases = aliasesFrom(input.aliases ?? [], name);
    const own = await unlisted(actor, communityId, name);
    await gate.requireFree(communityId, [name, ...aliases], own?.tag ?? null);
    await gate.requireGroup(communityId, input.groupId);
    if ((await tags.count(communityId, tagLimits.perCommunity)) >= tagLimits.perCommunity)
      throw refused('full', name);
    const traits = { ...traitsFrom(input), aliases, listed: true };
    return gate.change(actor, { communityId, name }, async () => {
      const tag = own
        ? await tags.change(own.tag, traits)
        : await tags.insert(communityId, { ...plainTag, ...traits, name });
      return only(await seeing.toViews(actor, [{ tag, count: own?.count ?? 0 }]));
    });
  }

  return createTag;
}
