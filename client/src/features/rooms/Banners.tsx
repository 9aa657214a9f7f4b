import { useText } from '../../i18n/use-text.ts';
import { CaptureNote } from './CaptureNote.tsx';
import { useRoom } from './room-context.ts';

/** The sentence for what is being given up; nothing while the link is good. */
function WeakLinkBanner() {
  const t = useText('rooms');
  const { giveUp } = useRoom().call.view.rules.value;
  if (giveUp === 'nothing') return null;
  return <p class="banner">{t(`weak.${giveUp}`)}</p>;
}

/** What is wrong right now, each thing in one sentence. Empty when nothing is. */
export function Banners() {
  const t = useText('rooms');
  const { call } = useRoom();
  return (
    <div class="banners" role="status">
      {call.phase.value.kind === 'reconnecting' && (
        <p class="banner banner-wait">{t('reconnecting')}</p>
      )}
      {call.blocked.value && call.phase.value.kind === 'inside' && (
        <p class="banner banner-wait">{t('blocked')}</p>
      )}
      <WeakLinkBanner />
      <CaptureNote source={call.own.microphone} kind="microphone" />
      <CaptureNote source={call.own.camera} kind="camera" />
      <CaptureNote source={call.own.screen} kind="screen" />
    </div>
  );
}
