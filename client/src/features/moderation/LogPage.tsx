import { type CommunityId, threadId } from '@jembatan/shared/ids';
import { type LogEntryView, moderationRoutes } from '@jembatan/shared/moderation.contract';
import * as z from 'zod/mini';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Avatar, NameLink } from '../../ui/Person.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { TimeText } from '../../ui/Time.tsx';
import { ModerationTabs, placeOf } from './QueuePage.tsx';
import './moderation.css';

/** Marks of a member before and after, as far as the log says them. */
const marks = z.object({ role: z.optional(z.string()), class: z.optional(z.nullable(z.string())) });
/** Facts this page has words for; all others are for programs. */
const knownFacts = z.object({
  title: z.optional(z.string()),
  threadId: z.optional(threadId),
  number: z.optional(z.number()),
  before: z.optional(marks),
  after: z.optional(marks),
});
type KnownFacts = z.infer<typeof knownFacts>;

function factsOf(entry: LogEntryView): KnownFacts {
  const result = knownFacts.safeParse(entry.facts);
  return result.success ? result.data : {};
}

/** Where the thing it was about can be seen; null when it has no page. */
function addressOf(entry: LogEntryView, { threadId: thread, number }: KnownFacts): string | null {
  if (thread) return `/t/${thread}${number ? `#p${number}` : ''}`;
  if (entry.subject.kind === 'thread') return `/t/${entry.subject.id}`;
  if (entry.subject.kind === 'session') return `/sessions/${entry.subject.id}`;
  return null;
}

/** `Student → Teacher`, `9a → 9b`: what somebody was and became. */
function Change({ before, after }: Pick<KnownFacts, 'before' | 'after'>) {
  const t = useText('communities');
  if (!before || !after) return null;
  const parts = [
    before.role !== after.role && before.role && after.role
      ? [t(`role.${before.role}`), t(`role.${after.role}`)]
      : null,
    before.class !== after.class ? [before.class ?? '–', after.class ?? '–'] : null,
  ];
  return (
    <>
      {parts.map((part) =>
        part ? (
          <p key={part.join()} class="small">
            <bdi>{part[0]}</bdi> → <bdi>{part[1]}</bdi>
          </p>
        ) : null,
      )}
    </>
  );
}

/** The words for an action; a newer server may log more than this page has words for. */
function useActionWords(): (action: string) => string {
  const t = useText('moderation');
  return (action) => {
    const plain = action.replace(':', '-');
    const candidates = [
      { key: `action.${plain}`, words: t(`action.${plain}`) },
      { key: `done.${plain}`, words: t(`done.${plain}`) },
    ];
    return candidates.find(({ key, words }) => words !== key)?.words ?? action;
  };
}

interface EntryProps {
  readonly entry: LogEntryView;
  /** Absent where there is nothing to lift. */
  readonly onLift?: (() => void) | undefined;
}

function Entry({ entry, onLift }: EntryProps) {
  const t = useText('moderation');
  const actionWords = useActionWords();
  const facts = factsOf(entry);
  const address = addressOf(entry, facts);
  return (
    <div class="log-entry">
      {entry.actor && <Avatar person={entry.actor} size="small" />}
      <div class="grow stack-tight">
        <p>
          {entry.actor ? <NameLink person={entry.actor} /> : t('log.hub')}
          {' · '}
          <strong>{actionWords(entry.action)}</strong>
          {entry.person && (
            <>
              {' · '}
              <NameLink person={entry.person} />
            </>
          )}
        </p>
        {facts.title && <p dir="auto">{facts.title}</p>}
        <Change before={facts.before} after={facts.after} />
        {entry.reason && (
          <p class="case-note" dir="auto">
            {entry.reason}
          </p>
        )}
        <p class="small soft row">
          <TimeText at={entry.at} />
          {address && <a href={address}>{t('inPlace')}</a>}
        </p>
        {onLift && (
          <div>
            <Button onClick={onLift}>{t('action.unban-member')}</Button>
          </div>
        )}
      </div>
    </div>
  );
}

const sameCase = (a: LogEntryView, b: LogEntryView) =>
  a.person?.id === b.person?.id && a.communityId === b.communityId;

/** A ban that still stands, as far as this page of the log goes: nothing newer has lifted it. */
function stands(items: readonly LogEntryView[], entry: LogEntryView): boolean {
  if (entry.action !== 'ban-member' || !entry.person || !entry.communityId) return false;
  const newest = items.find((one) => sameCase(one, entry) && one.action.endsWith('ban-member'));
  return newest === entry;
}

/** Lifts a ban; the log then says so itself. */
function useLift(onLifted: () => void) {
  const { api } = useApp();
  return useAction(async (key, personId: string, community: CommunityId) => {
    const subject = { kind: 'person' as const, id: personId };
    const body = { action: 'unban-member' as const, subject, communityId: community };
    await api(moderationRoutes.act, { body }, { key });
    onLifted();
  });
}

/** `/moderation/log`: what was done, by whom and why, newest first; nobody can change it. */
export function LogPage({ query }: PageProps) {
  const place = placeOf(query);
  const t = useText('moderation');
  const common = useText('common');
  const { api } = useApp();
  const log = useResource(`moderation log ${place}`, (signal) =>
    api(moderationRoutes.getLog, { query: { communityId: place } }, { signal }),
  );
  const more = useAction(async () => {
    if (!log.value?.nextCursor) return;
    const next = await api(moderationRoutes.getLog, {
      query: { communityId: place, cursor: log.value.nextCursor },
    });
    log.set({ ...next, items: [...log.value.items, ...next.items] });
  });
  const lift = useLift(log.reload);
  const liftOf = ({ person, communityId }: LogEntryView) => {
    if (person && communityId) void lift.run(person.id, communityId);
  };
  return (
    <Page title={t('log.title')}>
      <div class="stack">
        <ModerationTabs current="log" place={place} />
        <Loaded resource={log}>
          {({ items, nextCursor }) => (
            <div class="stack">
              {items.length === 0 && <EmptyState sentence={t('log.empty')} />}
              <ol class="list">
                {items.map((entry) => (
                  <li key={entry.id}>
                    <Entry
                      entry={entry}
                      onLift={stands(items, entry) ? () => liftOf(entry) : undefined}
                    />
                  </li>
                ))}
              </ol>
              <ErrorNote error={lift.error ?? more.error} />
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
