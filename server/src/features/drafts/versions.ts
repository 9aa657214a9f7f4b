import { randomBytes } from 'node:crypto';
import type { Version } from './drafts.repository.ts';

/** Texts kept beside each other at one place. */
export const mostVersions = 6;

/** A name that no other text of the hub has. */
export const newVersion = (): string => randomBytes(12).toString('hex');

type Words = Pick<Version, 'text' | 'title' | 'tags' | 'poll'>;

export const isEmpty = ({ text, title, tags, poll }: Words): boolean =>
  text.trim() === '' && title.trim() === '' && tags.trim() === '' && poll === '';

/** Nothing is lost of `older` when `newer` stands in its place. */
function holds(newer: Words, older: Words): boolean {
  const isPollKept = older.poll === '' || older.poll === newer.poll;
  const parts = ['text', 'title', 'tags'] as const;
  return isPollKept && parts.every((part) => newer[part].includes(older[part]));
}

/** Two texts that came from one are two submissions: sending one of them leaves the other. */
function underOwnKey(fresh: Version, rest: readonly Version[]): Version {
  const isTaken = rest.some(({ key }) => key === fresh.key);
  return isTaken ? { ...fresh, key: newVersion() } : fresh;
}

/**
 * What is kept once `fresh` was written: it takes the place of the version it was
 * made from and of those whose words it holds; all others stay beside it.
 */
export function withVersion(
  versions: readonly Version[],
  fresh: Version,
  base: string | null,
): Version[] {
  const rest = versions.filter(
    (one) => one.version !== base && (isEmpty(fresh) || !holds(fresh, one)),
  );
  return (isEmpty(fresh) ? rest : [underOwnKey(fresh, rest), ...rest]).slice(0, mostVersions);
}
