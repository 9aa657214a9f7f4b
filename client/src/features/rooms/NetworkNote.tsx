import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { LinkBars } from './LinkBars.tsx';
import type { LinkQuality } from './room.state.ts';
import type { RoomCall } from './room-call.ts';
import { useRoom } from './room-context.ts';

const goodMs = 150;
const fairMs = 400;
const askedEveryMs = 5_000;
const samples = 3;

/** The middle of a few round trips: one slow answer says nothing. */
async function typicalTrip(call: RoomCall): Promise<number> {
  const trips: number[] = [];
  for (let at = 0; at < samples; at += 1) trips.push(await call.measure());
  return trips.sort((a, b) => a - b)[1] ?? Number.POSITIVE_INFINITY;
}

function goodness(tripMs: number): LinkQuality {
  if (tripMs <= goodMs) return 'good';
  return tripMs <= fairMs ? 'fair' : 'poor';
}

/** How good the way to the room is, in one word and one sentence. */
export function NetworkNote() {
  const t = useText('rooms');
  const { call } = useRoom();
  const [quality, setQuality] = useState<LinkQuality | null>(null);
  const phase = call.phase.value;
  const isReady = phase.kind === 'outside' && phase.isReady;
  useEffect(() => {
    if (!isReady) return undefined;
    const ask = () =>
      typicalTrip(call).then(
        (ms) => setQuality(goodness(ms)),
        () => setQuality(null),
      );
    void ask();
    const timer = setInterval(() => void ask(), askedEveryMs);
    return () => clearInterval(timer);
  }, [call, isReady]);
  if (!isReady || !quality) return <p class="network soft">{t('network.asking')}</p>;
  return (
    <p class="network">
      <LinkBars link={quality} />
      {t(`network.${quality}`)}
    </p>
  );
}
