/** What a rendered text says, without markup. */
export interface HtmlWords {
  /** All words, quotes and code included. */
  text: string;
  /** The author's own words; all of them when there is nothing but quotes. */
  own: string;
  /** Ids of the people whose words are quoted: the name that opens a quote. */
  quoted: string[];
}

const piece = /<(\/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)/g;
const inline = new Set(['a', 'bdi', 'strong', 'em', 's', 'code', 'img', 'span', 'sup', 'time']);
const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

interface Reading {
  all: string;
  own: string;
  quotes: number;
  /** Inside the number of a note, or what is behind a press. */
  spoilers: number;
  marks: number;
  /** At the very start of an outermost quote. */
  opening: boolean;
  quoted: Set<string>;
}

/**
 * Reads the HTML of a post, which `renderMarkdown` made, far faster than the Markdown could be
 * parsed again: for snippets in lists.
 */
export function wordsOfHtml(html: string): HtmlWords {
  const reading: Reading = {
    all: '',
    own: '',
    quotes: 0,
    spoilers: 0,
    marks: 0,
    opening: false,
    quoted: new Set(),
  };
  for (const [, closing, tag, attributes = '', text] of html.matchAll(piece)) {
    if (tag === undefined) addWords(reading, unescaped(text ?? ''));
    else readTag(reading, { name: tag, closing: closing === '/', attributes });
  }
  const text = reading.all.trim();
  return { text, own: reading.own.trim() || text, quoted: [...reading.quoted] };
}

interface Tag {
  name: string;
  closing: boolean;
  attributes: string;
}

function readTag(reading: Reading, { name, closing, attributes }: Tag): void {
  if (name === 'blockquote') {
    reading.quotes += closing ? -1 : 1;
    reading.opening = !closing && reading.quotes === 1;
  }
  if (name === 'details') reading.spoilers += closing ? -1 : 1;
  if (name === 'sup') reading.marks += closing ? -1 : 1;
  if (name === 'a' && reading.opening) addQuoted(reading, attributes);
  if (name === 'img') addWords(reading, unescaped(/ alt="([^"]*)"/.exec(attributes)?.[1] ?? ''));
  if (!inline.has(name)) addWords(reading, '\n');
}

function addQuoted(reading: Reading, attributes: string): void {
  const id = / data-person="([0-9a-f]{24})"/.exec(attributes)?.[1];
  if (id) reading.quoted.add(id);
}

function addWords(reading: Reading, words: string): void {
  if (reading.marks > 0) return;
  reading.all += words;
  if (reading.quotes === 0 && reading.spoilers === 0) reading.own += words;
  if (words.trim() !== '') reading.opening = false;
}

function unescaped(text: string): string {
  return text.includes('&')
    ? text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
    : text;
}
