import { limits } from '@jembatan/shared/limits';

/** Marks that turn text around or are not seen; with them a name shows as another than it is. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const extension = /\.[^.\s]{1,16}$/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** What is left when nothing is. */
const nameless = 'file';

/**
 * The name of a file as it may be shown and saved: no folders, no marks that
 * hide or turn text, one form (NFC), at most `limits.fileName` code units with
 * the extension kept.
 */
export function cleanFileName(given: string): string {
  const base = given.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const shown = base.replace(unseen, '').trim().replace(/^\.+/, '');
  return cut(shown) || nameless;
}

function cut(name: string): string {
  if (name.length <= limits.fileName) return name;
  const end = extension.exec(name)?.[0] ?? '';
  let start = '';
  for (const { segment } of graphemes.segment(name.slice(0, limits.fileName))) {
    if (start.length + segment.length + end.length > limits.fileName) break;
    start += segment;
  }
  return start.trimEnd() + end;
}

/** Whether the file is shown in place or saved. */
export type Disposition = 'inline' | 'attachment';

/** The header that carries a name: ASCII for the oldest readers, RFC 8187 for all others. */
export function contentDisposition(disposition: Disposition, name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9 ._-]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${disposition}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
