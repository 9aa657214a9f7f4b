import type { NotificationView } from '@jembatan/shared/notifications.contract';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { NotificationRow } from '../../frame/NotificationRow.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { EmptyState, ErrorNote, Skeleton } from '../../ui/States.tsx';

function List({ items }: { items: readonly NotificationView[] }) {
  const t = useText('notifications');
  if (items.length === 0) {
    return (
      <EmptyState sentence={t('empty')}>
        <ButtonLink href="/">{t('home')}</ButtonLink>
      </EmptyState>
    );
  }
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={item.id}>
          <NotificationRow item={item} />
        </li>
      ))}
    </ul>
  );
}

function More() {
  const t = useText('common');
  const { notifications } = useApp();
  const more = useAction(() => notifications.loadMore());
  if (!notifications.nextCursor.value) return null;
  return (
    <>
      <ErrorNote error={more.error} />
      <div>
        <Button busy={more.busy} onClick={() => void more.run()}>
          {t('loadMore')}
        </Button>
      </div>
    </>
  );
}

/** Everything that happened for me, newest first; new ones come in at the top by themselves. */
export function NotificationsPage() {
  const t = useText('notifications');
  const { notifications, announcer } = useApp();
  const load = useAction(() => notifications.load());
  const readAll = useAction(async () => {
    await notifications.readAll();
    announcer.announce(t('allRead'));
  });
  useEffect(() => void load.run(), []);
  const items = notifications.items.value;
  return (
    <Page title={t('title')}>
      <div class="stack">
        {notifications.unread.value > 0 && (
          <div>
            <Button icon="check" busy={readAll.busy} onClick={() => void readAll.run()}>
              {t('readAll')}
            </Button>
          </div>
        )}
        <ErrorNote error={load.error ?? readAll.error} onRetry={() => void load.run()} />
        {items ? <List items={items} /> : !load.error && <Skeleton />}
        <More />
      </div>
    </Page>
  );
}
