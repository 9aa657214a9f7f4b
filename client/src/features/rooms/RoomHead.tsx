import { useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';
import { handsOf } from './room.selectors.ts';
import { useRoom } from './room-context.ts';

/** What this is, who waits at the door, who has a hand up, and how many are here. */
export function RoomHead({ onPeople }: { onPeople: () => void }) {
  const t = useText('rooms');
  const { call, session } = useRoom();
  const room = call.room.value;
  const hands = handsOf(room);
  const { waiting } = room;
  return (
    <header class="room-head">
      <h1 class="room-title">
        <bdi>{session.title}</bdi>
      </h1>
      {room.room?.locked && (
        <span class="room-locked" title={t('lock.locked')}>
          <Icon name="lock" />
          <span class="visually-hidden">{t('lock.locked')}</span>
        </span>
      )}
      <button type="button" class="head-button" onClick={onPeople}>
        {waiting.length > 0 && (
          <span class="head-hands">
            <Icon name="bell" />
            <span aria-hidden="true">{waiting.length}</span>
            <span class="visually-hidden">{t('door.title', { count: waiting.length })}</span>
          </span>
        )}
        {hands.length > 0 && (
          <span class="head-hands">
            <Icon name="hand" />
            <span aria-hidden="true">{hands.length}</span>
            <span class="visually-hidden">{t('hands', { count: hands.length })}</span>
          </span>
        )}
        <Icon name="people" />
        <span aria-hidden="true">{room.peers.size}</span>
        <span class="visually-hidden">{t('peopleHere', { count: room.peers.size })}</span>
      </button>
    </header>
  );
}
