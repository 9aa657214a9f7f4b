import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { othersProducers } from './room.selectors.ts';
import { useRoom } from './room-context.ts';

interface VoiceProps {
  readonly track: MediaStreamTrack;
  readonly speaker: string | undefined;
  /** Counts the person's presses on "turn sound on". */
  readonly tries: number;
  readonly onBlocked: () => void;
}

/** One voice, or the sound of a screen. */
function Voice({ track, speaker, tries, onBlocked }: VoiceProps) {
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const element = audio.current;
    if (!element) return undefined;
    element.srcObject = new MediaStream([track]);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  useEffect(() => {
    audio.current?.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked();
    });
  }, [track, tries]);
  useEffect(() => {
    const element = audio.current;
    if (!speaker || !element || !('setSinkId' in element)) return;
    // A speaker that is gone leaves the sound where the system puts it.
    element.setSinkId(speaker).catch(() => undefined);
  }, [speaker]);
  // biome-ignore lint/a11y/useMediaCaption: live voices of people have no caption file.
  return <audio ref={audio} />;
}

/** Everything that can be heard. Where the browser blocks sound, one button for all of it. */
export function RoomAudio() {
  const t = useText('rooms');
  const { call } = useRoom();
  const [blocked, setBlocked] = useState(false);
  const [tries, setTries] = useState(0);
  const receptions = call.receiver.receptions.value;
  const heard = othersProducers(call.room.value).filter(({ kind }) => kind === 'audio');
  return (
    <>
      {heard.map(({ id }) => {
        const track = receptions.get(id)?.track;
        return (
          track && (
            <Voice
              key={id}
              track={track}
              speaker={call.devices.chosen.value.speaker}
              tries={tries}
              onBlocked={() => setBlocked(true)}
            />
          )
        );
      })}
      {blocked && (
        <div class="sound-blocked" role="alert">
          <Button
            look="primary"
            onClick={() => {
              setBlocked(false);
              setTries(tries + 1);
            }}
          >
            {t('turnSoundOn')}
          </Button>
        </div>
      )}
    </>
  );
}
