import { type LogEntryView, moderationRoutes } from '@jembatan/shared/moderation.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Avatar, NameLink } from '../../ui/Person.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { TimeText } from '../../ui/Time.tsx';
import { ModerationTabs } from './QueuePage.tsx';
import './moderation.css';

/** Facts as short words: `role: student`. Anything deeper is for programs. */
function factsOf(entry: LogEntryView): string[] {
  return Object.entries(entry.facts)
    .filter(
      ([, value]) =>
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
    )
    .map(([name, value]) => `${name}: ${String(value)}`);
}

function Entry({ entry }: { entry: LogEntryView }) {
  const t = useText('moderation');
  // A newer server may log more than this page has words for.
  const known = t(`action.${entry.action}`);
  const action = known === `action.${entry.action}` ? entry.action : known;
  const facts = factsOf(entry);
  return (
    <div class="log-entry">
      {entry.actor && <Avatar person={entry.actor} size="small" />}
      <div class="grow stack-tight">
        <p>
          {entry.actor ? <NameLink person={entry.actor} /> : t('log.hub')}
          {' · '}
          <strong>{action}</strong>
        </p>
        {entry.reason && (
          <p class="case-note" dir="auto">
            {entry.reason}
          </p>
        )}
        <p class="small soft">
          <TimeText at={entry.at} />
          {facts.length > 0 && <> · {facts.join(' · ')}</>}
        </p>
      </div>
    </div>
  );
}

/** `/moderation/log`: what was done, by whom and why, newest first; nobody can change it. */
export function LogPage() {
  const t = useText('moderation');
  const common = useText('common');
  const { api } = useApp();
  const log = useResource('moderation log', (signal) =>
    api(moderationRoutes.getLog, {}, { signal }),
  );
  const more = useAction(async () => {
    if (!log.value?.nextCursor) return;
    const next = await api(moderationRoutes.getLog, { query: { cursor: log.value.nextCursor } });
    log.set({ ...next, items: [...log.value.items, ...next.items] });
  });
  return (
    <Page title={t('log.title')}>
      <div class="stack">
        <ModerationTabs current="log" />
        <Loaded resource={log}>
          {({ items, nextCursor }) => (
            <div class="stack">
              {items.length === 0 && <EmptyState sentence={t('log.empty')} />}
              <ol class="list">
                {items.map((entry) => (
                  <li key={entry.id}>
                    <Entry entry={entry} />
                  </li>
                ))}
              </ol>
              <ErrorNote error={more.error} />
              {nextCursor && (
                <Button wide busy={more.busy} onClick={() => void more.run()}>
                  {common('loadMore')}
                </Button>
              )}
            </div>
          )}
        </Loaded>
      </div>
    </Page>
  );
}
