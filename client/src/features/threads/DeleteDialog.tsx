import type { PostView } from '@jembatan/shared/threads.view';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { useThreadsApi } from './use-thread.ts';

interface DeleteDialogProps {
  readonly post: PostView;
  readonly onDone: (stone: PostView) => void;
  readonly onClose: () => void;
}

/** Asks once: a deleted post does not come back. */
export function DeleteDialog({ post, onDone, onClose }: DeleteDialogProps) {
  const t = useText('threads');
  const api = useThreadsApi();
  const remove = useAction(async () => onDone(await api.remove(post.id)));
  return (
    <Dialog open title={t('delete.title', { number: post.number })} onClose={onClose}>
      <p>{t('delete.text')}</p>
      <ErrorNote error={remove.error} />
      <div class="row">
        <Button look="harm" icon="trash" busy={remove.busy} onClick={() => void remove.run()}>
          {t('delete.do')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('delete.keep')}
        </Button>
      </div>
    </Dialog>
  );
}
