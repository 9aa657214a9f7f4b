import type { Parsed } from '@jembatan/shared/contract/route';
import type { LogEntryView, moderationRoutes } from '@jembatan/shared/moderation.contract';
import type { Page } from '@jembatan/shared/paging';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage } from '../../kernel/cursor.ts';
import { idCursor } from '../../kernel/typed-cursor.ts';
import { entriesOf } from '../../permissions/moderation.rules.ts';
import type { ModerationDeps } from './deps.ts';
import { toLogEntryView } from './moderation.views.ts';
import { requireModerated } from './queue.service.ts';

type Query = Parsed<(typeof moderationRoutes)['getLog']>['query'];

/** What was done, for those who answer for the place. */
export function createLogService(deps: ModerationDeps) {
  return {
    async getLog(actor: PersonActor, query: Query): Promise<Page<LogEntryView>> {
      const moderated = await requireModerated(deps, actor, query.communityId);
      const beforeId = idCursor(query.cursor);
      const { limit } = query;
      const found = await deps.log.list({ filter: entriesOf(moderated), beforeId, limit });
      const page = cutPage(found, limit, ({ id }) => [id]);
      const people = await deps.people.peopleById(
        page.items.flatMap(({ actorId, personId }) => [actorId ?? [], personId ?? []].flat()),
      );
      return { ...page, items: page.items.map((entry) => toLogEntryView(entry, people)) };
    },
  };
}
