import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { NotificationRow } from '../../frame/NotificationRow.tsx';
import { useText } from '../../i18n/use-text.ts';

const shown = 5;

/** What was said to me and is still unread: a handful, the rest is behind the bell. */
export function ForYou() {
  const t = useText('home');
  const { notifications } = useApp();
  const items = notifications.items.value;
  useEffect(() => {
    // The list is an extra here; the page lives without it.
    if (!notifications.items.peek()) notifications.load().catch(() => undefined);
  }, [notifications]);
  const unread = items?.filter((item) => !item.read) ?? [];
  if (unread.length === 0) return null;
  return (
    <section class="stack-tight" aria-labelledby="for-you">
      <h2 id="for-you">{t('forYou')}</h2>
      <ul class="list">
        {unread.slice(0, shown).map((item) => (
          <li key={item.id}>
            <NotificationRow item={item} />
          </li>
        ))}
      </ul>
      {unread.length > shown && (
        <p>
          <a href="/notifications">{t('allNotifications', { count: unread.length })}</a>
        </p>
      )}
    </section>
  );
}
