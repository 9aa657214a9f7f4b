import type { SpaceView } from '@jembatan/shared/communities.contract';
import { type TagView, tagRoutes } from '@jembatan/shared/tags.contract';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import type { Slots } from '../../feature.ts';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/States.tsx';
import { tagsAddress } from './addresses.ts';
import './tags.css';

/** Chips before the way to all tags; the chosen one is always among them. */
const most = 8;

/** The tags of a space; asked again when they are others. */
function useTags({ id, communityId }: SpaceView): readonly TagView[] {
  const { api, socket } = useApp();
  const tags = useResource(`space-tags ${id}`, (signal) =>
    api(tagRoutes.listSpaceTags, { params: { id } }, { signal }),
  );
  useEffect(() => {
    const stops = [
      socket.subscribe(`community:${communityId}`),
      socket.on('tags:changed', (news) => news.communityId === communityId && tags.reload()),
      socket.onGap(tags.reload),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [id]);
  return tags.value?.items ?? [];
}

/** The tag that an address names by any of its names; then the address says its first one. */
function useChosen({ communityId }: SpaceView, tag: string | undefined): TagView | undefined {
  const { api } = useApp();
  const { path, route } = useLocation();
  const { value } = useResource(tag ? `tag ${communityId} ${tag}` : null, (signal) =>
    api(tagRoutes.getTag, { params: { id: communityId, tag: tag ?? '' } }, { signal }),
  );
  useEffect(() => {
    if (value && value.name !== tag) route(addressOf(path, value.name), true);
  }, [value?.name]);
  return tag ? value : undefined;
}

/** A name of any direction in a sentence of any other. */
const isolated = (name: string) => `\u2068#${name}\u2069`;

const addressOf = (path: string, name: string) => `${path}?tag=${encodeURIComponent(name)}`;

/** Narrows a forum to one tag, by links: what is shown can be shared, and the way back goes back. */
export function TagFilter({ space, tag, isEmpty }: Slots['tag-filter']) {
  const t = useText('tags');
  const format = useFormat();
  const { path } = useLocation();
  const tags = useTags(space);
  const chosen = useChosen(space, tag);
  const first = tags.slice(0, most);
  const isAmong = first.some(({ name }) => name === chosen?.name);
  const shown = chosen && !isAmong ? [chosen, ...first.slice(0, most - 1)] : first;
  if (shown.length === 0 && !tag) return null;
  const current = (is: boolean) => (is ? ('true' as const) : undefined);
  return (
    <>
      <nav class="tag-filter" aria-label={t('filter.label')}>
        <a class="tag-choice" href={path} aria-current={current(!tag)}>
          {t('filter.off')}
        </a>
        {shown.map(({ id, name, count }) => (
          <a
            key={id}
            class="tag-choice"
            href={addressOf(path, name)}
            aria-current={current(name === chosen?.name)}
          >
            <bdi>#{name}</bdi>
            {name !== chosen?.name && <span class="small soft">{format.number(count)}</span>}
          </a>
        ))}
        <a class="tag-choice" href={tagsAddress(space.communityId)}>
          {t('all')}
        </a>
      </nav>
      {tag && isEmpty && (
        <EmptyState sentence={t('filter.none', { name: isolated(chosen?.name ?? tag) })}>
          <ButtonLink href={path}>{t('filter.out')}</ButtonLink>
        </EmptyState>
      )}
    </>
  );
}
