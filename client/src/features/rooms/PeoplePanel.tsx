import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Avatar } from '../../ui/Person.tsx';
import { Door } from './Door.tsx';
import { LinkBars } from './LinkBars.tsx';
import { PeerMenu } from './PeerMenu.tsx';
import { handsOf, isOn, type Seat, seatsOf } from './room.selectors.ts';
import { useRoom } from './room-context.ts';
import { useModerate } from './use-moderate.ts';

function Sources({ seat }: { seat: Seat }) {
  const t = useText('rooms');
  const hears = isOn(seat, 'microphone');
  const shows = isOn(seat, 'camera');
  const microphone = hears
    ? t('sources.microphone.on')
    : seat.sources.has('microphone')
      ? t('muted')
      : t('withoutMicrophone');
  return (
    <span class="person-sources">
      <span role="img" aria-label={microphone} title={microphone}>
        <Icon name={hears ? 'mic' : 'mic-off'} />
      </span>
      <span
        role="img"
        aria-label={shows ? t('sources.camera.on') : t('sources.camera.off')}
        title={shows ? t('sources.camera.on') : t('sources.camera.off')}
      >
        <Icon name={shows ? 'camera' : 'camera-off'} />
      </span>
    </span>
  );
}

function PersonRow({ seat, canModerate }: { seat: Seat; canModerate: boolean }) {
  const t = useText('rooms');
  const { displayName, personId, role } = seat.peer;
  return (
    <li class="person-row">
      <Avatar person={{ displayName, handle: personId }} size="small" />
      <span class="grow">
        <bdi>{displayName}</bdi>
        {seat.isSelf && ` ${t('you')}`}
        <span class="person-what soft small">
          {role === 'host' || role === 'cohost' ? t(`role.${role}`) : ''}
          {seat.link !== 'good' && ` ${t(`linkShort.${seat.link}`)}`}
        </span>
      </span>
      <Sources seat={seat} />
      <LinkBars link={seat.link} />
      {canModerate && !seat.isSelf && <PeerMenu seat={seat} />}
    </li>
  );
}

/** Raised hands, the first raised first. */
function Hands({ canModerate }: { canModerate: boolean }) {
  const t = useText('rooms');
  const { call } = useRoom();
  const moderate = useModerate();
  const hands = handsOf(call.room.value);
  if (hands.length === 0) return null;
  return (
    <section class="stack-tight">
      <h3>{t('hands', { count: hands.length })}</h3>
      <ol class="people-list">
        {hands.map((peer, at) => (
          <li key={peer.id} class="person-row">
            <span class="hand-order">{at + 1}</span>
            <span class="grow">
              <bdi>{peer.displayName}</bdi>
            </span>
            {canModerate && (
              <Button look="quiet" onClick={() => moderate('lower-hand', { peerId: peer.id })}>
                {t('moderate.lowerHand')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function ForAll() {
  const t = useText('rooms');
  const { call } = useRoom();
  const moderate = useModerate();
  const isLocked = call.room.value.room?.locked === true;
  return (
    <div class="row">
      <Button icon="mic-off" onClick={() => moderate('mute')}>
        {t('moderate.muteAll')}
      </Button>
      <Button icon="lock" onClick={() => moderate(isLocked ? 'unlock' : 'lock')}>
        {isLocked ? t('lock.unlock') : t('lock.lock')}
      </Button>
    </div>
  );
}

/** Who is here, who wants to speak, who waits; and for hosts what they can do. */
export function PeoplePanel() {
  const t = useText('rooms');
  const { call } = useRoom();
  const room = call.room.value;
  const canModerate = room.rights.includes('moderate');
  return (
    <div class="stack">
      <Door />
      <Hands canModerate={canModerate} />
      {canModerate && <ForAll />}
      <section class="stack-tight">
        <h3>{t('peopleHere', { count: room.peers.size })}</h3>
        <ul class="people-list">
          {seatsOf(room).map((seat) => (
            <PersonRow key={seat.peer.id} seat={seat} canModerate={canModerate} />
          ))}
        </ul>
      </section>
    </div>
  );
}
