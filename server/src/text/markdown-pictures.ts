import type { Token } from 'markdown-it';
import { fileAddress } from './addresses.ts';

/** A picture as it was stored, in pixels. */
export interface KnownPicture {
  width: number;
  height: number;
  /** Widths of the smaller versions there are. */
  smaller: readonly number[];
}

/** By the file's id. */
export type Pictures = ReadonlyMap<string, KnownPicture>;

/** The room a picture takes at most, in CSS pixels: as wide as a text, and seen as a whole. */
const room = { width: 640, height: 640 };
/** What stands beside a picture on a page that is narrower. */
const marginPx = 64;
/** Versions that are too small for any page are for pictures of people. */
const leastWidth = 320;
/** Pictures one text is asked about; more have no place of their size. */
const most = 200;

/** Ids of the files that a text shows as pictures. */
export function pictureIdsIn(tokens: Token[]): string[] {
  return [...new Set(imagesIn(tokens).map(fileOf))].filter((id) => id !== '').slice(0, most);
}

/**
 * Gives pictures their place and their smaller versions, so that what is around them never moves
 * and a phone loads no more than it shows. One that has more to show leads to the whole of it,
 * unless it leads elsewhere.
 */
export function sizePictures(tokens: Token[], pictures: Pictures): void {
  if (pictures.size === 0) return;
  for (const { children } of tokens) {
    let links = 0;
    for (const token of children ?? []) {
      if (token.type === 'link_open') links += 1;
      if (token.type === 'link_close') links -= 1;
      const picture = token.type === 'image' ? pictures.get(fileOf(token)) : undefined;
      if (picture && size(token, picture) && links === 0) token.meta = { whole: true };
    }
  }
}

const imagesIn = (tokens: Token[]): Token[] =>
  tokens.flatMap(({ children }) => children ?? []).filter(({ type }) => type === 'image');

const fileOf = (token: Token): string =>
  fileAddress.exec(String(token.attrGet('src') ?? ''))?.[1] ?? '';

/** Answers whether the picture has more to show than its place does. */
function size(token: Token, { width, height, smaller }: KnownPicture): boolean {
  const scale = Math.min(1, room.width / width, room.height / height);
  const shown = Math.max(1, Math.round(width * scale));
  token.attrSet('width', String(shown));
  token.attrSet('height', String(Math.max(1, Math.round(height * scale))));
  const useful = smaller.filter((one) => one >= leastWidth);
  if (useful.length === 0) return scale < 1;
  const address = String(token.attrGet('src'));
  const versions = useful.map((one) => `${address}?w=${one} ${one}w`);
  token.attrSet('srcset', [...versions, `${address} ${width}w`].join(', '));
  const isNarrow = `(max-width: ${shown + marginPx}px)`;
  token.attrSet('sizes', `${isNarrow} calc(100vw - ${marginPx}px), ${shown}px`);
  return true;
}

/** A link to the whole picture; where nobody described it, for fingers and mice only: it has no name. */
export function linkToWhole(
  token: Token,
  { address, image, alt }: { address: string; image: string; alt: string },
): string {
  if (token.meta?.whole !== true) return image;
  const nameless = alt.trim() === '' ? ' tabindex="-1" aria-hidden="true"' : '';
  return `<a class="picture" href="${address}"${nameless}>${image}</a>`;
}
