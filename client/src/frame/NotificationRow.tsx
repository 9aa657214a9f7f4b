import type { NotificationView } from '@jembatan/shared/notifications.contract';
import { useApp } from '../app-context.ts';
import { useI18n, useText } from '../i18n/use-text.ts';
import { Avatar, nameOf } from '../ui/Person.tsx';
import { RelativeTime } from '../ui/Time.tsx';

/** Where a notification leads; null when its place is out of reach. */
export function placeOf(item: NotificationView): string | null {
  if (item.reason === 'scheduled') return '/me/drafts';
  if (item.threadId) return `/t/${item.threadId}${item.number ? `#p${item.number}` : ''}`;
  if (item.sessionId) return `/sessions/${item.sessionId}`;
  if (item.communityId) return `/c/${item.communityId}`;
  return null;
}

function Words({ item }: { item: NotificationView }) {
  const t = useText('notifications');
  const i18n = useI18n();
  const isOwn = item.title !== '' || item.reason === 'scheduled';
  const kind = isOwn ? (item.what ?? item.reason) : 'gone';
  return (
    <span class="grow">
      <span class={item.read ? 'block' : 'block strong'}>
        {t(`reasons.${kind}`, {
          name: item.actor ? nameOf(item.actor, i18n) : t('somebody'),
          title: item.title,
        })}
      </span>
      {item.snippet && (
        <span class="block soft small clamp" dir="auto">
          {item.snippet}
        </span>
      )}
      <span class="soft small">
        <RelativeTime at={item.createdAt} />
      </span>
    </span>
  );
}

/** One thing that happened; opening it marks it as read. */
export function NotificationRow({ item }: { item: NotificationView }) {
  const t = useText('notifications');
  const { notifications } = useApp();
  const href = placeOf(item);
  const body = (
    <>
      {item.actor && <Avatar person={item.actor} />}
      <Words item={item} />
      {!item.read && (
        <span class="dot">
          <span class="visually-hidden">{t('unread')}</span>
        </span>
      )}
    </>
  );
  if (!href) return <div class="list-row">{body}</div>;
  return (
    <a
      class="list-row"
      href={href}
      onClick={() => {
        // If this fails the mark stays, and the next opening sets it.
        if (!item.read) notifications.read([item.id]).catch(() => undefined);
      }}
    >
      {body}
    </a>
  );
}
