import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Request } from 'express';
import type { Checksum } from './tus.ts';

/** Some of what arrives, on disk until the next is asked for. */
export interface Piece {
  path: string;
  bytes: number;
}

export interface Spooling {
  /** Where a piece ends and is handed on. */
  pieceBytes: number;
  /** With a checksum nothing is handed on before all is there and right. */
  checksum: Checksum | null;
}

/** The sum of what arrived is another one. */
export class ChecksumError extends Error {}

/** A line that is silent for so long counts as broken. */
const silenceMs = 30_000;
/** Less than this of a broken part is not worth a row. */
const worthKeeping = 16_384;

/**
 * What a request brings, piece by piece on disk. When the line breaks, what
 * came until then is the last piece; with a checksum it is nothing.
 */
export async function* piecesOf(req: Request, { pieceBytes, checksum }: Spooling) {
  const sum = checksum && createHash(checksum.algorithm);
  const most = checksum ? Number.POSITIVE_INFINITY : pieceBytes;
  let piece = await createPiece();
  try {
    for await (const chunk of chunksOf(req)) {
      sum?.update(chunk);
      await piece.write(chunk);
      if (piece.bytes < most) continue;
      yield await piece.close();
      await piece.remove();
      piece = await createPiece();
    }
    const isBroken = !req.complete;
    if (checksum && !isBroken && !sum?.digest().equals(checksum.sum)) throw new ChecksumError();
    const isKept = isBroken ? !checksum && piece.bytes >= worthKeeping : piece.bytes > 0;
    if (isKept) yield await piece.close();
  } finally {
    await piece.remove();
  }
}

async function createPiece() {
  const path = join(tmpdir(), `part-${randomUUID()}`);
  const file: FileHandle = await open(path, 'wx');
  let bytes = 0;
  let isOpen = true;
  async function close(): Promise<Piece> {
    if (isOpen) await file.close();
    isOpen = false;
    return { path, bytes };
  }
  return {
    get bytes() {
      return bytes;
    },
    close,
    async write(chunk: Buffer): Promise<void> {
      await file.writeFile(chunk);
      bytes += chunk.length;
    },
    async remove(): Promise<void> {
      await close();
      await rm(path, { force: true });
    },
  };
}

/** Ends without an error when the line breaks: `req.complete` says which it was. */
async function* chunksOf(req: Request): AsyncGenerator<Buffer> {
  let timer = setTimeout(() => req.destroy(), silenceMs);
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      clearTimeout(timer);
      timer = setTimeout(() => req.destroy(), silenceMs);
      yield chunk;
    }
  } catch (error) {
    if (req.complete) throw error;
  } finally {
    clearTimeout(timer);
  }
}
