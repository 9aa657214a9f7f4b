import type { PostView } from '@jembatan/shared/threads.view';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { nameOf } from '../../ui/Person.tsx';
import { Pill } from '../../ui/States.tsx';

/** That others may edit a post, and who did so last. */
export function WikiMark({ post }: { post: PostView }) {
  const t = useText('writing');
  const threads = useText('threads');
  const i18n = useI18n();
  return (
    <>
      {post.wiki && <Pill>{t('wiki.mark')}</Pill>}
      {post.editedAt && (
        <span class="small soft">
          {post.editor
            ? t('wiki.editedBy', { name: nameOf(post.editor, i18n) })
            : threads('post.edited')}
        </span>
      )}
    </>
  );
}
