import { AppError } from '@jembatan/shared/errors';
import {
  type PrivateReplyView,
  privateReplyRoutes,
} from '@jembatan/shared/private-replies.contract';
import { useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { useApp } from '../../../app-context.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useAction } from '../../../state/use-action.ts';
import { ErrorNote } from '../../../ui/States.tsx';
import { Composer } from '../Composer.tsx';
import { useDraft } from '../use-draft.ts';
import { nobodyInSight } from './PrivateBox.tsx';

/** What a conflict says of the version another tab saved meanwhile. */
const savedMeanwhile = z.object({ revision: z.number(), body: z.string() });

interface EditWordsProps {
  readonly reply: PrivateReplyView;
  readonly onChanged: (reply: PrivateReplyView) => void;
  readonly onClose: () => void;
}

/** Changes an own private reply in its place. */
export function EditWords({ reply, onChanged, onClose }: EditWordsProps) {
  const t = useText('threads');
  const say = useText('private-replies');
  const { api } = useApp();
  const [base, setBase] = useState(reply.revision);
  const [other, setOther] = useState<string | null>(null);
  const draft = useDraft(`private-edit:${reply.id}:${reply.revision}`, reply.body ?? '');
  const leave = () => {
    draft.clear();
    onClose();
  };
  const save = useAction(async (_key, body: string, baseRevision: number) => {
    try {
      const call = { params: { id: reply.id }, body: { body, baseRevision } };
      onChanged(await api(privateReplyRoutes.editPrivateReply, call));
      leave();
    } catch (error) {
      const details = error instanceof AppError ? error.details.current : null;
      const current = savedMeanwhile.safeParse(details);
      if (!current.success) throw error;
      // Saving once more is a decision made with both texts in sight.
      setOther(current.data.body);
      setBase(current.data.revision);
    }
  });
  return (
    <Composer
      draft={draft}
      label={say('editLabel')}
      sendLabel={t(other === null ? 'edit.save' : 'conflict.saveMine')}
      scope={nobodyInSight}
      wordsOnly
      busy={save.busy}
      onSend={(text) => void save.run(text, base)}
      onCancel={leave}
    >
      {other !== null && (
        <div class="note stack-tight" role="alert">
          <p>{t('conflict.text')}</p>
          <pre class="revision" dir="auto">
            {other}
          </pre>
        </div>
      )}
      <ErrorNote error={save.error} />
    </Composer>
  );
}
