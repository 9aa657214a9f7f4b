import { type PostView, threadRoutes } from '@jembatan/shared/threads.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Name } from '../../ui/Person.tsx';
import { TimeText } from '../../ui/Time.tsx';

/** Earlier versions of a post, as they were typed; the newest first. */
export function RevisionsDialog({ post, onClose }: { post: PostView; onClose: () => void }) {
  const t = useText('threads');
  const { api } = useApp();
  const revisions = useResource(`revisions ${post.id} ${post.revision}`, (signal) =>
    api(threadRoutes.listRevisions, { params: { id: post.id } }, { signal }),
  );
  return (
    <Dialog open title={t('revisions.title', { number: post.number })} onClose={onClose}>
      <Loaded resource={revisions}>
        {({ items }) => (
          <ol class="revisions">
            {[...items].reverse().map((one) => (
              <li key={one.revision} class="stack-tight">
                <p class="small soft">
                  {t('revisions.version', { number: one.revision })} · <Name person={one.editor} />{' '}
                  · <TimeText at={one.createdAt} />
                </p>
                <pre class="revision" dir="auto">
                  {one.body}
                </pre>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Dialog>
  );
}
