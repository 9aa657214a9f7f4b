import { foldHandle } from './handles.ts';
import { limits } from './limits.ts';

/** One place in a text where somebody may be named. */
export interface MentionSite {
  /** Where the `@` stands, in UTF-16 units. */
  start: number;
  /** What the name may be, longest first; the first that exists is meant. */
  candidates: MentionCandidate[];
}

export interface MentionCandidate {
  /** The end in the text, in UTF-16 units. */
  end: number;
  /** The handle in the form `foldHandle` gives. */
  handle: string;
}

/** A site whose person is known. */
export interface Mention<P> {
  start: number;
  end: number;
  person: P;
}

const name = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_\u200c\u200d]|[.\-](?=[\p{L}\p{N}_])){0,119}`;
const sites = new RegExp(String.raw`[@\uff20](${name})`, 'gu');
const typed = new RegExp(String.raw`[@\uff20]((?:${name})?)$`, 'u');

/** Scripts that write words without spaces, or hang endings on a name: a name may end inside a run. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]/u;
const hangul = /\p{Script=Hangul}/u;
const wordPart = /[\p{L}\p{N}\p{M}]/u;
const continues = /[\p{M}\u200c\u200d]/u;

/** One-letter words that Arabic and Hebrew write onto the next word, a name included. */
const proclitic = /(?<![\p{L}\p{N}\p{M}])(?:[وفبلك]{1,2}|[והבלכמש]{1,2})$/u;

/**
 * Where a plain text may name people: `@` and a run of letters, digits and marks of any script.
 * Punctuation stays outside, e-mail addresses are none. In scripts without spaces each site has
 * several candidates, as `@佐藤さんへ` may mean 佐藤, 佐藤さん or 佐藤さんへ.
 */
export function findMentions(text: string): MentionSite[] {
  const found: MentionSite[] = [];
  for (const match of text.matchAll(sites)) {
    const run = (match[1] ?? '').replace(/[_.\-\u200c\u200d]+$/, '');
    if (!mayStandHere(text, match.index, run)) continue;
    const candidates = candidatesOf(run, match.index + 1);
    if (candidates.length > 0) found.push({ start: match.index, candidates });
  }
  return found;
}

/** Picks for each site the longest candidate that exists; `people` is keyed by folded handle. */
export function resolveMentions<P>(
  found: MentionSite[],
  people: ReadonlyMap<string, P>,
): Mention<P>[] {
  return found.flatMap(({ start, candidates }) => {
    const known = candidates.find(({ handle }) => people.has(handle));
    const person = known && people.get(known.handle);
    return known && person !== undefined ? [{ start, end: known.end, person }] : [];
  });
}

/** The name being typed before the caret, for a list to choose from; null when there is none. */
export function mentionBeingTyped(
  text: string,
  caret: number,
): { start: number; query: string } | null {
  const before = text.slice(Math.max(0, caret - 200), caret);
  const match = typed.exec(before);
  if (!match || !mayStandHere(before, match.index, match[1] ?? '')) return null;
  return { start: caret - before.length + match.index, query: match[1] ?? '' };
}

/** The text after a choice from the list: the handle and a space, so that it means this person only. */
export function insertMention(
  text: string,
  range: { start: number; caret: number },
  handle: string,
): { text: string; caret: number } {
  const inserted = `@${handle} `;
  const rest = text.slice(range.caret).replace(/^ /, '');
  return {
    text: text.slice(0, range.start) + inserted + rest,
    caret: range.start + inserted.length,
  };
}

/** An `@` inside a word is an address unless the script is one that writes words together. */
function mayStandHere(text: string, at: number, run: string): boolean {
  const before = text.slice(Math.max(0, at - 8), at);
  const previous = [...before].at(-1);
  if (previous === undefined) return true;
  if (/[@\uff20_%+=&~]/.test(previous)) return false;
  if (!wordPart.test(previous)) return true;
  if (/\.[\p{L}\p{N}]/u.test(run)) return false;
  return (unspaced.test(previous) && !hangul.test(previous)) || proclitic.test(before);
}

function candidatesOf(run: string, offset: number): MentionCandidate[] {
  const characters = [...run];
  const candidates: MentionCandidate[] = [];
  let end = 0;
  for (const [index, character] of characters.entries()) {
    end += character.length;
    if (index >= limits.handle * 2) break;
    if (!mayEnd(character, characters[index + 1])) continue;
    const handle = foldHandle(run.slice(0, end));
    if ([...handle].length <= limits.handle) candidates.unshift({ end: offset + end, handle });
  }
  return candidates;
}

/** Whether a name may end between these two characters of a run. */
function mayEnd(last: string, next: string | undefined): boolean {
  if (/[_.\-\u200c\u200d]/.test(last)) return false;
  if (next === undefined || next === '.' || next === '-') return true;
  if (continues.test(next)) return false;
  return unspaced.test(last) || unspaced.test(next);
}
