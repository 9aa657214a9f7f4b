import { notFound } from '@jembatan/shared/errors';
import type { CommunityId } from '@jembatan/shared/ids';
import {
  type TagFrame,
  type TagGroupView,
  type TagUse,
  tagLimits,
} from '@jembatan/shared/tags.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { ManagingGate } from './managing.gate.ts';
import { refused } from './settling.service.ts';
import type { TagsCommon } from './tags.deps.ts';
import type { TagsService } from './tags.service.ts';

/** Which group is meant. */
export interface GroupAddress {
  communityId: CommunityId;
  groupId: string;
}

export type GroupingService = ReturnType<typeof createGrouping>;

/** Groups of tags, and who may make new tags. A rule that comes later leaves older threads as they are. */
export function createGrouping(deps: TagsCommon & { gate: ManagingGate; service: TagsService }) {
  const { tags, groups, gate } = deps;

  return {
    async createTagGroup(
      actor: PersonActor,
      communityId: CommunityId,
      input: { name: string; oneOf?: boolean | undefined },
    ): Promise<TagGroupView> {
      await gate.requireManager(actor, communityId);
      const name = input.name.normalize('NFC');
      if ((await groups.list(communityId)).length >= tagLimits.groups) throw refused('full', name);
      const group = { name, oneOf: input.oneOf ?? false };
      return gate.change(actor, { communityId, name }, () => groups.insert(communityId, group));
    },

    async changeTagGroup(
      actor: PersonActor,
      { communityId, groupId }: GroupAddress,
      input: { name?: string | undefined; oneOf?: boolean | undefined },
    ): Promise<TagGroupView> {
      await gate.requireManager(actor, communityId);
      const change = {
        ...(input.name !== undefined && { name: input.name.normalize('NFC') }),
        ...(input.oneOf !== undefined && { oneOf: input.oneOf }),
      };
      return gate.change(actor, { communityId, name: change.name ?? '' }, async () => {
        const changed = await groups.change(communityId, groupId, change);
        if (!changed) throw notFound('tag-group');
        return changed;
      });
    },

    async removeTagGroup(
      actor: PersonActor,
      { communityId, groupId }: GroupAddress,
    ): Promise<undefined> {
      await gate.requireManager(actor, communityId);
      await gate.change(actor, { communityId, name: '' }, async () => {
        if (!(await groups.remove(communityId, groupId))) throw notFound('tag-group');
        await tags.leaveGroup(communityId, groupId);
      });
      return undefined;
    },

    async setTagFrame(
      actor: PersonActor,
      communityId: CommunityId,
      making: TagUse,
    ): Promise<TagFrame> {
      await gate.requireManager(actor, communityId);
      const place = await deps.getReadablePlace(actor, communityId);
      const frame = await deps.service.frameOf(actor, place);
      return gate.change(actor, { communityId, name: '' }, async () => {
        await groups.setMaking(communityId, making);
        return { ...frame, making };
      });
    },
  };
}
