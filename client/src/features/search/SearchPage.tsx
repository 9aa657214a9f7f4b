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
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { type Found, Hit } from './Hit.tsx';
import { remember } from './recent.ts';
import { SearchBox } from './SearchBox.tsx';
import { SearchFilters, SearchHelp } from './SearchFilters.tsx';
import { WhereChoice } from './WhereChoice.tsx';
import {
  addressOf,
  isWish,
  movedTo,
  searchKinds,
  type Where,
  type Wish,
  whereIn,
  wishOf,
} from './wish.ts';
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

/** Nothing was found: where only a part was searched, the rest is one press away. */
function Nothing({ wish }: { wish: Wish }) {
  const t = useText('search');
  const isPart = Object.keys(whereIn(wish)).length > 0;
  return (
    <EmptyState sentence={t(wish.in === 'people' ? 'nobody' : 'nothing')}>
      {isPart && (
        <ButtonLink href={addressOf(movedTo(wish, {}))}>{t('where.searchEverywhere')}</ButtonLink>
      )}
    </EmptyState>
  );
}

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
            <Nothing wish={wish} />
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

/** Where a link to this page narrowed the search to a tag, with the way out. */
function Tagged({ wish }: { wish: Wish }) {
  const t = useText('search');
  const { tag, ...filters } = wish.filters;
  if (wish.in !== 'posts' || !tag) return null;
  return (
    <p class="small">
      {t('tag', { tag })} <a href={addressOf({ ...wish, filters })}>{t('withoutTag')}</a>
    </p>
  );
}

/** The box, where to look, and, for posts, what narrows them. */
function Asking({ wish }: { wish: Wish }) {
  const { route } = useLocation();
  const session = useApp().session.session.value;
  const [words, setWords] = useState(wish.q);
  const [where, setWhere] = useState(whereIn(wish));
  useEffect(() => {
    setWords(wish.q);
    setWhere(whereIn(wish));
  }, [addressOf(wish)]);
  const go = (q: string) => {
    if (!q.trim()) return;
    if ('person' in session) remember(session.person.id, q);
    route(addressOf({ ...movedTo(wish, where), q: q.trim() }));
  };
  const move = (there: Where) => {
    setWhere(there);
    if (isWish(wish)) route(addressOf(movedTo(wish, there)), true);
  };
  return (
    <search class="stack">
      <SearchBox words={words} onWords={setWords} onSearch={go} />
      <WhereChoice wish={wish} where={where} onChange={move} />
      <Tagged wish={wish} />
      {wish.in === 'posts' && (
        <>
          <SearchFilters
            filters={wish.filters}
            onChange={(filters) =>
              route(addressOf({ ...movedTo({ ...wish, filters }, where), q: words.trim() }), true)
            }
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
