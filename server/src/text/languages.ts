/** A script, and the language nearly every text in it has, where there is one. */
export interface LanguageScript {
  /** ISO 15924. */
  name: string;
  letters: RegExp;
  language?: string;
}

/** The order matters only for texts that mix scripts; Kana is looked for before Han. */
export const scripts: readonly LanguageScript[] = [
  { name: 'Latn', letters: /\p{Script=Latin}/gu },
  { name: 'Arab', letters: /\p{Script=Arabic}/gu },
  { name: 'Cyrl', letters: /\p{Script=Cyrillic}/gu },
  { name: 'Deva', letters: /\p{Script=Devanagari}/gu },
  { name: 'Beng', letters: /\p{Script=Bengali}/gu },
  { name: 'Ethi', letters: /\p{Script=Ethiopic}/gu },
  { name: 'Jpan', letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, language: 'ja' },
  { name: 'Hani', letters: /\p{Script=Han}/gu, language: 'zh' },
  { name: 'Hang', letters: /\p{Script=Hangul}/gu, language: 'ko' },
  { name: 'Thai', letters: /\p{Script=Thai}/gu, language: 'th' },
  { name: 'Laoo', letters: /\p{Script=Lao}/gu, language: 'lo' },
  { name: 'Khmr', letters: /\p{Script=Khmer}/gu, language: 'km' },
  { name: 'Mymr', letters: /\p{Script=Myanmar}/gu, language: 'my' },
  { name: 'Hebr', letters: /\p{Script=Hebrew}/gu, language: 'he' },
  { name: 'Grek', letters: /\p{Script=Greek}/gu, language: 'el' },
  { name: 'Armn', letters: /\p{Script=Armenian}/gu, language: 'hy' },
  { name: 'Geor', letters: /\p{Script=Georgian}/gu, language: 'ka' },
  { name: 'Taml', letters: /\p{Script=Tamil}/gu, language: 'ta' },
  { name: 'Telu', letters: /\p{Script=Telugu}/gu, language: 'te' },
  { name: 'Knda', letters: /\p{Script=Kannada}/gu, language: 'kn' },
  { name: 'Mlym', letters: /\p{Script=Malayalam}/gu, language: 'ml' },
  { name: 'Gujr', letters: /\p{Script=Gujarati}/gu, language: 'gu' },
  { name: 'Guru', letters: /\p{Script=Gurmukhi}/gu, language: 'pa' },
  { name: 'Orya', letters: /\p{Script=Oriya}/gu, language: 'or' },
  { name: 'Sinh', letters: /\p{Script=Sinhala}/gu, language: 'si' },
  { name: 'Tibt', letters: /\p{Script=Tibetan}/gu, language: 'bo' },
  { name: 'Thaa', letters: /\p{Script=Thaana}/gu, language: 'dv' },
  { name: 'Mong', letters: /\p{Script=Mongolian}/gu, language: 'mn' },
  { name: 'Cher', letters: /\p{Script=Cherokee}/gu, language: 'chr' },
  { name: 'Cans', letters: /\p{Script=Canadian_Aboriginal}/gu },
  { name: 'Tfng', letters: /\p{Script=Tifinagh}/gu },
  { name: 'Nkoo', letters: /\p{Script=Nko}/gu },
  { name: 'Adlm', letters: /\p{Script=Adlam}/gu },
];

/** Names ICU gives to mixtures that are one script here. */
const sameScript: Record<string, string> = {
  Hans: 'Hani',
  Hant: 'Hani',
  Kore: 'Hang',
  Hira: 'Jpan',
  Kana: 'Jpan',
};

/** Asking ICU is slow, and the tags in use are few. */
const known = new Map<string, string | undefined>();
const maxKnown = 1_000;

/** The script a language is usually written in, by ICU; undefined for a malformed tag. */
export function scriptOfLanguage(tag: string): string | undefined {
  if (known.has(tag)) return known.get(tag);
  const script = askIcu(tag);
  if (known.size < maxKnown) known.set(tag, script);
  return script;
}

function askIcu(tag: string): string | undefined {
  try {
    const { script } = new Intl.Locale(tag).maximize();
    return script && (sameScript[script] ?? script);
  } catch {
    return undefined;
  }
}
