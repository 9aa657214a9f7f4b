const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';

/** A name inside a sentence of another direction: neither disturbs the other. */
export function apart(name: string): string {
  return `${firstStrongIsolate}${name}${popIsolate}`;
}
