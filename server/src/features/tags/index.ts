import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { TagLevel } from '@jembatan/shared/tags.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Broadcaster } from '../../kernel/broadcaster.ts';
import { createGrouping } from './grouping.service.ts';
import { createMaking } from './making.service.ts';
import { createManagingGate } from './managing.gate.ts';
import { createManaging } from './managing.service.ts';
import { createMoving } from './moving.ts';
import { createSeeing, namesOn } from './seeing.ts';
import { createSettling } from './settling.service.ts';
import { createSpaceTags } from './space-tags.service.ts';
import { createTagGroupsRepository } from './tag-groups.repository.ts';
import { createTagMovesRepository } from './tag-moves.repository.ts';
import { createTagThreads } from './tag-threads.service.ts';
import { createTagWatchesRepository } from './tag-watches.repository.ts';
import type { TagsFeatureDeps } from './tags.deps.ts';
import { tagModels } from './tags.model.ts';
import { tellTagNews } from './tags.news.ts';
import { createTagsRepository } from './tags.repository.ts';
import { mountTags } from './tags.routes.ts';
import { createTagsService } from './tags.service.ts';
import { createUsedTags } from './used-tags.ts';

/** Communities whose tag of one name a search goes by. */
const mostNamed = 100;

export type Tags = ReturnType<typeof createTags>;

/** Tags of a community: what there is to choose from, what is the same, and which threads have them. */
export function createTags(deps: TagsFeatureDeps) {
  const { Tags, Groups, Settings, Moves, Watches } = tagModels(deps.connection);
  const kept = {
    tags: createTagsRepository(Tags),
    groups: createTagGroupsRepository({ Groups, Settings }),
    moves: createTagMovesRepository(Moves),
    watches: createTagWatchesRepository(Watches),
  };
  const seeing = createSeeing({ ...deps, ...kept });
  const common = { ...deps, ...kept, seeing };
  const service = createTagsService(common);
  const gate = createManagingGate(common);
  const createTag = createMaking({ ...common, gate });
  const managing = createManaging({ ...common, gate });
  const listTagThreads = createTagThreads(common);
  const moving = createMoving(common);

  return {
    service,
    listTagThreads,
    settle: createSettling(common),
    namesOf: seeing.namesOf,
    usedTags: createUsedTags(common),
    /** What threads may bear for a name, or another name, of a tag in whichever community. */
    async namesEverywhere(name: string): Promise<string[]> {
      const written = name.normalize('NFKC').toLowerCase().trim();
      const found = await kept.tags.findEverywhere(name, mostNamed);
      return [...new Set([written, ...found.flatMap(namesOn)])];
    },
    /** What people chose for these tags of a community: those named, or all who follow or muted one. */
    async watchesOf(
      communityId: CommunityId,
      names: readonly string[],
      among?: readonly PersonId[],
    ): Promise<ReadonlyMap<PersonId, TagLevel>> {
      const found = await kept.tags.findByNames(communityId, names);
      if (found.length === 0) return new Map();
      return kept.watches.ofTags(
        found.map(({ id }) => id),
        among,
      );
    },
    mount: (router: RouteBinder) =>
      mountTags(router, {
        ...{ service, listTagThreads, createTag, managing },
        listSpaceTags: createSpaceTags(common),
        grouping: createGrouping({ ...common, gate, service }),
      }),
    announceTo: (broadcaster: Broadcaster) => tellTagNews(deps.bus, broadcaster),
    start: moving.start,
    stop: moving.stop,
    async createIndexes(): Promise<void> {
      await Promise.all(Object.values(kept).map((one) => one.createIndexes()));
      await moving.takeUp();
    },
  };
}
