import { AppError } from '@jembatan/shared/errors';
import {
  type NotificationId,
  notificationId,
  type PersonId,
  type PostId,
} from '@jembatan/shared/ids';
import type { NotificationView } from '@jembatan/shared/notifications.contract';
import type { Page } from '@jembatan/shared/paging';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import type {
  NotificationKey,
  NotificationsRepository,
  ReadScope,
} from './notifications.repository.ts';
import type { NotificationViews } from './notifications.views.ts';

export interface ServiceDeps {
  notifications: NotificationsRepository;
  views: NotificationViews;
  /** Tells the person's other tabs and devices what was read. */
  tellRead: (personId: PersonId, ids: readonly NotificationId[]) => Promise<void>;
}

/** Which are read: absent, none of that kind. */
export interface ReadInput {
  ids?: NotificationId[] | undefined;
  upTo?: NotificationId | undefined;
  privately?: PostId | undefined;
}

export type NotificationsService = ReturnType<typeof createNotificationsService>;

export function createNotificationsService({ notifications, views, tellRead }: ServiceDeps) {
  async function markRead(personId: PersonId, scope: ReadScope): Promise<void> {
    const ids = await notifications.markRead(personId, scope);
    if (ids.length > 0) await tellRead(personId, ids);
  }

  return {
    markRead,
    countUnread: notifications.countUnread,

    /** Newest first, as the person may see them now. */
    async list(
      actor: PersonActor,
      { limit, cursor }: { limit: number; cursor?: string | undefined },
    ): Promise<Page<NotificationView> & { unread: number }> {
      const after = cursor === undefined ? null : toKey(cursor);
      const [found, unread] = await Promise.all([
        notifications.list(actor.id, { after, limit }),
        notifications.countUnread(actor.id),
      ]);
      const { items, nextCursor } = cutPage(found, limit, ({ createdAt, id }) => [
        createdAt.getTime(),
        id,
      ]);
      return { items: await views.viewsOf(actor, items), nextCursor, unread };
    },

    /** Marks some, or all up to one, as read; what is somebody else's is left alone. */
    async read(
      actor: PersonActor,
      { ids, upTo, privately }: ReadInput,
    ): Promise<{ unread: number }> {
      if (!ids && !upTo && !privately)
        throw new AppError('invalid', { issues: [{ path: 'ids', code: 'missing' }] });
      if (ids) await markRead(actor.id, { ids });
      if (privately) await markRead(actor.id, { privately });
      const last = upTo && (await notifications.find(actor.id, upTo));
      if (last) await markRead(actor.id, { upTo: last });
      return { unread: await notifications.countUnread(actor.id) };
    },
  };
}

function toKey(cursor: string): NotificationKey {
  const [at, id] = decodeCursor(cursor, 2);
  const parsed = notificationId.safeParse(id);
  if (!parsed.success || !Number.isSafeInteger(at))
    throw new AppError('invalid', { issues: [{ path: 'cursor', message: 'not a cursor' }] });
  return { createdAt: new Date(Number(at)), id: parsed.data };
}
