import { useText } from '../../i18n/use-text.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { useErrorText } from '../../ui/States.tsx';
import { RoomFrame } from './RoomFrame.tsx';
import type { RoomPhase } from './room.store.ts';
import { useRoom } from './room-context.ts';

/** Endings after which the same person may come in again. */
const mayReturn: readonly string[] = ['left', 'replaced', 'closed', 'no-adult'];

interface RoomOverProps {
  readonly phase: RoomPhase;
  readonly onAgain: () => void;
}

function canReturn(phase: RoomPhase): boolean {
  if (phase.kind === 'ended') return mayReturn.includes(phase.reason);
  return (
    phase.kind === 'failed' &&
    !['banned', 'session-over', 'not-found', 'forbidden'].includes(phase.error.code)
  );
}

/** After the room: what happened, what is kept, and where to go. */
export function RoomOver({ phase, onAgain }: RoomOverProps) {
  const t = useText('rooms');
  const say = useErrorText();
  const { session } = useRoom();
  const sentence =
    phase.kind === 'failed'
      ? say(phase.error)
      : phase.kind === 'ended'
        ? t(`over.${phase.reason}`)
        : '';
  return (
    <RoomFrame>
      <div class="content content-narrow stack">
        <h1>
          <bdi>{session.title}</bdi>
        </h1>
        <p role="status">{sentence}</p>
        <div class="row">
          {canReturn(phase) && (
            <Button look="primary" onClick={onAgain}>
              {phase.kind === 'ended' && phase.reason === 'replaced'
                ? t('comeHere')
                : t('comeBack')}
            </Button>
          )}
          <ButtonLink href={`/sessions/${session.id}`}>{t('sessionPage')}</ButtonLink>
        </div>
      </div>
    </RoomFrame>
  );
}
