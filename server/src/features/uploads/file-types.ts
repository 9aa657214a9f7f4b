import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';

/** Bytes that are looked at; archives are never opened further. */
const sampleBytes = 8_192;

/** The short list of what browsers show in place. */
const shown = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);

export const isShownInPlace = (type: string) => shown.has(type);

/** Types that a browser might run; their bytes go out as bytes. */
const active = /xml|html|script|svg/;

/** The type a file is sent as. */
export const sentAs = (type: string) => (active.test(type) ? 'application/octet-stream' : type);

/** The type by the bytes alone: what was said about them does not count. */
export async function typeOfBytes(path: string): Promise<string> {
  const sample = await readStart(path);
  const found = await fileTypeFromBuffer(sample);
  if (found) return found.mime;
  return isText(sample) ? 'text/plain' : 'application/octet-stream';
}

async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** UTF-8 without control characters other than those of lines; the sample may end inside a letter. */
function isText(sample: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return !/(?![\t\n\v\f\r])\p{Cc}/u.test(text);
  } catch {
    return false;
  }
}
