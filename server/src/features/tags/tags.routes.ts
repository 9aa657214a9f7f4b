import { tagRoutes } from '@jembatan/shared/tags.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { GroupingService } from './grouping.service.ts';
import type { MakingService } from './making.service.ts';
import type { ManagingService } from './managing.service.ts';
import type { ListSpaceTags } from './space-tags.service.ts';
import type { ListTagThreads } from './tag-threads.service.ts';
import type { TagsService } from './tags.service.ts';

export interface TagRouteDeps {
  service: TagsService;
  listTagThreads: ListTagThreads;
  listSpaceTags: ListSpaceTags;
  createTag: MakingService;
  managing: ManagingService;
  grouping: GroupingService;
}

const addressOf = ({ id, tag }: { id: TagId; tag: string }) => ({ communityId: id, name: tag });
const groupOf = ({ id, groupId }: { id: TagId; groupId: string }) => ({ communityId: id, groupId });
type TagId = Parameters<TagsService['getTag']>[1];

export function mountTags(
  router: RouteBinder,
  { service, listTagThreads, listSpaceTags, createTag, managing, grouping }: TagRouteDeps,
): void {
  const routes = tagRoutes;
  router.bind(routes.listTags, ({ actor, params, query }) =>
    service.listTags(actor, params.id, query),
  );
  router.bind(routes.listSpaceTags, ({ actor, params }) => listSpaceTags(actor, params.id));
  router.bind(routes.suggestTags, ({ actor, params, query }) =>
    service.suggestTags(actor, params.id, query.q),
  );
  router.bind(routes.getTag, ({ actor, params }) => service.getTag(actor, params.id, params.tag));
  router.bind(routes.listTagThreads, ({ actor, params, query }) =>
    listTagThreads(actor, addressOf(params), query),
  );
  router.bind(routes.createTag, ({ actor, params, body }) => createTag(actor, params.id, body));
  router.bind(routes.changeTag, ({ actor, params, body }) =>
    managing.changeTag(actor, addressOf(params), body),
  );
  router.bind(routes.mergeTag, ({ actor, params, body }) =>
    managing.mergeTag(actor, addressOf(params), body.into),
  );
  router.bind(routes.removeTag, ({ actor, params }) =>
    managing.removeTag(actor, addressOf(params)),
  );
  router.bind(routes.createTagGroup, ({ actor, params, body }) =>
    grouping.createTagGroup(actor, params.id, body),
  );
  router.bind(routes.changeTagGroup, ({ actor, params, body }) =>
    grouping.changeTagGroup(actor, groupOf(params), body),
  );
  router.bind(routes.removeTagGroup, ({ actor, params }) =>
    grouping.removeTagGroup(actor, groupOf(params)),
  );
  router.bind(routes.setTagFrame, ({ actor, params, body }) =>
    grouping.setTagFrame(actor, params.id, body.making),
  );
  router.bind(routes.watchTag, ({ actor, params, body }) =>
    service.watchTag(actor, { ...addressOf(params), level: body.level }),
  );
}
