import type { StoredFile } from './files.repository.ts';

/** Widths that smaller versions are made in, in pixels; the least is for pictures of people. */
const widths = [160, 320, 640, 1_280];
/** A version that is so much of the picture, or more, is not worth its room. */
export const worthOf = 0.8;
/** A picture of so few bytes comes as fast as any smaller one. */
const fewBytes = 12_000;

/** Which widths are made of such a picture; whether each saves enough shows when it is made. */
export function smallerWidths({
  type,
  bytes,
  image,
}: Pick<StoredFile, 'type' | 'bytes' | 'image'>): number[] {
  // Of those from before nobody knows whether they move.
  if (!image || bytes <= fewBytes || type === 'image/gif') return [];
  return widths.filter((width) => width <= image.width * worthOf);
}
