import { useText } from '../../i18n/use-text.ts';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { isOn, type Seat } from './room.selectors.ts';
import { useModerate } from './use-moderate.ts';

/** What a host can do about one person. */
export function PeerMenu({ seat }: { seat: Seat }) {
  const t = useText('rooms');
  const moderate = useModerate();
  const { id: peerId, displayName, mutedSources, hand } = seat.peer;
  return (
    <Menu label={t('moderate.menu', { name: displayName })}>
      {!mutedSources.includes('microphone') && (
        <MenuItem icon="mic-off" onSelect={() => moderate('mute', { peerId })}>
          {t('moderate.mute')}
        </MenuItem>
      )}
      {!mutedSources.includes('camera') && (
        <MenuItem icon="camera-off" onSelect={() => moderate('stop-video', { peerId })}>
          {t('moderate.stopVideo')}
        </MenuItem>
      )}
      {isOn(seat, 'screen') && (
        <MenuItem icon="screen" onSelect={() => moderate('stop-screen', { peerId })}>
          {t('moderate.stopScreen')}
        </MenuItem>
      )}
      {mutedSources.length > 0 && (
        <MenuItem icon="check" onSelect={() => moderate('allow', { peerId })}>
          {t('moderate.allow')}
        </MenuItem>
      )}
      {hand !== undefined && (
        <MenuItem icon="hand" onSelect={() => moderate('lower-hand', { peerId })}>
          {t('moderate.lowerHand')}
        </MenuItem>
      )}
      <MenuItem icon="leave" harm onSelect={() => moderate('remove', { peerId })}>
        {t('moderate.remove')}
      </MenuItem>
    </Menu>
  );
}
