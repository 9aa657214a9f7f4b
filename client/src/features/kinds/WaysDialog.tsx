import { limits } from '@jembatan/shared/limits';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { Ways } from '../../feature.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { WayFields } from './WayFields.tsx';

interface WaysDialogProps {
  readonly thread: ThreadView;
  readonly onChanged: (thread: ThreadView) => void;
  readonly onClose: () => void;
}

/** A chat goes on by itself, and in a long thread people have read each other already. */
const canWantAnswers = ({ kind, sessionId, answerFirst, lastNumber }: ThreadView) =>
  kind !== 'announcement' &&
  sessionId === null &&
  (answerFirst === true || lastNumber <= limits.answerFirstPosts);

/** How a thread works, changed later. */
export function WaysDialog({ thread, onChanged, onClose }: WaysDialogProps) {
  const t = useText('kinds');
  const { api } = useApp();
  const staff = thread.can?.moderate === true;
  const canAsk = canWantAnswers(thread);
  const [ways, setWays] = useState<Ways>({
    ...(staff && { repliesOff: thread.repliesOff ?? false }),
    ...(staff && thread.kind === 'announcement' && { standsUntil: thread.standsUntil ?? null }),
    ...(canAsk && { answerFirst: thread.answerFirst ?? false }),
  });
  const save = useAction(async () => {
    onChanged(await api(threadRoutes.changeThread, { params: { id: thread.id }, body: ways }));
    onClose();
  });
  return (
    <Dialog open title={t('ways.title')} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <WayFields
          kind={thread.kind}
          staff={staff}
          canAsk={canAsk}
          ways={ways}
          onChange={setWays}
        />
        <ErrorNote error={save.error} />
        <Button look="primary" type="submit" busy={save.busy}>
          {t('ways.save')}
        </Button>
      </form>
    </Dialog>
  );
}
