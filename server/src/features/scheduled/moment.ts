import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import { normalLocal, toInstant } from '../sessions/index.ts';

const dayMs = 86_400_000;

export interface Moment {
  localAt: string;
  timeZone: string;
  sendAt: Date;
}

const wrong = (code: string) => new AppError('invalid', { issues: [{ path: 'localAt', code }] });

/** The wall time as the calendar has it; `invalid` for one that no calendar has. */
function wallOf(localAt: string): string {
  try {
    return normalLocal(localAt);
  } catch {
    throw wrong('invalid_format');
  }
}

/** The instant of a wall time, as sessions read it; `invalid` when it is over, or too far away. */
export function momentOf({ localAt, timeZone }: Omit<Moment, 'sendAt'>, now: Date): Moment {
  const wall = wallOf(localAt);
  const sendAt = toInstant(wall, timeZone);
  if (sendAt <= now) throw wrong('too_small');
  if (sendAt.getTime() - now.getTime() > limits.scheduled.days * dayMs) throw wrong('too_big');
  return { localAt: wall, timeZone, sendAt };
}
