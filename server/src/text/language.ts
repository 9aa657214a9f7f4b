/** The likely language of a text, or `und`. */
export function languageOf(_text: string, languages: readonly string[]): string {
  return languages[0] ?? 'und';
}
