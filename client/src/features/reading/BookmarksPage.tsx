import { type BookmarkView, readingRoutes } from '@jembatan/shared/reading.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Name } from '../../ui/Person.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { TimeText } from '../../ui/Time.tsx';
import { BookmarkDialog } from './BookmarkDialog.tsx';

interface RowProps {
  readonly item: BookmarkView;
  readonly onEdit: () => void;
}

function BookmarkRow({ item, onEdit }: RowProps) {
  const t = useText('reading');
  return (
    <div class="list-row">
      <span class="grow">
        {item.title ? (
          <a class="block strong" href={`/t/${item.threadId}#p${item.number}`} dir="auto">
            {item.title}
          </a>
        ) : (
          <span class="block soft">{t('list.gone')}</span>
        )}
        {item.note && (
          <span class="block" dir="auto">
            {item.note}
          </span>
        )}
        {item.snippet && (
          <span class="block soft small clamp" dir="auto">
            {item.snippet}
          </span>
        )}
        <span class="soft small">
          {item.author && <Name person={item.author} />}
          {item.author && item.remindAt && ' · '}
          {item.remindAt && (
            <>
              {t('list.reminds')} <TimeText at={item.remindAt} />
            </>
          )}
        </span>
      </span>
      <IconButton icon="edit" label={t('list.change')} onClick={onEdit} />
    </div>
  );
}

/** `/me/bookmarks`: posts kept for later, the newest first. */
export function BookmarksPage() {
  const t = useText('reading');
  const common = useText('common');
  const { api } = useApp();
  const [editing, setEditing] = useState<BookmarkView | null>(null);
  const ask = (cursor?: string, signal?: AbortSignal) =>
    api(readingRoutes.listBookmarks, { query: { cursor } }, { signal });
  const found = useResource('bookmarks', (signal) => ask(undefined, signal));
  const more = useAction(async () => {
    if (!found.value?.nextCursor) return;
    const next = await ask(found.value.nextCursor);
    found.set({ ...next, items: [...found.value.items, ...next.items] });
  });
  return (
    <Page title={t('list.title')}>
      <Loaded resource={found}>
        {({ items, nextCursor }) => (
          <div class="stack">
            {items.length === 0 && <EmptyState sentence={t('list.empty')} />}
            <ul class="list">
              {items.map((item) => (
                <li key={item.id}>
                  <BookmarkRow item={item} onEdit={() => setEditing(item)} />
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
      {editing && (
        <BookmarkDialog
          post={{ id: editing.postId, number: editing.number }}
          onClose={() => setEditing(null)}
          onChanged={found.reload}
        />
      )}
    </Page>
  );
}
