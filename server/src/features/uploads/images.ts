import { rename, stat } from 'node:fs/promises';
import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { smallerWidths, worthOf } from './picture-widths.ts';

/** Formats a picture is stored in, by what it comes in. */
const storedAs = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'webp',
  'image/tiff': 'png',
} as const;

type PictureType = keyof typeof storedAs;

/** Pictures that hold places and cannot be read here are not taken at all. */
const refused = new Set(['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence']);

/** Longest side of a stored picture, in pixels. */
const longestSide = 4_096;

export interface Picture {
  type: `image/${(typeof storedAs)[PictureType]}`;
  width: number;
  height: number;
}

export function isPicture(type: string): type is PictureType {
  if (refused.has(type)) throw new AppError('unsupported-media', { type });
  return Object.hasOwn(storedAs, type);
}

/**
 * Writes the picture anew in its place: upright, without what cameras write
 * beside it, no larger than needed. What is too large says so before anything
 * is decoded; what is no picture is `unsupported-media`.
 */
export async function rewritePicture(path: string, type: PictureType): Promise<Picture> {
  await requireReasonable(path);
  const format = storedAs[type];
  const rewritten = `${path}.new`;
  try {
    const { width, height, pageHeight } = await sharp(path, {
      animated: format === 'gif' || format === 'webp',
      limitInputPixels: limits.imagePixels,
      sequentialRead: true,
    })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .toFormat(format)
      .toFile(rewritten);
    await rename(rewritten, path);
    return { type: `image/${format}`, width, height: pageHeight ?? height };
  } catch (cause) {
    throw new AppError('unsupported-media', { type }, { cause });
  }
}

/** Longest side of a small picture, in pixels. */
const smallSide = 320;

/** A small still picture, made anew; null for what is no picture, or an unreasonable one. */
export async function thumbnailOf(
  bytes: Buffer,
): Promise<{ bytes: Buffer; width: number; height: number } | null> {
  const type = (await fileTypeFromBuffer(bytes))?.mime ?? '';
  if (!Object.hasOwn(storedAs, type)) return null;
  try {
    await requireReasonable(bytes);
    const { data, info } = await sharp(bytes, { limitInputPixels: limits.imagePixels })
      .autoOrient()
      .resize({ width: smallSide, height: smallSide, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 72 })
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: info.height };
  } catch {
    // Broken, or too large to be looked at.
    return null;
  }
}

/** A smaller version of a picture, as WebP. */
export interface SmallerPicture {
  width: number;
  bytes: Buffer;
}

/**
 * Smaller versions of a picture that is stored, by ascending width; of one that
 * moves, and of what cannot be read, there are none. One is left out that would
 * save little.
 */
export async function smallerOf(path: string): Promise<SmallerPicture[]> {
  const { size } = await stat(path);
  try {
    const { width, height, pages = 1 } = await readHeader(path);
    if (pages > 1) return [];
    const made: SmallerPicture[] = [];
    for (const wanted of smallerWidths({ type: '', bytes: size, image: { width, height } })) {
      const smaller = { width: wanted, bytes: await shrink(path, wanted) };
      if (smaller.bytes.length <= size * worthOf) made.push(smaller);
    }
    return made;
  } catch {
    return [];
  }
}

const shrink = (path: string, width: number): Promise<Buffer> =>
  sharp(path, { limitInputPixels: limits.imagePixels, sequentialRead: true })
    .autoOrient()
    .resize({ width })
    .webp({ quality: 78, smartSubsample: true })
    .toBuffer();

/** Reads the header only. */
async function requireReasonable(path: string | Buffer): Promise<void> {
  const { width, height, pages = 1, pageHeight } = await readHeader(path);
  const tooMany = pages > limits.imageFrames;
  if (tooMany || width * (pageHeight ?? height) * pages > limits.imagePixels)
    throw new AppError('too-large', { what: tooMany ? 'frames' : 'pixels' });
}

async function readHeader(path: string | Buffer) {
  try {
    return await sharp(path, { limitInputPixels: false, pages: 1 }).metadata();
  } catch (cause) {
    throw new AppError('unsupported-media', {}, { cause });
  }
}
