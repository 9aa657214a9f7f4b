import { historyRoutes } from '@jembatan/shared/history.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';

export interface WikiDialogProps {
  readonly post: PostView;
  readonly onClose: () => void;
  readonly onDone: (post: PostView) => void;
}

/** Says what a wiki is before a post becomes one, and what stays when it ends. */
export function WikiDialog({ post, onClose, onDone }: WikiDialogProps) {
  const t = useText('writing');
  const { api } = useApp();
  const on = !post.wiki;
  const set = useAction(async (key) => {
    const params = { id: post.id };
    onDone(await api(historyRoutes.setWiki, { params, body: { on } }, { key }));
  });
  return (
    <Dialog open title={t(on ? 'wiki.make' : 'wiki.end')} onClose={onClose}>
      <p>{t(on ? 'wiki.makeText' : 'wiki.endText')}</p>
      <ErrorNote error={set.error} />
      <div class="row">
        <Button look="primary" busy={set.busy} onClick={() => void set.run()}>
          {t(on ? 'wiki.makeDo' : 'wiki.endDo')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('wiki.leave')}
        </Button>
      </div>
    </Dialog>
  );
}
