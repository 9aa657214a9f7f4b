import type { LinkQuality } from '../room.state.ts';
import { type GiveUp, giveUpSteps } from './layers.ts';

/** Poor for this long: give up one thing more. */
const giveUpAfterMs = 4_000;
/** Good for this long: try one thing again. Slower, so that pictures do not flicker. */
const takeBackAfterMs = 12_000;

export interface WeakLink {
  readonly giveUp: GiveUp;
  readonly quality: LinkQuality;
  /** When the quality, or the step, last changed; milliseconds. */
  readonly since: number;
}

export const strongLink: WeakLink = { giveUp: 'nothing', quality: 'good', since: 0 };

function moved(giveUp: GiveUp, by: 1 | -1): GiveUp {
  const at = giveUpSteps.indexOf(giveUp) + by;
  return giveUpSteps[Math.max(0, Math.min(giveUpSteps.length - 1, at))] ?? 'nothing';
}

function moveOf(quality: LinkQuality, waitedMs: number): 1 | -1 | 0 {
  if (quality === 'poor' && waitedMs >= giveUpAfterMs) return 1;
  return quality === 'good' && waitedMs >= takeBackAfterMs ? -1 : 0;
}

/** The own link as the SFU sees it, at `now`. Pure; asked about once a second. */
export function watchWeakLink(weak: WeakLink, quality: LinkQuality, now: number): WeakLink {
  if (quality !== weak.quality) return { ...weak, quality, since: now };
  const move = moveOf(quality, now - weak.since);
  if (move === 0) return weak;
  const giveUp = moved(weak.giveUp, move);
  return giveUp === weak.giveUp ? weak : { ...weak, giveUp, since: now };
}
