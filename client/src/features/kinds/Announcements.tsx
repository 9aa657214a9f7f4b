import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import { kindRoutes, type Standing } from '@jembatan/shared/kinds.contract';
import type { Page } from '@jembatan/shared/paging';
import type { Signal } from '@preact/signals';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Name } from '../../ui/Person.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { RelativeTime } from '../../ui/Time.tsx';

interface AnnouncementsProps {
  readonly communityId: CommunityId;
  readonly spaceId?: SpaceId;
  readonly shown?: Signal<ReadonlySet<string>>;
}

/** More than these would push down what the page is for. */
const shownAtOnce = '3';

/** Asks for a page of what stands here. */
function useAsk({ communityId, spaceId }: AnnouncementsProps) {
  const { api } = useApp();
  return (cursor?: string, signal?: AbortSignal): Promise<Page<Standing>> => {
    const query = { limit: shownAtOnce, ...(cursor && { cursor }) };
    const options = signal ? { signal } : {};
    return spaceId
      ? api(kindRoutes.listSpaceAnnouncements, { params: { id: spaceId }, query }, options)
      : api(kindRoutes.listCommunityAnnouncements, { params: { id: communityId }, query }, options);
  };
}

/** What stands on top of a place, kept in step with other tabs. */
function useStanding(place: AnnouncementsProps) {
  const { socket } = useApp();
  const ask = useAsk(place);
  const list = useResource(`announcements ${place.communityId} ${place.spaceId ?? ''}`, (signal) =>
    ask(undefined, signal),
  );
  const more = useAction(async () => {
    const { value } = list;
    if (!value?.nextCursor) return;
    const next = await ask(value.nextCursor);
    list.set({ items: [...value.items, ...next.items], nextCursor: next.nextCursor });
  });
  useEffect(() => {
    const stops = [
      socket.on('announcement:put-away', list.reload),
      socket.on('notification', ({ notification }) => {
        if (notification?.reason === 'announcement') list.reload();
      }),
      socket.onGap(list.reload),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [list.reload]);
  return { list, more };
}

function Announcement({ item, onAway }: { item: Standing; onAway: () => void }) {
  const t = useText('kinds');
  const { api, announcer, session } = useApp();
  const { thread, snippet } = item;
  const put = useAction(async (_key, away: boolean) => {
    await api(kindRoutes.putAway, { params: { id: thread.id }, body: { away } });
    onAway();
    if (away) announcer.show({ text: t('stands.isAway'), undo: () => void put.run(false) });
  });
  return (
    <li class="announcement">
      <Icon name="flag" />
      <div class="stack-tight grow">
        <h2 class="answer-title">
          <a href={`/t/${thread.id}/${encodeURIComponent(thread.slug)}`}>
            <bdi>{thread.title}</bdi>
          </a>
        </h2>
        {snippet && (
          <p class="announcement-text" dir="auto">
            {snippet}
          </p>
        )}
        <p class="small soft row">
          <Name person={thread.author} />
          <RelativeTime at={thread.createdAt} />
        </p>
        <ErrorNote error={put.error} />
      </div>
      {session.session.value.kind === 'member' && (
        <Button look="quiet" icon="check" busy={put.busy} onClick={() => void put.run(true)}>
          {t('stands.away')}
          <span class="visually-hidden"> {thread.title}</span>
        </Button>
      )}
    </li>
  );
}

/** What everybody here should know, until its last day or until the reader has put it away. */
export function Announcements(place: AnnouncementsProps) {
  const t = useText('kinds');
  const { list, more } = useStanding(place);
  const { items = [], nextCursor = null } = list.value ?? {};
  const { shown } = place;
  useLayoutEffect(() => {
    if (shown) shown.value = new Set(items.map(({ thread }) => thread.id));
  }, [list.value]);
  if (items.length === 0 && !nextCursor) return null;
  return (
    <section class="stack-tight" aria-label={t('stands.label')}>
      <ul class="announcements">
        {items.map((item) => (
          <Announcement key={item.thread.id} item={item} onAway={list.reload} />
        ))}
      </ul>
      <ErrorNote error={more.error} />
      {nextCursor && (
        <Button look="quiet" busy={more.busy} onClick={() => void more.run()}>
          {t('stands.more')}
        </Button>
      )}
    </section>
  );
}
