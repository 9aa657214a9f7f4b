import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { NotificationsService } from './notifications.service.ts';

export function mountNotifications(router: RouteBinder, service: NotificationsService): void {
  router.bind(notificationRoutes.listNotifications, ({ actor, query }) =>
    service.list(actor, query),
  );
  router.bind(notificationRoutes.readNotifications, ({ actor, body }) => service.read(actor, body));
}
