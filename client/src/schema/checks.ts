import type { Run } from './schema.ts';

interface Sized {
  readonly length: number;
}

function check<T>(fits: (value: T) => boolean, code: string): Run {
  return (value, fail) => {
    // A check comes after the kind was found right.
    if (!fits(value as T)) fail(code);
    return value;
  };
}

export const minLength = (min: number): Run =>
  check<Sized>(({ length }) => length >= min, 'too_small');
export const maxLength = (max: number): Run =>
  check<Sized>(({ length }) => length <= max, 'too_big');
export const gte = (min: number): Run => check<number>((value) => value >= min, 'too_small');
export const lte = (max: number): Run => check<number>((value) => value <= max, 'too_big');
export const regex = (pattern: RegExp): Run =>
  check<string>((value) => {
    pattern.lastIndex = 0;
    return pattern.test(value);
  }, 'invalid_format');
export const refine = (fits: (value: never) => boolean): Run => check<never>(fits, 'custom');
export const trim = (): Run => (value) => (value as string).trim();
