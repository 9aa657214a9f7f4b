import { foldHandle, isHandle, normalizeHandle } from '@jembatan/shared/handles';
import { limits } from '@jembatan/shared/limits';

export { foldHandle, isHandle, normalizeHandle };

/** Letters with their marks; at most six marks, as more are there to spill over other lines. */
const part = /(?:[[\p{L}\p{N}]--\p{DI}](?:[\p{M}--[\p{DI}\p{Me}]]){0,6})+/gv;

/** Room left for the number that makes a second Anna unique. */
const reserved = 6;

/**
 * A handle made from a display name in any script: its words joined by `_`, case kept. Null when
 * the name has no letter or digit at all; the caller then chooses another word.
 */
export function handleFromName(displayName: string): string | null {
  const words = normalizeHandle(displayName.slice(0, 400)).match(part) ?? [];
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(words.join('_'));
  let handle = '';
  for (const { segment } of graphemes) {
    if ([...handle, ...segment].length > limits.handle - reserved) break;
    handle += segment;
  }
  handle = handle.replace(/_+$/, '');
  return isHandle(handle) ? handle : null;
}

/** The handle to try after `attempt` others were taken: the same with a number behind it. */
export function numberedHandle(handle: string, attempt: number): string {
  return attempt === 0 ? handle : `${handle}_${attempt + 1}`;
}
