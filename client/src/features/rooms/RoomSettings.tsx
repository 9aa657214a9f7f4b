import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { DeviceMenus } from './DeviceMenus.tsx';
import { useRoom } from './room-context.ts';
import { AudioOnlySwitch, SaverSwitch } from './Switches.tsx';

function Shortcuts() {
  const t = useText('rooms');
  const { shortcuts } = useRoom();
  const keys = ['m', 'v', 's', 'h', 'c', 'p'] as const;
  return (
    <details>
      <summary>{t('keys.title')}</summary>
      <div class="stack">
        <label class="choice">
          <input
            type="checkbox"
            checked={shortcuts.isOn.value}
            onChange={(event) => shortcuts.set(event.currentTarget.checked)}
          />
          {t('keys.use')}
        </label>
        <dl class="keys">
          {keys.map((key) => (
            <div key={key}>
              <dt>
                <kbd>{key.toUpperCase()}</kbd>
              </dt>
              <dd>{t(`keys.${key}`)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}

/** Ends the session for everybody: asked twice, as it cannot be taken back. */
function EndForAll() {
  const t = useText('rooms');
  const { api } = useApp();
  const { session } = useRoom();
  const [asking, setAsking] = useState(false);
  const end = useAction((key) =>
    api(sessionRoutes.endSession, { params: { id: session.id } }, { key }),
  );
  if (!asking) {
    return (
      <Button look="harm" icon="leave" onClick={() => setAsking(true)}>
        {t('endForAll')}
      </Button>
    );
  }
  return (
    <div class="note note-harm" role="alert">
      <p>{t('endForAllWhat')}</p>
      <ErrorNote error={end.error} />
      <div class="row">
        <Button look="harm" busy={end.busy} onClick={() => void end.run()}>
          {t('endForAll')}
        </Button>
        <Button look="quiet" onClick={() => setAsking(false)}>
          {t('goOn')}
        </Button>
      </div>
    </div>
  );
}

/** Devices, data and keys; for hosts the end of the session. */
export function RoomSettings({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText('rooms');
  const { call } = useRoom();
  return (
    <Dialog open={open} title={t('more')} onClose={onClose}>
      <DeviceMenus />
      <SaverSwitch />
      <AudioOnlySwitch />
      <Shortcuts />
      {call.room.value.rights.includes('moderate') && (
        <div>
          <EndForAll />
        </div>
      )}
    </Dialog>
  );
}
