import { foldForSearch } from './fold.ts';

/** More marks on one letter than any script needs are there to spill over other lines. */
const pileOfMarks = /\p{M}{7}/u;
/** Joiners shape letters and signs of several scripts; all else that cannot be seen hides something. */
const unseen =
  /[[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{DI}]--[\u200c\u200d\ufe0e\ufe0f\u{e0020}-\u{e007f}]]/v;
const joining = /\u200c|\u200d|\ufe0e|\ufe0f/g;
const something = /[\p{L}\p{N}\p{Extended_Pictographic}\p{RI}]/u;
/** Scripts with letters that look like each other's: in one word they are there to deceive. */
const alike = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** A tag as it is kept and shown: one form of each letter, small, words one space apart. */
export function normalTag(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^#+\s*/, '');
}

/** Whether it reads as what it is: no unseen signs, nothing that turns the writing, no mixed letters. */
export function isTag(name: string): boolean {
  if (!something.test(name) || unseen.test(name) || pileOfMarks.test(name)) return false;
  return name
    .split(/[^\p{L}\p{M}]+/u)
    .every((word) => alike.filter((one) => one.test(word)).length < 2);
}

/** By which tags are the same: accents, case, width and what stands between words say nothing. */
export function tagKey(name: string): string {
  const folded = foldForSearch(normalTag(name)).replace(joining, '');
  return folded.replace(/[\s_-]+/gu, '-').replace(/^-+|-+$/g, '') || folded;
}

const latin: Record<string, string> = {
  ...{ а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ј: 'j', ѕ: 's', һ: 'h' },
  ...{ ԁ: 'd', ԛ: 'q', ԝ: 'w', к: 'k' },
  ...{ α: 'a', ο: 'o', ν: 'v', ρ: 'p', υ: 'u', κ: 'k', ι: 'i', χ: 'x', γ: 'y' },
  ...{ '0': 'o', '1': 'l', ı: 'i', ɑ: 'a', ɡ: 'g' },
};

/** By which two tags of different letters look the same. */
export const tagLook = (key: string): string =>
  [...key].map((letter) => latin[letter] ?? letter).join('');
