import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { clockOf, momentOf } from './space-fields.ts';
import { DayFields, PaceField } from './TermFields.tsx';
import { useOwnZone } from './use-moment.ts';
import './spaces.css';

interface TermsDialogProps {
  readonly thread: ThreadView;
  readonly onChanged: (thread: ThreadView) => void;
  readonly onClose: () => void;
}

/** A thread's own days and pace, where they are not those of its forum. */
export function TermsDialog({ thread, onChanged, onClose }: TermsDialogProps) {
  const t = useText('spaces');
  const { api } = useApp();
  const zone = useOwnZone();
  const [days, setDays] = useState({
    opens: clockOf(thread.opensAt, zone),
    due: clockOf(thread.dueAt, zone),
  });
  const [slowSeconds, setSlowSeconds] = useState(thread.slowSeconds ?? null);
  const save = useAction(async () => {
    const body = {
      opensAt: momentOf(days.opens, zone),
      dueAt: momentOf(days.due, zone),
      slowSeconds,
    };
    onChanged(await api(threadRoutes.changeThread, { params: { id: thread.id }, body }));
    onClose();
  });
  return (
    <Dialog open title={t('terms.title')} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <p class="small soft">{t('terms.own')}</p>
        <DayFields value={days} onChange={(part) => setDays((old) => ({ ...old, ...part }))} />
        <PaceField forThread value={slowSeconds} onChange={setSlowSeconds} />
        <ErrorNote error={save.error} />
        <Button look="primary" type="submit" busy={save.busy}>
          {t('form.save')}
        </Button>
      </form>
    </Dialog>
  );
}
