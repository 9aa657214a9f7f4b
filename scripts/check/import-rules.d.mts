import type { Source } from './sources.mjs';

/** Everything that breaks a rule, one sentence each: where, what, and what to do instead. */
export function findViolations(sources: Source[]): string[];
