import { type CommunityId, communityId } from '@jembatan/shared/ids';
import {
  type ActionKind,
  type CaseView,
  moderationRoutes,
} from '@jembatan/shared/moderation.contract';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { LinkTabs } from '../../ui/Tabs.tsx';
import { CaseCard } from './CaseCard.tsx';
import { HeldList } from './HeldList.tsx';
import { createHeldActions, type HeldActions } from './held-actions.ts';
import './moderation.css';

/** The place the pages are about; all places the reader keeps order in when none is named. */
export function placeOf(query: PageProps['query']): CommunityId | undefined {
  const id = communityId.safeParse(query.community);
  return id.success ? id.data : undefined;
}

interface ModerationTabsProps {
  readonly current: 'queue' | 'log';
  readonly place: CommunityId | undefined;
}

/** The two pages of moderation, both about the same place. */
export function ModerationTabs({ current, place }: ModerationTabsProps) {
  const t = useText('moderation');
  const about = place ? `?community=${place}` : '';
  return (
    <>
      {place && (
        <p class="small">
          <a href={`/c/${place}`}>{t('backToPlace')}</a>
        </p>
      )}
      <LinkTabs
        label={t('title')}
        tabs={[
          { href: `/moderation${about}`, label: t('queue'), current: current === 'queue' },
          { href: `/moderation/log${about}`, label: t('log.title'), current: current === 'log' },
        ]}
      />
    </>
  );
}

/** Decisions of this page; all of them are carried out when it is left. */
function useHeldActions(): HeldActions {
  const { api } = useApp();
  const actions = useMemo(
    () =>
      createHeldActions(async ({ case: view, action, reason }) => {
        const community = view.communityId ? { communityId: view.communityId } : {};
        await api(moderationRoutes.act, {
          body: { action, subject: view.subject, reason, ...community },
        });
      }),
    [],
  );
  useEffect(() => {
    addEventListener('pagehide', actions.flush);
    return () => {
      removeEventListener('pagehide', actions.flush);
      actions.flush();
    };
  }, [actions]);
  return actions;
}

function focusCase(view: CaseView | undefined): void {
  if (view) document.getElementById(`case-${view.id}`)?.focus();
}

function Cases({ items, actions }: { items: readonly CaseView[]; actions: HeldActions }) {
  const t = useText('moderation');
  const { announcer } = useApp();
  const focusNext = useRef<number | null>(null);
  const away = new Set([...actions.done.value, ...actions.held.value.map((one) => one.case.id)]);
  const open = items.filter((view) => !away.has(view.id));

  useEffect(() => {
    if (focusNext.current === null) return;
    focusCase(open[Math.min(focusNext.current, open.length - 1)]);
    focusNext.current = null;
  });

  function decide(index: number, action: ActionKind, reason: string): void {
    const view = open[index];
    if (!view) return;
    focusNext.current = index;
    actions.decide({ case: view, action, reason });
    announcer.announce(t('held.spoken', { action: t(`action.${action}`) }));
  }

  function undo(): void {
    const last = actions.held.value.at(-1);
    if (!last) return;
    focusNext.current = items
      .filter((view) => !away.has(view.id) || view === last.case)
      .indexOf(last.case);
    actions.undo(last.case.id);
  }

  if (open.length === 0) return <EmptyState sentence={t('empty')} />;
  return (
    <div class="stack">
      <p class="small soft keys-hint">{t('keys')}</p>
      {open.map((view, index) => (
        <CaseCard
          key={view.id}
          view={view}
          onDecide={(action, reason) => decide(index, action, reason)}
          onMove={(step) => focusCase(open[index + step])}
          onUndo={undo}
        />
      ))}
    </div>
  );
}

/** `/moderation`: one card per case, oldest first. */
export function QueuePage({ query }: PageProps) {
  const t = useText('moderation');
  const common = useText('common');
  const { api } = useApp();
  const actions = useHeldActions();
  const place = placeOf(query);
  const queue = useResource(`moderation queue ${place}`, (signal) =>
    api(moderationRoutes.getQueue, { query: { communityId: place } }, { signal }),
  );
  const more = useAction(async () => {
    if (!queue.value?.nextCursor) return;
    const next = await api(moderationRoutes.getQueue, {
      query: { communityId: place, cursor: queue.value.nextCursor },
    });
    queue.set({ ...next, items: [...queue.value.items, ...next.items] });
  });
  return (
    <Page title={t('title')}>
      <div class="stack">
        <ModerationTabs current="queue" place={place} />
        <HeldList actions={actions} />
        <Loaded resource={queue}>{({ items }) => <Cases items={items} actions={actions} />}</Loaded>
        <ErrorNote error={more.error} />
        {queue.value?.nextCursor && (
          <Button wide busy={more.busy} onClick={() => void more.run()}>
            {common('loadMore')}
          </Button>
        )}
      </div>
    </Page>
  );
}
