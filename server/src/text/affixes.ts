const arabic = /^\p{Script=Arabic}+$/u;
const hebrew = /^\p{Script=Hebrew}+$/u;
/** Letters that must be left of a word, so that `ولد` does not become `لد`. */
const minStem = 3;

/**
 * A folded word without the small words that Arabic (and, so, with, like, for, the) and Hebrew
 * (and, the, in, to, like, from, that) write onto its front. Without the word itself.
 */
export function affixed(word: string): string[] {
  if (arabic.test(word)) return arabicStems(word);
  return hebrew.test(word) ? hebrewStems(word) : [];
}

/** The Arabic word of a query without its article: a text has the same form among its terms. */
export function withoutArticle(word: string): string {
  const stem = arabic.test(word) && word.startsWith('ال') ? word.slice(2) : word;
  return stem.length >= minStem ? stem : word;
}

function arabicStems(word: string): string[] {
  const stems = new Set<string>();
  const conjunction = /^[وف]/.test(word) ? [word.slice(1)] : [];
  for (const form of [word, ...conjunction]) {
    stems.add(form);
    if (form.startsWith('لل')) stems.add(`ال${form.slice(2)}`).add(form.slice(2));
    if (/^[بكل]/.test(form)) stems.add(form.slice(1));
  }
  for (const form of [...stems]) if (form.startsWith('ال')) stems.add(form.slice(2));
  return longEnough(stems, word);
}

function hebrewStems(word: string): string[] {
  const stems = new Set<string>();
  for (let length = 1; length <= 3 && /^[והבלכמש]+$/.test(word.slice(0, length)); length += 1) {
    stems.add(word.slice(length));
  }
  return longEnough(stems, word);
}

function longEnough(stems: Set<string>, word: string): string[] {
  return [...stems].filter((stem) => stem !== word && stem.length >= minStem);
}
