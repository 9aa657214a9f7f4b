import { readingRoutes } from '@jembatan/shared/reading.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { MoreButton } from '../../frame/MoreButton.tsx';
import { usePages } from '../../frame/use-pages.ts';
import { useText } from '../../i18n/use-text.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Avatar, NameLink } from '../../ui/Person.tsx';

/** Who reacted to a post, and how. */
export function ReactionsDialog({ post, onClose }: { post: PostView; onClose: () => void }) {
  const t = useText('reading');
  const { api } = useApp();
  const ask = (cursor?: string, signal?: AbortSignal) =>
    api(
      readingRoutes.listReactions,
      { params: { id: post.id }, query: { limit: '50', cursor } },
      { signal },
    );
  const paged = usePages(`reactions ${post.id} ${post.seq}`, ask);
  return (
    <Dialog open title={t('reactions.title', { number: post.number })} onClose={onClose}>
      <Loaded resource={paged.resource}>
        {({ items }) => (
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
            <MoreButton paged={paged} />
          </>
        )}
      </Loaded>
    </Dialog>
  );
}
