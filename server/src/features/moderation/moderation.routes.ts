import { moderationRoutes as routes } from '@jembatan/shared/moderation.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { createActionsService } from './actions.service.ts';
import type { createLogService } from './log.service.ts';
import type { createQueueService } from './queue.service.ts';
import type { createReportsService } from './reports.service.ts';

export interface ModerationServices {
  reports: ReturnType<typeof createReportsService>;
  queue: ReturnType<typeof createQueueService>;
  actions: ReturnType<typeof createActionsService>;
  log: ReturnType<typeof createLogService>;
}

export function mountModeration(router: RouteBinder, services: ModerationServices): void {
  const { reports, queue, actions, log } = services;
  router.bind(routes.createReport, ({ actor, body }) => reports.createReport(actor, body));
  router.bind(routes.getQueue, ({ actor, query }) => queue.getQueue(actor, query));
  router.bind(routes.act, ({ actor, body }) => actions.act(actor, body));
  router.bind(routes.getLog, ({ actor, query }) => log.getLog(actor, query));
}
