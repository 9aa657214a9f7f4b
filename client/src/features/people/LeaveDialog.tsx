import { useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { outboxStore } from '../../kept/outbox-store.ts';
import { dropUnsent, type Unsent } from '../../kept/unsent.ts';
import { deviceStorage } from '../../state/device-storage.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

interface LeaveProps {
  readonly personId: string;
  readonly unsent: Unsent;
  /** Others use the device too: nothing may stay on it. */
  readonly isShared: boolean;
  /** Goes on with signing out. */
  readonly onLeave: () => void;
  readonly onClose: () => void;
}

/** So long a person waits for what is on its way before they are asked again. */
const sendingMs = 15_000;
const lookEveryMs = 500;

/** Has everything sent that can be; answers whether nothing waits any more. */
async function sendWaiting(personId: string): Promise<boolean> {
  // What sends listens to this, as when the network comes back.
  dispatchEvent(new Event('online'));
  const until = Date.now() + sendingMs;
  while (Date.now() < until) {
    const waiting = await outboxStore.all(personId).catch(() => []);
    if (waiting.length === 0) return true;
    if (waiting.every((one) => one.refusedWith)) return false;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return false;
}

function SendNow({ personId, onSent }: { personId: string; onSent: () => void }) {
  const t = useText('people');
  const [state, setState] = useState<'idle' | 'sending' | 'failed'>('idle');
  async function send(): Promise<void> {
    setState('sending');
    if (await sendWaiting(personId)) onSent();
    else setState('failed');
  }
  return (
    <>
      {state === 'failed' && (
        <p class="field-error" role="alert">
          {t('leave.notSent')}
        </p>
      )}
      <Button look="primary" wide busy={state === 'sending'} onClick={() => void send()}>
        {t(state === 'sending' ? 'leave.sending' : 'leave.send')}
      </Button>
    </>
  );
}

/** Where a text is written, by the name its draft has on the device. */
function hrefOf(place: string): string {
  const [kind, id] = place.split(':');
  if (kind === 'thread') return `/t/${id}#reply`;
  return kind === 'new-thread' ? `/spaces/${id}/threads/new` : '/me/drafts';
}

/** Files go on where their text is written: the way there is the way to wait for them. */
function FilesOnTheirWay({ places }: { places: readonly string[] }) {
  const t = useText('people');
  return (
    <>
      <p>{t('leave.files', { count: places.length })}</p>
      {[...new Set(places.map(hrefOf))].map((href) => (
        <ButtonLink key={href} wide icon="forward" href={href}>
          {t('leave.wait')}
        </ButtonLink>
      ))}
    </>
  );
}

/** Before signing out: what is to become of texts the hub does not have. */
export function LeaveDialog({ personId, unsent, isShared, onLeave, onClose }: LeaveProps) {
  const t = useText('people');
  const common = useText('common');
  const [waiting, setWaiting] = useState(unsent.waiting);

  /** Drafts are for their author to finish: they are asked about once the rest has gone. */
  function onSent(): void {
    setWaiting(0);
    if (unsent.drafts + unsent.files.length === 0) onLeave();
  }

  return (
    <Dialog open title={t('leave.title')} onClose={onClose}>
      {waiting > 0 && <p>{t('leave.waiting', { count: waiting })}</p>}
      {unsent.drafts > 0 && <p>{t('leave.drafts', { count: unsent.drafts })}</p>}
      {unsent.files.length > 0 && <FilesOnTheirWay places={unsent.files} />}
      <p class="soft">{t(isShared ? 'leave.shared' : 'leave.text')}</p>
      <div class="stack-tight">
        {waiting > 0 && <SendNow personId={personId} onSent={onSent} />}
        {!isShared && (
          <Button wide onClick={onLeave}>
            {t('leave.keep')}
          </Button>
        )}
        <Button
          look="harm"
          wide
          onClick={() => void dropUnsent(personId, deviceStorage).then(onLeave)}
        >
          {t('leave.delete')}
        </Button>
        <Button look="quiet" wide onClick={onClose}>
          {common('cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
