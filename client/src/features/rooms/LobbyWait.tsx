import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { RoomFrame } from './RoomFrame.tsx';
import { useRoom } from './room-context.ts';

/** At the door, until somebody opens it. */
export function LobbyWait() {
  const t = useText('rooms');
  const { call, session } = useRoom();
  const { announcer } = useApp();
  useEffect(() => announcer.announce(t('lobby.sentence')), []);
  return (
    <RoomFrame>
      <div class="content content-narrow stack">
        <h1>
          <bdi>{session.title}</bdi>
        </h1>
        <p>{t('lobby.sentence')}</p>
        <p class="soft">{t('lobby.stay')}</p>
        <div>
          <Button icon="leave" onClick={() => call.leave()}>
            {t('leave')}
          </Button>
        </div>
      </div>
    </RoomFrame>
  );
}
