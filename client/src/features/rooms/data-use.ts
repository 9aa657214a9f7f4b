import { cameraBitrates, microphoneBitrate } from './media/encodings.ts';

/** What a person chose to spend. */
export type Spending = 'full' | 'saver' | 'sound-only';

const megabyte = 1_000_000;
const secondsPerHour = 3_600;
/** Packets' headers and what is sent again, measured on ordinary links. */
const overhead = 1.1;
/** Voices are never all at once; silence costs next to nothing. */
const voices = 2;
const picturesShown = 4;

/** Bits per second of a call in which some people show themselves and one sends a picture, too. */
function bitsPerSecond(spending: Spending): number {
  const sound = voices * microphoneBitrate;
  const [small, middle, large] = cameraBitrates;
  if (spending === 'sound-only') return sound;
  if (spending === 'saver') return sound + small + picturesShown * small;
  return sound + small + middle + large + picturesShown * middle;
}

/** Megabytes of one hour, rounded so that nobody takes it for a promise. */
export function megabytesPerHour(spending: Spending): number {
  const exact = (bitsPerSecond(spending) * secondsPerHour * overhead) / 8 / megabyte;
  const step = exact > 200 ? 50 : 5;
  return Math.round(exact / step) * step;
}
