import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Broadcaster } from '../../kernel/broadcaster.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { followAnnouncements } from './announcing.ts';
import { followThreads } from './notifications.consumers.ts';
import { depsFrom, type Neighbours } from './notifications.deps.ts';
import { createNotificationNews } from './notifications.news.ts';
import { createNotificationsRepository } from './notifications.repository.ts';
import { mountNotifications } from './notifications.routes.ts';
import { createNotificationsService } from './notifications.service.ts';
import { createNotificationViews } from './notifications.views.ts';
import { followOrder } from './order.consumers.ts';
import { followCalls } from './role-calls.ts';

export interface NotificationsFeatureDeps extends Neighbours {
  connection: Connection;
  bus: EventBus;
  transact: Transact;
  clock: Clock;
}

/** What people are told of: kept, counted, live, and checked against their rights when shown. */
export function createNotifications({
  connection,
  bus,
  transact,
  clock,
  ...neighbours
}: NotificationsFeatureDeps) {
  const deps = depsFrom(neighbours);
  const notifications = createNotificationsRepository(connection);
  const news = createNotificationNews(notifications);
  const views = createNotificationViews(deps);
  const service = createNotificationsService({
    notifications,
    views,
    tellRead: (personId, read) => news.tell(personId, { read }),
  });
  const telling = { ...deps, notifications, service, views, news };
  followThreads(bus, { ...telling, transact });
  followCalls(bus, { ...telling, transact });
  followOrder(bus, telling);
  followAnnouncements(bus, { ...telling, transact, clock });

  return {
    service,
    mount: (router: RouteBinder) => mountNotifications(router, service),
    announceTo: (broadcaster: Broadcaster) => news.announceTo(broadcaster),
    createIndexes: notifications.createIndexes,
  };
}
