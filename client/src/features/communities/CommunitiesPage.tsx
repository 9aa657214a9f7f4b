import { communityRoutes } from '@jembatan/shared/communities.contract';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { MoreButton } from '../../frame/MoreButton.tsx';
import { Page } from '../../frame/Page.tsx';
import { usePages } from '../../frame/use-pages.ts';
import { useText } from '../../i18n/use-text.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Cards } from './Cards.tsx';
import './communities.css';

type Which = 'mine' | 'public';

function NewLink() {
  const t = useText('communities');
  return (
    <ButtonLink look="primary" icon="plus" href="/communities/new">
      {t('list.new')}
    </ButtonLink>
  );
}

interface ListProps {
  readonly which: Which;
  readonly member: boolean;
  /** The cursor at which the list begins. */
  readonly after?: string | undefined;
}

function List({ which, member, after }: ListProps) {
  const { api, socket } = useApp();
  const paged = usePages(`communities ${which}`, (cursor = after, signal) =>
    api(communityRoutes.listCommunities, { query: { which, cursor } }, { signal }),
  );
  useEffect(() => {
    const stops = [
      socket.on('community:changed', paged.resource.reload),
      socket.onGap(paged.resource.reload),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [which]);
  return (
    <Loaded resource={paged.resource}>
      {({ items }) => (
        <Cards items={items} which={which} start={member && <NewLink />}>
          <MoreButton paged={paged} />
        </Cards>
      )}
    </Loaded>
  );
}

/** `/communities`: the reader's own and those that are open to read. */
export function CommunitiesPage({ query }: PageProps) {
  const t = useText('communities');
  const member = useApp().session.session.value.kind !== 'visitor';
  const [which, setWhich] = useState<Which>('mine');
  if (!member) {
    return (
      <Page title={t('list.publicTitle')} width="wide">
        <List which="public" member={false} after={query.after} />
      </Page>
    );
  }
  return (
    <Page
      title={t('list.title')}
      width="wide"
      lead={
        <div>
          <NewLink />
        </div>
      }
    >
      <div class="stack">
        <Tabs
          label={t('list.title')}
          current={which}
          onChange={setWhich}
          tabs={[
            { key: 'mine', label: t('list.mine') },
            { key: 'public', label: t('list.public') },
          ]}
        >
          <div class="tab-panel">
            <List key={which} which={which} member />
          </div>
        </Tabs>
      </div>
    </Page>
  );
}
