import { type NotificationView, notificationRoutes } from '@jembatan/shared/notifications.contract';
import { type ReadonlySignal, signal } from '@preact/signals';
import type { AppSocket } from '../net/app-socket.ts';
import type { Api } from '../net/http.ts';

/** What happened for the signed-in person, newest first; the bell and the page read the same list. */
export interface NotificationsStore {
  readonly unread: ReadonlySignal<number>;
  /** Null until the first page was asked for. */
  readonly items: ReadonlySignal<readonly NotificationView[] | null>;
  readonly nextCursor: ReadonlySignal<string | null>;
  load(): Promise<void>;
  loadMore(): Promise<void>;
  read(ids: readonly NotificationView['id'][]): Promise<void>;
  readAll(): Promise<void>;
  noteUnread(count: number): void;
  clear(): void;
}

export function createNotificationsStore(api: Api, socket: AppSocket): NotificationsStore {
  const unread = signal(0);
  const items = signal<readonly NotificationView[] | null>(null);
  const nextCursor = signal<string | null>(null);

  function markRead(isRead: (item: NotificationView) => boolean): void {
    items.value =
      items.value?.map((item) => (isRead(item) ? { ...item, read: true } : item)) ?? null;
  }

  async function load(): Promise<void> {
    const answer = await api(notificationRoutes.listNotifications, {});
    items.value = answer.items;
    nextCursor.value = answer.nextCursor;
    unread.value = answer.unread;
  }

  async function loadMore(): Promise<void> {
    const cursor = nextCursor.value;
    if (!cursor) return;
    const answer = await api(notificationRoutes.listNotifications, { query: { cursor } });
    items.value = [...(items.value ?? []), ...answer.items];
    nextCursor.value = answer.nextCursor;
  }

  async function read(ids: readonly NotificationView['id'][]): Promise<void> {
    const wanted = new Set(ids);
    markRead((item) => wanted.has(item.id));
    unread.value = (
      await api(notificationRoutes.readNotifications, { body: { ids: [...ids] } })
    ).unread;
  }

  async function readAll(): Promise<void> {
    const newest = items.value?.[0];
    if (!newest) return;
    markRead(() => true);
    unread.value = (
      await api(notificationRoutes.readNotifications, { body: { upTo: newest.id } })
    ).unread;
  }

  socket.on('notification', ({ notification, unread: count, read: readElsewhere }) => {
    unread.value = count;
    const gone = new Set(readElsewhere);
    if (gone.size) markRead((item) => gone.has(item.id));
    if (!notification || !items.value) return;
    // A known one comes again when its post was deleted or hidden: it stays where it is.
    const known = items.value.some((item) => item.id === notification.id);
    items.value = known
      ? items.value.map((item) => (item.id === notification.id ? notification : item))
      : [notification, ...items.value];
  });
  socket.onGap(() => {
    if (items.value) load().catch(() => undefined);
  });

  return {
    unread,
    items,
    nextCursor,
    load,
    loadMore,
    read,
    readAll,
    noteUnread: (count) => {
      unread.value = count;
    },
    clear: () => {
      items.value = null;
      nextCursor.value = null;
      unread.value = 0;
    },
  };
}
