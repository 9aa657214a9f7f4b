import { useRef } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { apart } from './apart.ts';
import { MediaView } from './MediaView.tsx';
import type { Seat } from './room.selectors.ts';
import { useRoom } from './room-context.ts';
import { useLook } from './use-look.ts';

function useScreen(seat: Seat): MediaStreamTrack | null {
  const { own, receiver } = useRoom().call;
  const receptions = receiver.receptions.value;
  if (seat.isSelf) return own.screen.state.value.track;
  const producer = seat.sources.get('screen');
  const reception = producer ? receptions.get(producer.id) : undefined;
  return reception && !reception.paused ? reception.track : null;
}

/** A shared screen, all of it, and whose it is. */
export function ScreenTile({ seat }: { seat: Seat }) {
  const t = useText('rooms');
  const { own, receiver, view } = useRoom().call;
  const place = useRef<HTMLElement>(null);
  useLook(place, seat.isSelf ? undefined : seat.sources.get('screen')?.id, receiver.look);
  const picture = useScreen(seat);
  const { displayName } = seat.peer;
  const words = seat.isSelf ? t('ownScreen') : t('screenOf', { name: displayName });
  const shown = seat.isSelf ? words : t('screenOf', { name: apart(displayName) });
  return (
    <article ref={place} class="tile tile-screen" aria-label={words}>
      {picture ? (
        <MediaView key={picture.id} track={picture} whole label={words} />
      ) : (
        <p class="no-picture">{view.audioOnly.value ? t('screenWaits') : t('screenComing')}</p>
      )}
      <div class="name-bar">
        <span class="tile-name">{shown}</span>
        {seat.isSelf && (
          <Button look="quiet" onClick={() => void own.shareScreen(false).catch(() => undefined)}>
            {t('stopSharing')}
          </Button>
        )}
      </div>
    </article>
  );
}
