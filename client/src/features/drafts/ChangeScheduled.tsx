import { limits } from '@jembatan/shared/limits';
import { type ScheduledView, scheduledRoutes } from '@jembatan/shared/scheduled.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { momentOf, WhenFields } from './WhenFields.tsx';

interface ChangeScheduledProps {
  readonly one: ScheduledView;
  readonly onClose: () => void;
}

/** Changes words and time of what is sent later. */
export function ChangeScheduled({ one, onClose }: ChangeScheduledProps) {
  const t = useText('drafts');
  const { api } = useApp();
  const [text, setText] = useState(one.text);
  const [title, setTitle] = useState(one.title);
  const [day = '', hour = ''] = one.localAt.split('T');
  const [when, setWhen] = useState({ day, hour, zone: one.timeZone });
  const save = useAction(async (key) => {
    const words = { text, ...(one.kind === 'thread' && { title }) };
    const body = { ...words, ...momentOf(when) };
    await api(scheduledRoutes.changeScheduled, { params: { id: one.id }, body }, { key });
    onClose();
  });
  return (
    <Dialog open title={t('later.change')} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        {one.kind === 'thread' && (
          <Field
            label={t('later.topic')}
            value={title}
            maxLength={limits.threadTitle}
            required
            onInput={({ currentTarget }) => setTitle(currentTarget.value)}
          />
        )}
        <TextArea
          label={t('later.text')}
          value={text}
          maxLength={limits.postBody}
          required
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <WhenFields when={when} onChange={setWhen} />
        <ErrorNote error={save.error} />
        <Button look="primary" type="submit" busy={save.busy}>
          {t('later.save')}
        </Button>
      </form>
    </Dialog>
  );
}
