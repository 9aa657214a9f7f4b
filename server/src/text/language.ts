import { foreignLetters, functionWords } from './function-words.ts';
import { type LanguageScript, scriptOfLanguage, scripts } from './languages.ts';

/** Nobody knows. */
export const unknownLanguage = 'und';

const maxLength = 4_000;
/** Part of the letters one script must have. */
const minShare = 0.6;
const minLetters = 2;

/**
 * The language of a text as BCP 47, for hyphens, fonts and voices; `und` where it would be a mere
 * guess, as a wrong language is worse than none. The script tells most; among languages that share
 * one, the author's own and the small words of the text decide.
 */
export function languageOf(text: string, authorLanguages: readonly string[] = []): string {
  const sample = text.slice(0, maxLength);
  const script = scriptOf(sample);
  if (!script) return unknownLanguage;
  const own = authorLanguages.filter((tag) => scriptOfLanguage(tag) === script.name);
  if (script.language) return own[0] ?? script.language;
  return byWords(sample, script, own) ?? (own.length === 1 && own[0] ? own[0] : unknownLanguage);
}

function scriptOf(sample: string): LanguageScript | undefined {
  const total = sample.match(/\p{L}/gu)?.length ?? 0;
  if (total < minLetters) return undefined;
  if (hasKana(sample, total)) return scripts.find(({ name }) => name === 'Jpan');
  return scripts.find(({ letters }) => (sample.match(letters)?.length ?? 0) >= total * minShare);
}

/** A tenth of Kana makes a Japanese text of Han. */
function hasKana(sample: string, total: number): boolean {
  const kana = sample.match(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0;
  return kana >= total * 0.1 && kana + han >= total * minShare;
}

/** The language whose small words are clearly the most frequent; the author's own count double. */
function byWords(
  sample: string,
  script: LanguageScript,
  own: readonly string[],
): string | undefined {
  const text = sample.toLowerCase();
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  const scores = [...functionWords.keys()]
    .filter((language) => scriptOfLanguage(language) === script.name && isPlausible(language, text))
    .map((language) => scoreOf(language, words, own))
    .filter((score) => score !== undefined)
    .sort((one, other) => other.score - one.score);
  const [best, second] = scores;
  return best && best.score >= (second?.score ?? 0) * 1.4 ? best.tag : undefined;
}

/** Few letters are foreign to the language. */
function isPlausible(language: string, text: string): boolean {
  const foreign = foreignLetters.get(language);
  if (!foreign) return true;
  const letters = text.match(/\p{L}/gu) ?? [];
  return (letters.join('').match(foreign)?.length ?? 0) <= letters.length * 0.01;
}

interface Score {
  tag: string;
  score: number;
}

/** Undefined when the text has too few different small words of the language. */
function scoreOf(
  language: string,
  words: readonly string[],
  own: readonly string[],
): Score | undefined {
  const small = functionWords.get(language);
  const hits = words.filter((word) => small?.has(word));
  const tag = own.find((mine) => baseOf(mine) === language);
  const different = new Set(hits).size;
  const enough = different >= (words.length > 12 && !tag ? 5 : 2);
  if (!enough || hits.length < words.length * (tag ? 0.1 : 0.17)) return undefined;
  return { tag: tag ?? language, score: hits.length * (tag ? 2 : 1) };
}

function baseOf(tag: string): string {
  return tag.split('-')[0] ?? tag;
}
