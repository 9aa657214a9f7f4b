/** The languages the interface speaks, each by its own name. */
export const languages = {
  en: 'English',
  id: 'Bahasa Indonesia',
  de: 'Deutsch',
  ar: 'العربية',
} as const;

export type Language = keyof typeof languages;

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}

/** The first wanted tag that the interface speaks (`de-AT` is spoken by `de`). */
export function pickLanguage(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const base = tag?.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(base)) return base;
    // Older browsers say `in` for Indonesian.
    if (base === 'in') return 'id';
  }
  return 'en';
}

const rightToLeftScripts = new Set([
  'Adlm',
  'Arab',
  'Hebr',
  'Mand',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
]);

/** The direction a language is written in. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  const script = new Intl.Locale(tag).maximize().script ?? '';
  return rightToLeftScripts.has(script) ? 'rtl' : 'ltr';
}
