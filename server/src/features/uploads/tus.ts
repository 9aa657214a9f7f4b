import { AppError } from '@jembatan/shared/errors';
import { type CommunityId, communityId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import { tusExtensions, tusVersion } from '@jembatan/shared/resumable.contract';
import type { Request, Response } from 'express';

/** What an upload in parts says about itself when it begins. */
export interface Announced {
  length: number;
  name: string;
  /** As the sender says; empty where it does not. */
  type: string;
  communityId: CommunityId | null;
}

/** How the sum of a part is made, and what it should be. */
export interface Checksum {
  algorithm: 'sha1' | 'sha256';
  sum: Buffer;
}

const invalid = (path: string) =>
  new AppError('invalid', { issues: [{ path, code: 'invalid_format' }] });

/** Marks every answer, also the refusing ones. */
export const speakTus = (res: Response) => void res.set('Tus-Resumable', tusVersion);

/** What is understood here, for those who ask. */
export function describeTus(res: Response): void {
  res.set({
    'Tus-Version': tusVersion,
    'Tus-Extension': tusExtensions.join(','),
    'Tus-Max-Size': String(limits.uploadBytes),
    'Tus-Checksum-Algorithm': 'sha1,sha256',
  });
}

/** What looks or gives up may be asked without naming the protocol, as any other route. */
const plain = new Set(['GET', 'DELETE']);

/** False after having answered 412 to another version of the protocol. */
export function isSpoken(req: Request, res: Response): boolean {
  const said = req.get('tus-resumable');
  if (said === tusVersion || (said === undefined && plain.has(req.method))) return true;
  describeTus(res);
  res.status(412).end();
  return false;
}

function countOf(req: Request, header: string): number {
  const text = req.get(header) ?? '';
  if (!/^\d{1,15}$/.test(text)) throw invalid(header);
  return Number(text);
}

export const offsetOf = (req: Request) => countOf(req, 'Upload-Offset');

/** Throws `invalid`, or `too-large` for what nobody here would take. */
export function announcedBy(req: Request): Announced {
  const length = countOf(req, 'Upload-Length');
  if (length > limits.uploadBytes)
    throw new AppError('too-large', { maxBytes: limits.uploadBytes });
  const said = metadataOf(req.get('Upload-Metadata') ?? '');
  const community = said.get('community');
  const parsed = community ? communityId.safeParse(community) : null;
  if (parsed && !parsed.success) throw invalid('community');
  return {
    length,
    name: said.get('filename') ?? '',
    type: said.get('filetype') ?? '',
    communityId: parsed?.data ?? null,
  };
}

/** Pairs of a key and a text in base64, with commas between. */
function metadataOf(header: string): Map<string, string> {
  const pairs = header.split(',').map((pair) => pair.trim().split(' '));
  return new Map(
    pairs.map(([key = '', value = '']) => [key, Buffer.from(value, 'base64').toString('utf8')]),
  );
}

export function checksumOf(req: Request): Checksum | null {
  const header = req.get('Upload-Checksum');
  if (header === undefined) return null;
  const [algorithm, sum = ''] = header.split(' ');
  if (algorithm !== 'sha1' && algorithm !== 'sha256') throw invalid('Upload-Checksum');
  return { algorithm, sum: Buffer.from(sum, 'base64') };
}
