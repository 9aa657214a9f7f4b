import { escapeHtml } from './sanitize.ts';

/** A stretch of text with what must come back from a translation as it was. */
export interface TranslatableLine {
  /** HTML for the translator: marks as tags, what is not to be translated as `<code translate="no">`. */
  readonly html: string;
  /** Markdown out of the translated HTML; null when a mark was lost, doubled or torn. */
  restore(translated: string): string | null;
  /** The plain stretches between the marks, as HTML: for when `restore` gave up. */
  readonly runs: readonly string[];
  rebuild(translatedRuns: readonly string[]): string;
}

/**
 * What stays: escapes, code, maths, pictures, addresses, notes, people. A handle never leaves the
 * hub this way either. Lengths are bounded, so that no line takes long to read.
 */
const atom = [
  String.raw`\\[\\!-\/:-@\[-${'`'}{-~]`,
  '(?<tick>`+)(?!`)[^\\n]{1,2000}?(?<!`)\\k<tick>(?!`)',
  String.raw`\$\$[^$\n]{1,1000}\$\$|\$[^\s$](?:[^$\n]{0,500}[^\s$])?\$(?!\d)`,
  String.raw`!\[[^\]\n]{0,500}\]\([^()\s]{0,2000}\)`,
  String.raw`<[^<>\s][^<>\n]{0,500}>`,
  String.raw`(?:https?:\/\/|mailto:)[^\s<>]{0,1999}[^\s<>.,;:!?)\]}'"*_~|]`,
  String.raw`[\w.+\-]{1,64}@[\w\-]{1,60}\.[\w.\-]{1,60}\w`,
  String.raw`[@\uff20][\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_\u200c\u200d]|[.\-](?=[\p{L}\p{N}_])){0,119}`,
  String.raw`\[\^[^\]\s]{1,60}\]`,
  String.raw`:[a-z0-9_+\-]{2,40}:`,
].join('|');
const linked = String.raw`\[(?<words>[^\[\]\n]{1,500})\](?<tail>\((?:[^()\n]|\([^()\n]{0,300}\)){1,2000}\))`;
const stressed = String.raw`(?<mark>\*\*|__|~~|\|\||\*|(?<![\p{L}\p{N}])_)(?=[^\s*_~|])(?<inner>[^\n]{1,500}?)(?<=[^\s])\k<mark>(?![*\p{L}\p{N}])`;
const piece = new RegExp(`(?<atom>${atom})|${linked}|${stressed}`, 'gu');

/** More marks than this in one line are translated around, not through. */
const maxMarks = 60;

interface Mark {
  readonly open: string;
  /** Null for what has no inside. */
  readonly close: string | null;
}

/** Reads one line of Markdown, without what stands before it (list marks, quotes). */
export function readLine(source: string): TranslatableLine {
  const marks: Mark[] = [];
  const runs: string[] = [];
  const html = toHtml(source, marks, runs);
  return {
    html,
    restore: (translated) => (marks.length > maxMarks ? null : restore(translated, marks)),
    runs: runs.map(escapeHtml),
    rebuild: (translatedRuns) => rebuild(html, marks, translatedRuns),
  };
}

function toHtml(source: string, marks: Mark[], runs: string[]): string {
  let html = '';
  let from = 0;
  const addText = (text: string) => {
    if (text === '') return;
    runs.push(text);
    html += escapeHtml(text);
  };
  for (const { 0: whole, index, groups = {} } of source.matchAll(piece)) {
    addText(source.slice(from, index));
    from = index + whole.length;
    if (groups.atom !== undefined) html += addAtom(whole, marks);
    else {
      const open = groups.mark ?? '[';
      const close = groups.mark ?? `]${groups.tail}`;
      const id = marks.push({ open, close }) - 1;
      html += `<b id="m${id}">${toHtml(groups.inner ?? groups.words ?? '', marks, runs)}</b>`;
    }
  }
  addText(source.slice(from));
  return html;
}

function addAtom(whole: string, marks: Mark[]): string {
  const id = marks.push({ open: whole, close: null }) - 1;
  return `<code translate="no" id="m${id}">x${id}</code>`;
}

const part =
  /<code\b[^>]{0,200}?\bid="m(\d{1,4})"[^>]{0,200}>[^<]{0,200}<\/code>|<b\b[^>]{0,200}?\bid="m(\d{1,4})"[^>]{0,200}>|(<\/b>)|([^<]+)|</g;

function restore(translated: string, marks: readonly Mark[]): string | null {
  const seen = new Set<number>();
  const open: { id: number; from: number }[] = [];
  let text = '';
  for (const [, atomId, markId, ends, words] of translated.matchAll(part)) {
    if (words !== undefined) text += plain(words);
    else if (ends !== undefined) {
      const mark = open.pop();
      if (!mark) return null;
      text = closeMark(text, mark.from, marks[mark.id]);
    } else {
      const id = Number(atomId ?? markId);
      const mark = marks[id];
      if (!mark || seen.has(id) || (mark.close === null) !== (atomId !== undefined)) return null;
      seen.add(id);
      if (atomId !== undefined) text += mark.open;
      else open.push({ id, from: text.length });
    }
  }
  return open.length === 0 && seen.size === marks.length ? text : null;
}

/** Marks touch the words they stress; spaces that came inside go out. */
function closeMark(text: string, from: number, mark: Mark | undefined): string {
  const inner = text.slice(from);
  const words = inner.trim();
  if (!mark || words === '') return text;
  const start = inner.indexOf(words);
  const after = inner.slice(start + words.length);
  return `${text.slice(0, from)}${inner.slice(0, start)}${mark.open}${words}${mark.close}${after}`;
}

function rebuild(html: string, marks: readonly Mark[], translatedRuns: readonly string[]): string {
  let next = 0;
  const open: Mark[] = [];
  let text = '';
  for (const [, atomId, markId, ends, words] of html.matchAll(part)) {
    if (words !== undefined) text += withEdgesOf(plain(words), plain(translatedRuns[next++] ?? ''));
    else if (ends !== undefined) text += open.pop()?.close ?? '';
    else {
      const mark = marks[Number(atomId ?? markId)];
      text += mark?.open ?? '';
      if (mark && markId !== undefined) open.push(mark);
    }
  }
  return text;
}

/** The translation with the spaces the original had around it. */
function withEdgesOf(original: string, translated: string): string {
  const [start = ''] = /^\s*/.exec(original) ?? [];
  const [end = ''] = original.trim() === '' ? [''] : (/\s*$/.exec(original) ?? []);
  return `${start}${translated.trim()}${end}`;
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Text of an HTML text node, on one line. */
function plain(html: string): string {
  const text = html.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi,
    (whole, ...found) => {
      const [decimal, hex, name] = found.map((one) => (typeof one === 'string' ? one : ''));
      if (name) return named[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return code > 31 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
    },
  );
  return text.replace(/\p{Cc}+/gu, ' ');
}
