import { communityRoutes } from '@jembatan/shared/communities.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { deviceStorage } from '../../state/device-storage.ts';
import { useGapReload } from '../../state/use-gap-reload.ts';
import { useResource } from '../../state/use-resource.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/States.tsx';
import { ForYou } from './ForYou.tsx';
import { TodaySessions } from './TodaySessions.tsx';
import { UnreadCommunities } from './UnreadCommunities.tsx';

/** Something written on this device may not have been sent. */
const hasUnsent = () => deviceStorage.names().some((name) => name.startsWith('jembatan.outbox'));

function NoCommunities() {
  const t = useText('home');
  return (
    <EmptyState sentence={t('empty')}>
      <ButtonLink look="primary" href="/communities">
        {t('look')}
      </ButtonLink>
    </EmptyState>
  );
}

/** Unread first, then what speaks to me, then today's sessions. It ends. */
export function HomePage() {
  const t = useText('home');
  const app = useApp();
  const session = app.session.session.value;
  const name = 'person' in session ? session.person.displayName : '';
  const mine = useResource('communities mine', (signal) =>
    app.api(
      communityRoutes.listCommunities,
      { query: { which: 'mine', limit: '100' } },
      { signal },
    ),
  );
  useGapReload(mine);
  return (
    <Page title={t('title')} heading={t('hello', { name })}>
      <div class="stack-wide">
        {app.socket.state.value === 'offline' && <Slot name="kept-threads" props={{}} />}
        {app.socket.state.value !== 'offline' && hasUnsent() && <Slot name="outbox" props={{}} />}
        <Loaded resource={mine}>
          {({ items }) => (
            <div class="stack-wide">
              {items.length === 0 ? <NoCommunities /> : <UnreadCommunities communities={items} />}
              <ForYou />
              {items.length > 0 && <TodaySessions />}
            </div>
          )}
        </Loaded>
      </div>
    </Page>
  );
}
