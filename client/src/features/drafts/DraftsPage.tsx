import type { DraftView } from '@jembatan/shared/drafts.contract';
import { draftRoutes } from '@jembatan/shared/drafts.contract';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { newKey } from '../../net/http.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button, ButtonLink, IconButton } from '../../ui/Button.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { RelativeTime } from '../../ui/Time.tsx';
import { AskedIn } from './AskedIn.tsx';
import { copyText } from './copy-text.ts';
import { ScheduledList } from './ScheduledList.tsx';
import './drafts.css';

/** Where one goes on writing; null when the place is out of reach. */
function hrefOf({ kind, place }: DraftView): string | null {
  if (kind === 'thread') return place.spaceId && `/spaces/${place.spaceId}/threads/new`;
  if (!place.threadId) return null;
  return kind === 'edit' ? `/t/${place.threadId}#p${place.number}` : `/t/${place.threadId}#reply`;
}

interface RowProps {
  readonly draft: DraftView;
  readonly onRemove: () => void;
}

function Words({ draft }: { readonly draft: DraftView }) {
  const t = useText('drafts');
  const { kind, place } = draft;
  return (
    <span class="grow">
      <span class="block small soft">
        {t(`kind.${kind}`)} {place.title && <bdi>{place.title}</bdi>}
        {place.number !== null && ` #${place.number}`}
        {!place.title && t('unreachable')}
      </span>
      {draft.title && (
        <span class="block strong" dir="auto">
          {draft.title}
        </span>
      )}
      <span class="block clamp" dir="auto">
        {draft.text}
      </span>
      <AskedIn poll={draft.poll} />
      <span class="small soft">
        <RelativeTime at={draft.changedAt} />
        {draft.others.length > 0 && ` · ${t('others', { count: draft.others.length })}`}
      </span>
    </span>
  );
}

/** A text of which nothing is left but itself: all of it is here to be read and copied. */
function Whole({ draft }: { readonly draft: DraftView }) {
  const t = useText('drafts');
  return (
    <details>
      <summary>{t('whole')}</summary>
      {[draft, ...draft.others].map((one) => (
        <p key={one.version} class="draft-text" dir="auto">
          {one.text}
        </p>
      ))}
    </details>
  );
}

function DraftRow({ draft, onRemove }: RowProps) {
  const t = useText('drafts');
  const words = useText('writing');
  const { announcer } = useApp();
  const href = hrefOf(draft);
  return (
    <div class="stack-tight draft-row">
      <div class="list-row">
        <Words draft={draft} />
        <IconButton icon="trash" label={t('remove')} onClick={onRemove} />
      </div>
      {!href && <Whole draft={draft} />}
      <div class="row">
        {href && (
          <ButtonLink icon="edit" href={href}>
            {t('continue')}
          </ButtonLink>
        )}
        <Button
          look="quiet"
          icon="copy"
          onClick={() => void copyText(draft).then((done) => announcer.show({ text: words(done) }))}
        >
          {t('copy')}
        </Button>
      </div>
    </div>
  );
}

/** The drafts, as far as they were asked for, and what is done with them. */
function useDrafts() {
  const t = useText('drafts');
  const { api, announcer, socket } = useApp();
  const ask = (cursor?: string, signal?: AbortSignal) =>
    api(draftRoutes.listDrafts, { query: { cursor } }, { signal });
  const found = useResource('drafts', (signal) => ask(undefined, signal));
  useEffect(
    () => socket.on('own:changed', ({ what }) => what.startsWith('draft ') && found.reload()),
    [],
  );
  const more = useAction(async () => {
    if (!found.value?.nextCursor) return;
    const next = await ask(found.value.nextCursor);
    found.set({ ...next, items: [...found.value.items, ...next.items] });
  });
  /** Under other keys: those of before have ended. */
  const restore = async ({ kind, id, others, ...current }: DraftView) => {
    for (const one of [...others.toReversed(), current]) {
      const { text, title, tags, poll, replyTo, baseRevision } = one;
      const body = { text, title, tags, poll, replyTo, baseRevision, key: newKey() };
      await api(draftRoutes.saveDraft, { params: { kind, id }, body });
    }
    found.reload();
  };
  const remove = useAction(async (_key, { kind, id }: DraftView) => {
    const draft = found.value?.items.find((one) => one.kind === kind && one.id === id);
    await api(draftRoutes.removeDraft, { params: { kind, id } });
    found.reload();
    const undo = () => draft && void restore(draft).catch(() => undefined);
    announcer.show({ text: t('removed'), undo });
  });
  return { found, more, remove };
}

/** `/me/drafts`: what was begun and not sent, on whichever device. */
export function DraftsPage() {
  const t = useText('drafts');
  const common = useText('common');
  const { found, more, remove } = useDrafts();
  return (
    <Page title={t('title')} lead={<p class="soft">{t('lead')}</p>}>
      <div class="stack-wide">
        <ScheduledList />
        <Loaded resource={found}>
          {({ items, nextCursor }) => (
            <div class="stack">
              {items.length === 0 && <EmptyState sentence={t('empty')} />}
              <ErrorNote error={remove.error ?? more.error} />
              <ul class="list">
                {items.map((draft) => (
                  <li key={`${draft.kind} ${draft.id}`}>
                    <DraftRow draft={draft} onRemove={() => void remove.run(draft)} />
                  </li>
                ))}
              </ul>
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
