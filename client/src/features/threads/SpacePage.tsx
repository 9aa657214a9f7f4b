import { communityRoutes, type SpaceView } from '@jembatan/shared/communities.contract';
import { type CommunityId, type SpaceId, spaceId } from '@jembatan/shared/ids';
import type { ThreadOrder, ThreadView } from '@jembatan/shared/threads.view';
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { Answered, PageProps } from '../../feature.ts';
import { Later } from '../../frame/Later.tsx';
import { Loaded } from '../../frame/Loaded.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { chosenOrder } from './chosen-order.ts';
import { ThreadRow } from './ThreadRow.tsx';
import { useThreadList } from './use-thread-list.ts';
import './threads.css';

const loadOrder = () => import('./OrderChoice.tsx').then((module) => module.OrderChoice);

function NewThreadLink({ space }: { space: SpaceView }) {
  const t = useText('threads');
  if (!space.can.create) return null;
  return (
    <ButtonLink look="primary" icon="plus" href={`/spaces/${space.id}/threads/new`}>
      {t('space.new')}
    </ButtonLink>
  );
}

interface ThreadsProps {
  readonly space: SpaceView;
  readonly tag: string | undefined;
  /** Threads that stand on top of the page already. */
  readonly above: ReadonlySignal<ReadonlySet<string>>;
}

function Threads({ space, tag, above }: ThreadsProps) {
  const t = useText('threads');
  const group = useSignal<CommunityId | null>(null);
  const answered = useSignal<Answered>(undefined);
  const order = useSignal<ThreadOrder>(chosenOrder(space.id));
  const { resource, more } = useThreadList(space.id, {
    order: order.value,
    group: group.value,
    answered: answered.value,
    tag,
  });
  // A choice of topics is shown whole.
  const isWhole = !tag && !group.value && !answered.value;
  const isBelow = ({ id }: ThreadView) => !(isWhole && above.value.has(id));
  return (
    <>
      <div class="list-choices">
        {(resource.value?.items.length ?? 0) > 1 && (
          <Later load={loadOrder} props={{ space, order }} />
        )}
        <Slot
          name="kinds"
          props={{ show: 'filter', answered, isEmpty: resource.value?.items.length === 0 }}
        />
      </div>
      {(space.groups?.length ?? 0) > 1 && (
        <Slot name="terms" props={{ show: 'groups', space, group }} />
      )}
      <Slot name="tag-filter" props={{ space, tag, isEmpty: resource.value?.items.length === 0 }} />
      <Loaded resource={resource}>
        {({ items, nextCursor }) => (
          <div class="stack">
            {items.length === 0 && !answered.value && !tag && (
              <EmptyState sentence={t(space.can.create ? 'space.empty' : 'space.emptyReader')}>
                <NewThreadLink space={space} />
              </EmptyState>
            )}
            {items.some(isBelow) && (
              <ul class="list">
                {items.filter(isBelow).map((thread) => (
                  <li key={thread.id}>
                    <ThreadRow thread={thread} />
                  </li>
                ))}
              </ul>
            )}
            <ErrorNote error={more.error} />
            {nextCursor && (
              <Button wide busy={more.busy} onClick={() => void more.run()}>
                {t('space.more')}
              </Button>
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}

function CommunityName({ space }: { space: SpaceView }) {
  const t = useText('threads');
  const { api } = useApp();
  const community = useResource(`community ${space.communityId}`, (signal) =>
    api(communityRoutes.getCommunity, { params: { id: space.communityId } }, { signal }),
  );
  return (
    <nav class="trail small" aria-label={t('trail')}>
      {community.value && (
        <a href={`/c/${space.communityId}/${community.value.slug}`}>
          <bdi>{community.value.name}</bdi>
        </a>
      )}
    </nav>
  );
}

function Space({ id, tag }: { id: SpaceId; tag: string | undefined }) {
  const above = useSignal<ReadonlySet<string>>(new Set());
  const { api, socket } = useApp();
  const space = useResource(`space ${id}`, (signal) =>
    api(communityRoutes.getSpace, { params: { id } }, { signal }),
  );
  const communityId = space.value?.communityId;
  useEffect(
    () =>
      socket.on('community:changed', (news) => {
        if (news.communityId === communityId) space.reload();
      }),
    [communityId],
  );
  // The right to see it may end while it is open.
  if (space.value && space.error?.code === 'not-found') return <NotFound />;
  return (
    <Loaded page resource={space}>
      {(view) => (
        <Page
          title={view.name}
          lead={
            <>
              <div class="row-between">
                <CommunityName space={view} />
                <NewThreadLink space={view} />
              </div>
              {view.description && (
                <p class="soft" dir="auto">
                  {view.description}
                </p>
              )}
              <div class="space-terms">
                <Slot name="terms" props={{ show: 'space', space: view }} />
              </div>
            </>
          }
          context={<Slot name="people-here" props={{ topic: `community:${view.communityId}` }} />}
        >
          <div class="stack">
            <Slot
              name="kinds"
              props={{
                show: 'announcements',
                communityId: view.communityId,
                spaceId: view.id,
                shown: above,
              }}
            />
            <Slot name="now-strip" props={{ communityId: view.communityId }} />
            <Threads space={view} tag={tag} above={above} />
            <Slot name="read-all" props={{ spaceId: view.id }} />
          </div>
        </Page>
      )}
    </Loaded>
  );
}

/** `/spaces/:id/:slug?`: the threads of one forum; with `?tag=` those that have it. */
export function SpacePage({ params, query }: PageProps) {
  const id = spaceId.safeParse(params.id);
  return id.success ? (
    <Space key={id.data} id={id.data} tag={query.tag || undefined} />
  ) : (
    <NotFound />
  );
}
