import type { MarkdownIt as Engine, StateBlock, StateCore, StateInline, Token } from 'markdown-it';

type Place = [state: StateBlock, startLine: number, endLine: number, silent: boolean];

const definition = /^\[\^([^\s[\]]{1,60})\]:[ \t]*(\S.*)?$/;
const reference = /\[\^([^\s[\]]{1,60})\]/y;
/** More are no notes but a list. */
const maxNotes = 200;
/** Places that may point at one note. */
const maxReferences = 20;

/** A note by its label: its number once something points at it, and how often that is. */
interface Note {
  number: number | null;
  references: number;
}

/** `word[^1]` and, on a line of its own, `[^1]: the note`. Notes stand at the end, in the order they are named. */
export function addNotes(md: Engine): void {
  md.block.ruler.before('reference', 'note', define, { alt: ['paragraph', 'reference'] });
  md.inline.ruler.before('link', 'note', refer);
  md.core.ruler.after('inline', 'notes', gather);
}

function notesOf(env: Record<string, unknown>): Map<string, Note> {
  if (env.notes instanceof Map) return env.notes;
  const notes = new Map<string, Note>();
  env.notes = notes;
  return notes;
}

function define(...[state, startLine, endLine, silent]: Place): boolean {
  const found = definition.exec(lineOf(state, startLine));
  const label = found?.[1];
  if (label === undefined || state.level > 0) return false;
  const notes = notesOf(state.env);
  if (notes.has(label) || notes.size >= maxNotes) return false;
  if (silent) return true;
  notes.set(label, { number: null, references: 0 });
  const end = endOf(state, startLine, endLine);
  const rest = Array.from({ length: end - startLine - 1 }, (_, n) =>
    lineOf(state, startLine + 1 + n),
  );
  state.push('note_open', 'li', 1).meta = { label };
  state.push('paragraph_open', 'p', 1);
  const inline = state.push('inline', '', 0);
  inline.content = [found?.[2] ?? '', ...rest].join('\n').trim();
  inline.map = [startLine, end];
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  state.push('note_close', 'li', -1);
  state.line = end;
  return true;
}

/** A note goes on until an empty line or the next note. */
function endOf(state: StateBlock, startLine: number, endLine: number): number {
  let line = startLine + 1;
  while (line < endLine && !state.isEmpty(line) && !definition.test(lineOf(state, line))) line += 1;
  return line;
}

function lineOf(state: StateBlock, line: number): string {
  const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(from, state.eMarks[line] ?? from);
}

function refer(state: StateInline, silent: boolean): boolean {
  const { src, pos, env } = state;
  if (src.charCodeAt(pos + 1) !== 0x5e || !(env?.notes instanceof Map)) return false;
  reference.lastIndex = pos;
  const label = reference.exec(src)?.[1];
  const note = label === undefined ? undefined : notesOf(env).get(label);
  if (!note || label === undefined || note.references >= maxReferences) return false;
  if (!silent) {
    note.number ??= nextNumber(env);
    note.references += 1;
    const token = state.push('note_reference', 'sup', 0);
    token.meta = { number: note.number, nth: note.references };
  }
  state.pos = pos + label.length + 3;
  return true;
}

function nextNumber(env: Record<string, unknown>): number {
  const next = Number(env.noteCount ?? 0) + 1;
  env.noteCount = next;
  return next;
}

/** Takes the notes out of the text and puts them behind it; those nothing points at come last. */
function gather(state: StateCore): void {
  const notes = notesOf(state.env);
  if (notes.size === 0) return;
  const text: Token[] = [];
  const found: { note: Note; tokens: Token[] }[] = [];
  let open: Token[] | null = null;
  for (const token of state.tokens) {
    const note = token.type === 'note_open' ? notes.get(String(token.meta?.label)) : undefined;
    if (note) {
      open = [];
      found.push({ note, tokens: open });
    }
    (open ?? text).push(token);
    if (token.type === 'note_close') open = null;
  }
  for (const { note } of found) note.number ??= nextNumber(state.env);
  found.sort((a, b) => (a.note.number ?? 0) - (b.note.number ?? 0));
  for (const { note, tokens } of found) if (tokens[0]) tokens[0].meta = { ...note };
  for (const { note, tokens } of found) {
    const back = new state.Token('note_back', '', 0);
    back.meta = { ...note };
    tokens.splice(-2, 0, back);
  }
  const list = new state.Token('notes_open', 'ol', 1);
  const end = new state.Token('notes_close', 'ol', -1);
  state.tokens = [...text, list, ...found.flatMap(({ tokens }) => tokens), end];
}

/** The note a token is about. */
export function noteOf(token: Token | undefined): { number: number; references: number } {
  return {
    number: Number(token?.meta?.number ?? 0),
    references: Number(token?.meta?.references ?? 0),
  };
}
