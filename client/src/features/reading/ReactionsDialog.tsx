import { readingRoutes } from '@jembatan/shared/reading.contract';
import type { PostView } from '@jembatan/shared/threads.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Avatar, NameLink } from '../../ui/Person.tsx';
import { ErrorNote } from '../../ui/States.tsx';

/** Who reacted to a post, and how. */
export function ReactionsDialog({ post, onClose }: { post: PostView; onClose: () => void }) {
  const t = useText('reading');
  const common = useText('common');
  const { api } = useApp();
  const ask = (cursor?: string, signal?: AbortSignal) =>
    api(
      readingRoutes.listReactions,
      { params: { id: post.id }, query: { limit: '50', cursor } },
      { signal },
    );
  const found = useResource(`reactions ${post.id} ${post.seq}`, (signal) => ask(undefined, signal));
  const more = useAction(async () => {
    if (!found.value?.nextCursor) return;
    const next = await ask(found.value.nextCursor);
    found.set({ ...next, items: [...found.value.items, ...next.items] });
  });
  return (
    <Dialog open title={t('reactions.title', { number: post.number })} onClose={onClose}>
      <Loaded resource={found}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && <p class="soft">{t('reactions.none')}</p>}
            <ul class="list">
              {items.map(({ emoji, person }) => (
                <li key={emoji + person.id} class="list-row">
                  <span class="reaction-sign">{emoji}</span>
                  <Avatar person={person} size="small" />
                  <span class="grow">
                    <NameLink person={person} />
                  </span>
                </li>
              ))}
            </ul>
            <ErrorNote error={more.error} />
            {nextCursor && (
              <Button wide busy={more.busy} onClick={() => void more.run()}>
                {common('loadMore')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Dialog>
  );
}
