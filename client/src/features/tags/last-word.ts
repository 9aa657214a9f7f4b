const between = /[,،、，;]/;

/** What is being typed in a field of tags: the text before it, and the word itself. */
export function lastWord(text: string): { head: string; word: string } {
  const at = [...text].findLastIndex((sign) => between.test(sign)) + 1;
  const signs = [...text];
  const word = signs.slice(at).join('').trim().replace(/^#/, '');
  return { head: signs.slice(0, at).join(''), word };
}

/** The field with the word that is being typed replaced by a tag, ready for the next one. */
export function withTag(text: string, name: string): string {
  const { head } = lastWord(text);
  return `${head}${head && !head.endsWith(' ') ? ' ' : ''}${name}, `;
}
