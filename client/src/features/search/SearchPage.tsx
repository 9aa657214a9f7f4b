import { type SearchItem, searchRoutes } from '@jembatan/shared/search.contract';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { type Resource, useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { type Found, Hit } from './Hit.tsx';
import { remember } from './recent.ts';
import { SearchBox } from './SearchBox.tsx';
import { SearchFilters, SearchHelp } from './SearchFilters.tsx';
import { addressOf, isWish, searchKinds, type Wish, wishOf } from './wish.ts';
import './search.css';

/** Says how much was found to those who listen. */
function useSpokenCount(found: Resource<Found>): void {
  const t = useText('search');
  const { announcer } = useApp();
  const total = found.value?.total;
  useEffect(() => {
    if (total !== undefined) announcer.announce(t('found', { count: total }));
  }, [found.value]);
}

const keyOf = ({ post, person, community, session, file }: SearchItem) =>
  (post ?? person ?? community ?? session ?? file)?.id;

function Results({ wish }: { wish: Wish }) {
  const t = useText('search');
  const common = useText('common');
  const { api } = useApp();
  const timeZone = useI18n().zone.value || undefined;
  const { spaceId, communityId } = wish.filters;
  const narrowed: object =
    wish.in === 'posts' ? { ...wish.filters, timeZone } : { spaceId, communityId };
  const ask = (cursor?: string, signal?: AbortSignal) =>
    api(
      searchRoutes.search,
      { query: { ...narrowed, q: wish.q, in: wish.in, cursor } },
      { signal },
    );
  const found = useResource<Found>(`search ${addressOf(wish)}`, (signal) => ask(undefined, signal));
  useSpokenCount(found);
  const more = useAction(async () => {
    if (!found.value?.nextCursor) return;
    const next = await ask(found.value.nextCursor);
    found.set({ ...next, items: [...found.value.items, ...next.items] });
  });
  return (
    <Loaded resource={found}>
      {({ items, total, totalIsCapped, nextCursor }) => (
        <div class="stack">
          {items.length === 0 ? (
            <EmptyState sentence={t(wish.in === 'people' ? 'nobody' : 'nothing')} />
          ) : (
            <p class="small soft">
              {totalIsCapped ? t('foundMore', { total }) : t('found', { count: total })}
            </p>
          )}
          <ul class="hits">
            {items.map((item) => (
              <li key={keyOf(item)}>
                <Hit item={item} />
              </li>
            ))}
          </ul>
          <ErrorNote error={more.error} />
          {nextCursor && (
            <Button wide busy={more.busy} onClick={() => void more.run()}>
              {common('loadMore')}
            </Button>
          )}
        </div>
      )}
    </Loaded>
  );
}

/** Where a link to this page narrowed the search, with the way out. */
function Narrowed({ wish }: { wish: Wish }) {
  const t = useText('search');
  const { tag, spaceId, communityId, ...filters } = wish.filters;
  const narrows = (wish.in === 'posts' && tag) || spaceId || communityId;
  if (wish.in === 'people' || !narrows) return null;
  return (
    <p class="small">
      {tag ? t('tag', { tag }) : t(spaceId ? 'oneSpace' : 'oneCommunity')}{' '}
      <a href={addressOf({ ...wish, filters })}>{t('withoutTag')}</a>
    </p>
  );
}

/** The box and, for posts, what narrows them. */
function Asking({ wish }: { wish: Wish }) {
  const { route } = useLocation();
  const session = useApp().session.session.value;
  const [words, setWords] = useState(wish.q);
  useEffect(() => setWords(wish.q), [wish.q]);
  const go = (q: string) => {
    if (!q.trim()) return;
    if ('person' in session) remember(session.person.id, q);
    route(addressOf({ ...wish, q: q.trim() }));
  };
  return (
    <search class="stack">
      <SearchBox words={words} onWords={setWords} onSearch={go} />
      <Narrowed wish={wish} />
      {wish.in === 'posts' && (
        <>
          <SearchFilters
            filters={wish.filters}
            onChange={(filters) => route(addressOf({ ...wish, q: words.trim(), filters }), true)}
          />
          <SearchHelp />
        </>
      )}
    </search>
  );
}

/** `/search?q=&in=` and filters: words in any language, phrases and operators. */
export function SearchPage({ query }: PageProps) {
  const t = useText('search');
  const { route } = useLocation();
  const wish = wishOf(query);
  return (
    <Page title={t('title')}>
      <Asking wish={wish} />
      <div class="search-results">
        {isWish(wish) ? (
          <Tabs
            label={t('kinds')}
            current={wish.in}
            onChange={(kind) => route(addressOf({ ...wish, in: kind }), true)}
            tabs={searchKinds.map((key) => ({ key, label: t(`in.${key}`) }))}
          >
            <div class="search-panel">
              <Results key={addressOf(wish)} wish={wish} />
            </div>
          </Tabs>
        ) : (
          <p class="soft">{t('hint')}</p>
        )}
      </div>
    </Page>
  );
}
