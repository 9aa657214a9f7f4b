import type { MarkdownIt as Engine, StateInline } from 'markdown-it';
import emojiByName from 'markdown-it-emoji/lib/data/full.mjs';
import { Temporal } from 'temporal-polyfill';

const names = new Map<string, string>(Object.entries(emojiByName));
const shortcode = /:([a-z0-9_+-]{1,40}):/y;
const time = /\[time (\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}) ([A-Za-z][A-Za-z0-9_+\-/]{0,63})\]/y;
const years = { min: 1900, max: 2200 };

/** `:tada:`, and `[time 2026-11-25 15:00 Asia/Jakarta]`, which every reader sees in their own zone. */
export function addMarks(md: Engine): void {
  md.inline.ruler.before('link', 'time', timeToken);
  md.inline.ruler.push('shortcode', emoji);
}

function emoji(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src.charCodeAt(pos) !== 0x3a || /[A-Za-z0-9/_:=?&#@.-]/.test(src[pos - 1] ?? ''))
    return false;
  shortcode.lastIndex = pos;
  const name = shortcode.exec(src)?.[1];
  const sign = name === undefined ? undefined : names.get(name);
  if (name === undefined || sign === undefined) return false;
  const end = pos + name.length + 2;
  if (/[A-Za-z0-9_]/.test(src[end] ?? '')) return false;
  if (!silent) state.pending += sign;
  state.pos = end;
  return true;
}

function timeToken(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src.charCodeAt(pos + 1) !== 0x74) return false;
  time.lastIndex = pos;
  const [whole, day, hour, zone] = time.exec(src) ?? [];
  if (whole === undefined || zone === undefined) return false;
  const instant = instantOf(`${day}T${hour}`, zone);
  if (instant === null) return false;
  if (!silent) {
    const token = state.push('time', 'time', 0);
    token.content = `${day} ${hour} (${zone})`;
    token.attrs = [
      ['datetime', instant],
      ['title', token.content],
      ['data-zone', zone],
    ];
  }
  state.pos = pos + whole.length;
  return true;
}

/** A missing hour moves forward by the gap, a doubled hour means its first; null for no time at all. */
function instantOf(wall: string, zone: string): string | null {
  try {
    const local = Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
    if (local.year < years.min || local.year > years.max) return null;
    const zoned = local.toZonedDateTime(zone, { disambiguation: 'compatible' });
    return zoned.toInstant().toString();
  } catch {
    // Not a date, or not a zone: it stays as it was typed.
    return null;
  }
}
