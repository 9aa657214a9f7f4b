import { useRef } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Avatar } from '../../ui/Person.tsx';
import { LinkBars } from './LinkBars.tsx';
import { MediaView } from './MediaView.tsx';
import { isOn, type Seat } from './room.selectors.ts';
import { useRoom } from './room-context.ts';
import { useLook } from './use-look.ts';

/** The picture there is to show of this person; null when there is none. */
function usePicture(seat: Seat): MediaStreamTrack | null {
  const { own, receiver } = useRoom().call;
  const receptions = receiver.receptions.value;
  if (seat.isSelf) {
    const { track, wanted } = own.camera.state.value;
    return wanted ? track : null;
  }
  const producer = seat.sources.get('camera');
  if (!producer || !isOn(seat, 'camera')) return null;
  const reception = receptions.get(producer.id);
  return reception && !reception.paused ? reception.track : null;
}

function Placeholder({ seat }: { seat: Seat }) {
  const { displayName, personId } = seat.peer;
  return (
    <div class="no-picture">
      <Avatar person={{ displayName, handle: personId }} size="large" />
    </div>
  );
}

function Microphone({ seat }: { seat: Seat }) {
  const t = useText('rooms');
  if (isOn(seat, 'microphone')) return null;
  const words = seat.sources.has('microphone') ? t('muted') : t('withoutMicrophone');
  return (
    <span class="tile-mark" role="img" aria-label={words} title={words}>
      <Icon name="mic-off" />
    </span>
  );
}

/** The name, always readable, and what holds of this person now. */
export function NameBar({ seat }: { seat: Seat }) {
  const t = useText('rooms');
  const { displayName, hand } = seat.peer;
  return (
    <div class="name-bar">
      {hand !== undefined && (
        <span class="tile-mark tile-hand" role="img" aria-label={t('handUp')} title={t('handUp')}>
          <Icon name="hand" />
        </span>
      )}
      <Microphone seat={seat} />
      <span class="tile-name" dir="auto">
        {displayName}
      </span>
      {seat.isSelf && <span class="tile-link tile-you">{t('you')}</span>}
      {seat.link !== 'good' && <span class="tile-link">{t(`linkShort.${seat.link}`)}</span>}
      <LinkBars link={seat.link} />
    </div>
  );
}

interface SeatTileProps {
  readonly seat: Seat;
  readonly isPinned: boolean;
  readonly onPin: () => void;
}

/** One person: their picture or their letter, and their name. */
export function SeatTile({ seat, isPinned, onPin }: SeatTileProps) {
  const t = useText('rooms');
  const { receiver } = useRoom().call;
  const place = useRef<HTMLElement>(null);
  // Watched while paused, too: a picture that is seen again comes back.
  useLook(place, seat.isSelf ? undefined : seat.sources.get('camera')?.id, receiver.look);
  const picture = usePicture(seat);
  const { displayName } = seat.peer;
  const classes = [
    'tile',
    seat.speaking ? 'tile-speaking' : '',
    seat.link === 'reconnecting' ? 'tile-away' : '',
  ];
  return (
    <article ref={place} class={classes.filter(Boolean).join(' ')} aria-label={displayName}>
      {picture ? (
        <MediaView
          key={picture.id}
          track={picture}
          mirrored={seat.isSelf}
          label={t('pictureOf', { name: displayName })}
        />
      ) : (
        <Placeholder seat={seat} />
      )}
      {seat.speaking && <span class="visually-hidden">{t('speaking')}</span>}
      <NameBar seat={seat} />
      <PinButton name={displayName} isPinned={isPinned} onPin={onPin} />
    </article>
  );
}

function PinButton({
  name,
  isPinned,
  onPin,
}: {
  name: string;
  isPinned: boolean;
  onPin: () => void;
}) {
  const t = useText('rooms');
  const words = t('pin', { name });
  return (
    <button
      type="button"
      class="tile-pin"
      aria-pressed={isPinned}
      aria-label={words}
      title={words}
      onClick={onPin}
    >
      <Icon name="pin" />
    </button>
  );
}
