import type { Source } from '@jembatan/shared/rooms.view';

/** How a viewer looks at one producer: device pixels across, and whether it can be seen at all. */
export interface Look {
  readonly visible: boolean;
  readonly widthPx: number;
}

/**
 * How much is given up on a weak link, each step with all before it: other
 * people's cameras small, then off; the own camera off; the screen as stills.
 * Voices are never given up.
 */
export const giveUpSteps = [
  'nothing',
  'small-cameras',
  'no-cameras',
  'no-own-camera',
  'still-screen',
] as const;
export type GiveUp = (typeof giveUpSteps)[number];

export interface ViewRules {
  /** The person chose small pictures. */
  readonly saver: boolean;
  /** The person chose sound only. */
  readonly audioOnly: boolean;
  readonly giveUp: GiveUp;
}

export function isGivenUp(rules: ViewRules, step: GiveUp): boolean {
  return giveUpSteps.indexOf(rules.giveUp) >= giveUpSteps.indexOf(step);
}

/** What to ask of the SFU for one consumer. */
export interface Preference {
  readonly paused: boolean;
  readonly spatialLayer: number;
  readonly temporalLayer: number;
  /** Who gets bandwidth first when it is short, 1 to 255. */
  readonly priority: number;
}

const top = 2;
/** Widths of the two smaller sizes of a camera, in pixels. */
const widths = [320, 640] as const;
/** A picture may be stretched this much before the next larger size is worth its bytes. */
const stretch = 1.3;

function sizeFor(widthPx: number): number {
  const enough = widths.findIndex((width) => widthPx <= width * stretch);
  return enough === -1 ? top : enough;
}

const voice: Preference = { paused: false, spatialLayer: top, temporalLayer: top, priority: 255 };

function screenPreference(look: Look, rules: ViewRules): Preference {
  const stills = isGivenUp(rules, 'still-screen');
  return {
    paused: rules.audioOnly || !look.visible,
    spatialLayer: top,
    temporalLayer: stills ? 0 : top,
    priority: 200,
  };
}

function cameraPreference(look: Look, rules: ViewRules): Preference {
  const paused = rules.audioOnly || !look.visible || isGivenUp(rules, 'no-cameras');
  const small = rules.saver || isGivenUp(rules, 'small-cameras');
  const size = small ? 0 : sizeFor(look.widthPx);
  return { paused, spatialLayer: size, temporalLayer: small ? 1 : top, priority: 20 + size * 20 };
}

/** What a viewer who looks at it so wants to receive. Pure. */
export function preferenceFor(source: Source, look: Look, rules: ViewRules): Preference {
  if (source === 'camera') return cameraPreference(look, rules);
  return source === 'screen' ? screenPreference(look, rules) : voice;
}
