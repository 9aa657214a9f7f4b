import type { NotificationId, PersonId } from '@jembatan/shared/ids';
import type { NotificationView } from '@jembatan/shared/notifications.contract';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import { KeyedQueue } from '../../kernel/keyed-queue.ts';
import type { NotificationsRepository } from './notifications.repository.ts';

export interface Telling {
  notification?: NotificationView;
  read?: readonly NotificationId[];
}

export type NotificationNews = ReturnType<typeof createNotificationNews>;

/** News to all sockets of one person; each carries the count, so one person's keep their order. */
export function createNotificationNews(notifications: NotificationsRepository) {
  const queue = new KeyedQueue();
  let broadcaster: Broadcaster | undefined;

  return {
    /** Once the sockets are there; what is told before reaches nobody, as nobody is connected. */
    announceTo(to: Broadcaster): void {
      broadcaster = to;
    },

    tell(personId: PersonId, { notification, read }: Telling): Promise<void> {
      return queue.run(personId, async () => {
        const unread = await notifications.countUnread(personId);
        broadcaster?.emit(rooms.person(personId), 'notification', {
          notification: notification ?? null,
          unread,
          ...(read && { read: [...read] }),
        });
      });
    },
  };
}
