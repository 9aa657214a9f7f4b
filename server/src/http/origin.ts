import type { Request } from 'express';

/** Where the hub is, without a slash at its end: as it was told, or as this request found it. */
export const originOf = (req: Request, publicUrl: string | null): string =>
  publicUrl ?? `${req.protocol}://${req.get('host') ?? 'localhost'}`;

/** What follows the path, with its question mark. */
export const queryOf = (url: string) => (url.includes('?') ? url.slice(url.indexOf('?')) : '');
