import { limits } from '@jembatan/shared/limits';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { type Resource, useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { useSubmitOnEnter } from '../../ui/use-submit-on-enter.ts';
import { type Found, Hit } from './Hit.tsx';
import './search.css';

type Kind = 'posts' | 'people';

/** What is looked for, as the address says it. */
interface Wish {
  readonly q: string;
  readonly in: Kind;
  readonly tag?: string | undefined;
}

function wishOf(query: PageProps['query']): Wish {
  return { q: query.q ?? '', in: query.in === 'people' ? 'people' : 'posts', tag: query.tag };
}

function addressOf({ q, in: kind, tag }: Wish): string {
  const query = new URLSearchParams({ q });
  if (kind === 'people') query.set('in', kind);
  if (tag) query.set('tag', tag);
  return `/search?${query}`;
}

/** Says how much was found to those who listen. */
function useSpokenCount(found: Resource<Found>): void {
  const t = useText('search');
  const { announcer } = useApp();
  const total = found.value?.total;
  useEffect(() => {
    if (total !== undefined) announcer.announce(t('found', { count: total }));
  }, [found.value]);
}

function Results({ wish }: { wish: Wish }) {
  const t = useText('search');
  const common = useText('common');
  const { api } = useApp();
  const ask = (cursor?: string, signal?: AbortSignal) =>
    api(
      searchRoutes.search,
      { query: { q: wish.q, in: wish.in, tag: wish.tag, cursor } },
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
              <li key={item.post?.id ?? item.person?.id}>
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

/** `/search?q=&in=&tag=`: plain words in any language; whatever is typed is looked for as it is. */
export function SearchPage({ query }: PageProps) {
  const t = useText('search');
  const { route } = useLocation();
  const wish = wishOf(query);
  const [words, setWords] = useState(wish.q);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => setWords(wish.q), [wish.q]);
  useEffect(() => {
    if (!wish.q) box.current?.querySelector('input')?.focus();
  }, []);
  const go = () => {
    if (words.trim()) route(addressOf({ q: words.trim(), in: wish.in }));
  };
  const onKeyDown = useSubmitOnEnter(go);
  return (
    <Page title={t('title')}>
      <search class="stack">
        <div class="search-box" ref={box}>
          <Field
            type="search"
            label={t('words')}
            value={words}
            maxLength={limits.searchQuery}
            autoComplete="off"
            enterkeyhint="search"
            onInput={(event) => setWords(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <Button look="primary" icon="search" onClick={go}>
            {t('go')}
          </Button>
        </div>
        {wish.tag && (
          <p class="small">
            {t('tag', { tag: wish.tag })}{' '}
            <a href={addressOf({ q: wish.q, in: wish.in })}>{t('withoutTag')}</a>
          </p>
        )}
      </search>
      <div class="search-results">
        {wish.q ? (
          <Tabs
            label={t('kinds')}
            current={wish.in}
            onChange={(kind) => route(addressOf({ q: wish.q, in: kind }), true)}
            tabs={[
              { key: 'posts', label: t('posts') },
              { key: 'people', label: t('people') },
            ]}
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
