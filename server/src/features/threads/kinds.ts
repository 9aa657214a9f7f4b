import { kindRoutes } from '@jembatan/shared/kinds.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import { type AnnouncementsDeps, createAnnouncementsService } from './announcements.service.ts';
import { createTelling, type TellingDeps } from './announcements.telling.ts';
import { type AnswersDeps, createAnswersService } from './answers.service.ts';

export type KindsDeps = AnswersDeps & AnnouncementsDeps & TellingDeps & { bus: EventBus };

/** What some kinds of thread have besides their posts. */
export function createKinds(deps: KindsDeps) {
  const listAnswers = createAnswersService(deps);
  const announcements = createAnnouncementsService(deps);
  const telling = createTelling(deps);
  return {
    mount(router: RouteBinder): void {
      router.bind(kindRoutes.listAnswers, ({ actor, params, query }) =>
        listAnswers(actor, params.id, query),
      );
      router.bind(kindRoutes.listSpaceAnnouncements, ({ actor, params, query }) =>
        announcements.ofSpace(actor, params.id, query),
      );
      router.bind(kindRoutes.listCommunityAnnouncements, ({ actor, params, query }) =>
        announcements.ofCommunity(actor, params.id, query),
      );
      router.bind(kindRoutes.putAway, ({ actor, params, body }) =>
        announcements.putAway(actor, params.id, body.away),
      );
    },
    announceTo(broadcaster: Broadcaster): void {
      deps.bus.on('announcement:put-away', ({ facts: { personId, ...news } }) =>
        broadcaster.emit(rooms.person(personId), 'announcement:put-away', news),
      );
    },
    /** Looks for what has opened, from `start` on until `stop`. */
    telling,
  };
}
