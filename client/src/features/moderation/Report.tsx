import { limits } from '@jembatan/shared/limits';
import {
  moderationRoutes,
  type Reason,
  reason,
  type Subject,
} from '@jembatan/shared/moderation.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { Slots } from '../../feature.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';

function Reasons({ value, onChange }: { value: Reason | null; onChange: (value: Reason) => void }) {
  const t = useText('moderation');
  return (
    <fieldset class="fieldset">
      <legend>{t('report.why')}</legend>
      {reason.options.map((option) => (
        <label key={option} class="choice">
          <input
            type="radio"
            name="reason"
            required
            checked={option === value}
            onChange={() => onChange(option)}
          />
          <span>{t(`reason.${option}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface ReportDialogProps {
  readonly subject: Subject;
  readonly onClose: () => void;
}

/** Asks what is wrong; whoever is reported does not hear who said it. */
function ReportDialog({ subject, onClose }: ReportDialogProps) {
  const t = useText('moderation');
  const { api, announcer } = useApp();
  const [why, setWhy] = useState<Reason | null>(null);
  const [note, setNote] = useState('');
  const send = useAction(async (key, body: { reason: Reason; note: string }) => {
    await api(moderationRoutes.createReport, { body: { subject, ...body } }, { key });
    onClose();
    announcer.show({ text: t('report.thanks') });
  });
  return (
    <Dialog open title={t('report.title')} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (why) void send.run({ reason: why, note });
        }}
      >
        <p class="soft">{t('report.text')}</p>
        <Reasons value={why} onChange={setWhy} />
        {why === 'self-harm' && <p class="note">{t('report.selfHarm')}</p>}
        <TextArea
          label={t('report.note')}
          value={note}
          maxLength={limits.description}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
        <ErrorNote error={send.error} />
        <Button look="primary" type="submit" busy={send.busy}>
          {t('report.send')}
        </Button>
      </form>
    </Dialog>
  );
}

/** Fills the slot `report`: a button with its dialog, or the dialog alone. */
export function Report({ subject, onClose }: Slots['report']) {
  const t = useText('moderation');
  const [open, setOpen] = useState(false);
  if (onClose) return <ReportDialog subject={subject} onClose={onClose} />;
  return (
    <>
      <Button look="quiet" icon="flag" onClick={() => setOpen(true)}>
        {t('report.button')}
      </Button>
      {open && <ReportDialog subject={subject} onClose={() => setOpen(false)} />}
    </>
  );
}
