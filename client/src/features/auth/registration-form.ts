import type { registration } from '@jembatan/shared/auth.contract';
import type { AppError } from '@jembatan/shared/errors';
import { age } from '@jembatan/shared/people.contract';
import type * as z from 'zod/mini';
import { deviceZone, thisDevice } from './this-device.ts';

export type Registration = z.input<typeof registration>;

/** Reads the form; what was left empty is left out. */
export function readRegistration(form: HTMLFormElement, locale: string): Registration {
  const fields = new FormData(form);
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  const email = text('email');
  const handle = text('handle');
  const mark = age.safeParse(text('age'));
  return {
    displayName: text('displayName'),
    // A password keeps the spaces it was given.
    password: String(fields.get('password') ?? ''),
    age: mark.success ? mark.data : 'unknown',
    locale,
    timeZone: deviceZone(),
    device: thisDevice(),
    ...(email ? { email } : {}),
    ...(handle ? { handle } : {}),
  };
}

/** The field an error belongs to; null when it concerns the whole form. */
export function fieldOf(error: AppError | null): 'handle' | 'email' | null {
  if (error?.code === 'handle-taken') return 'handle';
  if (error?.code === 'email-taken') return 'email';
  return null;
}
