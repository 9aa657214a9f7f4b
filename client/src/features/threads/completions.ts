import emojiByName from 'markdown-it-emoji/lib/data/full.mjs';

/** What can be put in place of what is being typed. */
export interface Completion {
  readonly id: string;
  readonly sign: string;
  readonly label: string;
  readonly text: string;
}

export interface Completions {
  readonly start: number;
  readonly options: readonly Completion[];
}

const offered = 6;
const emojiTyped = /(?<![A-Za-z0-9/_:]):([a-z0-9_+-]{2,40})$/;
const languageTyped = /(?:^|\n)(?:> ?)*(`{3,}|~{3,})([a-z0-9+#-]{1,20})$/;

/** Languages the hub colours, by the names people know. */
const languages = [
  ...['bash', 'c', 'cpp', 'csharp', 'css', 'diff', 'go', 'graphql', 'html', 'ini', 'java'],
  ...['javascript', 'js', 'json', 'kotlin', 'less', 'lua', 'makefile', 'markdown', 'objectivec'],
  ...['perl', 'php', 'plaintext', 'python', 'r', 'ruby', 'rust', 'scss', 'shell', 'sql', 'swift'],
  ...['typescript', 'ts', 'vbnet', 'wasm', 'xml', 'yaml'],
];

function emojiFor(query: string): Completion[] {
  const names = Object.keys(emojiByName);
  const starting = names.filter((name) => name.startsWith(query));
  const inside = names.filter((name) => name.includes(`_${query}`) && !name.startsWith(query));
  return [...starting, ...inside].slice(0, offered).map((name) => {
    const sign = emojiByName[name] ?? '';
    return { id: name, sign, label: `:${name}:`, text: `${sign} ` };
  });
}

/** Emoji for `:ta`, languages for a block of code; null when neither is being typed. */
export function completionsAt(text: string, caret: number): Completions | null {
  const before = text.slice(Math.max(0, caret - 80), caret);
  const emoji = emojiTyped.exec(before)?.[1];
  if (emoji !== undefined) return orNull(caret - emoji.length - 1, emojiFor(emoji));
  const language = languageTyped.exec(before)?.[2];
  // A whole name is not completed, or Enter would not begin the code.
  if (language === undefined || languages.includes(language)) return null;
  const found = languages.filter((name) => name.startsWith(language)).slice(0, offered);
  const options = found.map((name) => ({ id: name, sign: '', label: name, text: `${name}\n` }));
  return orNull(caret - language.length, options);
}

const orNull = (start: number, options: readonly Completion[]): Completions | null =>
  options.length > 0 ? { start, options } : null;
