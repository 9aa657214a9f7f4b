import type { PersonId } from '@jembatan/shared/ids';
import { scheduledRoutes } from '@jembatan/shared/scheduled.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { ScheduledFeatureDeps } from './scheduled.deps.ts';
import { createScheduledRepository } from './scheduled.repository.ts';
import { createScheduledService, type ScheduledService } from './scheduled.service.ts';
import { createSender } from './sender.ts';
import { createSending } from './sending.ts';

/** Posts and threads that are sent at a time their writers chose. */
export function createScheduled(deps: ScheduledFeatureDeps) {
  const scheduled = createScheduledRepository(deps.connection);
  let broadcaster: Broadcaster | undefined;
  const tell = (personId: PersonId): void => {
    broadcaster?.emit(rooms.person(personId), 'own:changed', { what: 'scheduled' });
  };
  const whole = { ...deps, scheduled, tell };
  const send = createSending(whole);
  const sender = createSender({ ...whole, send });
  const service = createScheduledService({ ...whole, send });

  return {
    mount: (router: RouteBinder) => mountScheduled(router, service),
    announceTo: (to: Broadcaster): void => {
      broadcaster = to;
    },
    start: sender.start,
    stop: sender.stop,
    createIndexes: scheduled.createIndexes,
  };
}

function mountScheduled(router: RouteBinder, service: ScheduledService): void {
  router.bind(scheduledRoutes.scheduleReply, ({ actor, params, body: { post, ...when } }) =>
    service.plan(actor, { kind: 'reply', placeId: params.id, input: post, ...when }),
  );
  router.bind(scheduledRoutes.scheduleThread, ({ actor, params, body: { thread, ...when } }) =>
    service.plan(actor, { kind: 'thread', placeId: params.id, input: thread, ...when }),
  );
  router.bind(scheduledRoutes.listScheduled, ({ actor, query }) => service.list(actor, query));
  router.bind(scheduledRoutes.getScheduled, ({ actor, params }) => service.get(actor, params.id));
  router.bind(scheduledRoutes.changeScheduled, ({ actor, params, body }) =>
    service.change(actor, params.id, body),
  );
  router.bind(scheduledRoutes.cancelScheduled, ({ actor, params, query }) =>
    service.cancel(actor, params.id, query.keep === 'draft'),
  );
  router.bind(scheduledRoutes.sendScheduled, ({ actor, params }) =>
    service.sendNow(actor, params.id),
  );
}
