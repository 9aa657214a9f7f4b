import { useEffect, useRef } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';

const fftSize = 512;
/** Speech at arm's length fills the meter. */
const fullAt = 0.25;

function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = fftSize;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(fftSize);
  let frame = 0;
  const look = () => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / fftSize;
    onLevel(Math.min(1, Math.sqrt(power) / fullAt));
    frame = requestAnimationFrame(look);
  };
  look();
  // A page without any click may have to wake the context.
  context.resume().catch(() => undefined);
  return () => {
    cancelAnimationFrame(frame);
    context.close().catch(() => undefined);
  };
}

/** Shows that the microphone hears something. */
export function MicrophoneMeter({ track }: { track: MediaStreamTrack }) {
  const t = useText('rooms');
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(
    () =>
      watchLevel(track, (level) => {
        if (meter.current) meter.current.value = level;
      }),
    [track],
  );
  return <meter ref={meter} class="level" min={0} max={1} value={0} aria-label={t('level')} />;
}
