import { communityRoutes } from '@jembatan/shared/communities.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/States.tsx';
import { FoundPeople } from './FoundPeople.tsx';
import { Members } from './Members.tsx';
import './people.css';

function MyPeople() {
  const t = useText('people');
  const { api } = useApp();
  const mine = useResource('communities mine', (signal) =>
    api(communityRoutes.listCommunities, { query: { which: 'mine', limit: '100' } }, { signal }),
  );
  return (
    <Loaded resource={mine}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState sentence={t('empty')}>
            <ButtonLink href="/communities">{t('emptyButton')}</ButtonLink>
          </EmptyState>
        ) : (
          <Members communities={items} />
        )
      }
    </Loaded>
  );
}

/** The people of my communities, and a way to find one. */
export function PeoplePage() {
  const t = useText('people');
  const [query, setQuery] = useState('');
  return (
    <Page title={t('title')}>
      <div class="stack">
        <div class="field">
          <label class="field-label" for="find-people">
            {t('find')}
          </label>
          <input
            id="find-people"
            class="input"
            type="search"
            dir="auto"
            autoComplete="off"
            placeholder={t('findPlaceholder')}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </div>
        {query.trim() ? <FoundPeople query={query.trim()} /> : <MyPeople />}
      </div>
    </Page>
  );
}
