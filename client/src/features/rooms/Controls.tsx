import type { Source } from '@jembatan/shared/rooms.view';
import { useText } from '../../i18n/use-text.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { canCaptureScreen } from './media/capture.ts';
import { isHeld } from './room.selectors.ts';
import { useRoom } from './room-context.ts';
import type { Side } from './SidePanel.tsx';
import { useUnreadChat } from './use-unread-chat.ts';

interface ControlProps {
  readonly icon: IconName;
  readonly words: string;
  readonly pressed?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Why it cannot be pressed, or what its key is. */
  readonly hint?: string | undefined;
  readonly look?: 'off' | 'harm' | 'raised' | undefined;
  readonly badge?: number | undefined;
  readonly onPress: () => void;
}

function Control({ icon, words, pressed, disabled, hint, look, badge, onPress }: ControlProps) {
  return (
    <button
      type="button"
      class={look ? `control control-${look}` : 'control'}
      aria-pressed={pressed}
      aria-disabled={disabled}
      title={hint}
      onClick={() => !disabled && onPress()}
    >
      <Icon name={icon} />
      <span>{words}</span>
      {badge ? <span class="badge">{badge}</span> : null}
    </button>
  );
}

/** On, off, or held off by a host: says the same as everybody else sees. */
function SourceControl({ source }: { source: 'microphone' | 'camera' }) {
  const t = useText('rooms');
  const { call } = useRoom();
  const own = call.own.of(source);
  const { wanted } = own.state.value;
  const held = isHeld(call.room.value, source);
  const allowed = call.room.value.rights.includes(source === 'camera' ? 'video' : 'audio');
  const state = held ? 'held' : wanted ? 'on' : 'off';
  const soundOnly = source === 'camera' && call.view.audioOnly.value;
  const hints = [
    held && t('heldHint'),
    soundOnly && t('audioOnly.label'),
    !allowed && t('listenOnly'),
  ];
  const icons: Record<Source, [IconName, IconName]> = {
    microphone: ['mic', 'mic-off'],
    camera: ['camera', 'camera-off'],
    screen: ['screen', 'screen'],
    'screen-audio': ['screen', 'screen'],
  };
  return (
    <Control
      icon={icons[source][wanted ? 0 : 1]}
      words={t(`sources.${source}.${state}`)}
      pressed={wanted}
      disabled={held || soundOnly || !allowed}
      hint={hints.find((words) => words !== false) || undefined}
      look={wanted ? undefined : 'off'}
      onPress={() => void own.want(!wanted).catch(() => undefined)}
    />
  );
}

function ScreenControl() {
  const t = useText('rooms');
  const { own, room } = useRoom().call;
  const { wanted } = own.screen.state.value;
  if (!canCaptureScreen() || !room.value.rights.includes('screen')) return null;
  return (
    <Control
      icon="screen"
      words={wanted ? t('sources.screen.on') : t('sources.screen.off')}
      pressed={wanted}
      onPress={() => void own.shareScreen(!wanted).catch(() => undefined)}
    />
  );
}

function HandControl() {
  const t = useText('rooms');
  const { call } = useRoom();
  const { selfId, peers } = call.room.value;
  const isUp = selfId !== null && peers.get(selfId)?.hand !== undefined;
  return (
    <Control
      icon="hand"
      words={isUp ? t('hand.up') : t('hand.down')}
      pressed={isUp}
      look={isUp ? 'raised' : undefined}
      onPress={() => void call.raiseHand(!isUp).catch(() => undefined)}
    />
  );
}

interface ControlsProps {
  readonly side: Side | null;
  readonly onSide: (side: Side) => void;
  readonly onMore: () => void;
}

/** The bar at the bottom: words under drawings, and the way out at the end. */
export function Controls({ side, onSide, onMore }: ControlsProps) {
  const t = useText('rooms');
  const { call } = useRoom();
  const unread = useUnreadChat(side === 'chat');
  return (
    <footer>
      <fieldset class="controls" aria-label={t('controls')}>
        <SourceControl source="microphone" />
        <SourceControl source="camera" />
        <ScreenControl />
        <HandControl />
        <Control
          icon="forums"
          words={t('chat')}
          pressed={side === 'chat'}
          badge={unread}
          onPress={() => onSide('chat')}
        />
        <Control icon="settings" words={t('more')} onPress={onMore} />
        <Control icon="leave" words={t('leave')} look="harm" onPress={() => call.leave()} />
      </fieldset>
    </footer>
  );
}
