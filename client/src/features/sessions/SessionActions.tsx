import { type SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { downloadCalendar } from './calendar-file.ts';
import { ScopeChoice } from './ScopeChoice.tsx';
import { JoinLink } from './SessionRow.tsx';

interface AskProps {
  readonly session: SessionView;
  readonly open: boolean;
  readonly onClose: () => void;
}

function CancelDialog({ session, open, onClose }: AskProps) {
  const t = useText('sessions');
  const { api } = useApp();
  const [scope, setScope] = useState<'this' | 'following'>('this');
  const cancel = useAction(async () => {
    await api(sessionRoutes.cancelSession, { params: { id: session.id }, query: { scope } });
    onClose();
  });
  return (
    <Dialog open={open} title={t('cancelTitle')} onClose={onClose}>
      <p>{t('cancelWhat')}</p>
      {session.seriesId && <ScopeChoice value={scope} onChange={setScope} />}
      <ErrorNote error={cancel.error} />
      <div class="row">
        <Button look="harm" busy={cancel.busy} onClick={() => void cancel.run()}>
          {t('cancelDo')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('keep')}
        </Button>
      </div>
    </Dialog>
  );
}

function EndDialog({ session, open, onClose }: AskProps) {
  const t = useText('sessions');
  const { api } = useApp();
  const end = useAction(async (key) => {
    await api(sessionRoutes.endSession, { params: { id: session.id } }, { key });
    onClose();
  });
  return (
    <Dialog open={open} title={t('endTitle')} onClose={onClose}>
      <p>{t('endWhat')}</p>
      <ErrorNote error={end.error} />
      <div class="row">
        <Button look="harm" busy={end.busy} onClick={() => void end.run()}>
          {t('endDo')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('keep')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Hosts' buttons: change, cancel, end. */
function HostActions({ session }: { session: SessionView }) {
  const t = useText('sessions');
  const [asking, setAsking] = useState<'cancel' | 'end' | null>(null);
  const { can, state, kind } = session;
  const isComing = state === 'planned' || kind === 'standing';
  const close = () => setAsking(null);
  return (
    <>
      {can?.edit && isComing && (
        <ButtonLink look="quiet" icon="edit" href={`/sessions/${session.id}/edit`}>
          {t('edit')}
        </ButtonLink>
      )}
      {can?.edit && isComing && state !== 'live' && (
        <Button look="quiet" icon="trash" onClick={() => setAsking('cancel')}>
          {t('cancel')}
        </Button>
      )}
      {can?.end && state === 'live' && (
        <Button look="harm" icon="leave" onClick={() => setAsking('end')}>
          {t('end')}
        </Button>
      )}
      <CancelDialog session={session} open={asking === 'cancel'} onClose={close} />
      <EndDialog session={session} open={asking === 'end'} onClose={close} />
    </>
  );
}

/** Everything a reader can do with a session that is not over. */
export function SessionActions({ session }: { session: SessionView }) {
  const t = useText('sessions');
  const app = useApp();
  const calendar = useAction(() => downloadCalendar(app.session, session));
  if (session.state === 'ended' || session.state === 'cancelled') return null;
  return (
    <div class="stack-tight">
      <div class="row">
        <JoinLink session={session} />
        <ButtonLink icon="settings" href={`/sessions/${session.id}/room?test=1`}>
          {t('testDevices')}
        </ButtonLink>
      </div>
      <div class="row">
        {session.kind !== 'standing' && (
          <Button
            look="quiet"
            icon="calendar"
            busy={calendar.busy}
            onClick={() => void calendar.run()}
          >
            {t('addToCalendar')}
          </Button>
        )}
        <HostActions session={session} />
      </div>
      <ErrorNote error={calendar.error} />
    </div>
  );
}
