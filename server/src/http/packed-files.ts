import { existsSync, readdirSync } from 'node:fs';
import { extname } from 'node:path';
import type { RequestHandler } from 'express';

/** Best first; the endings are those the client's build writes. */
const packings = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const;

/**
 * Leads a request for a file of `folder` to the packed one beside it, where the
 * build has written one and the browser takes it. Stands before `express.static`.
 */
export function packedFiles(folder: string): RequestHandler {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return (req, res, next) => {
    const name = req.path.slice(1);
    const packing = packings.find(
      ({ encoding, ending }) => names.has(name + ending) && req.acceptsEncodings(encoding),
    );
    if (packing) {
      res
        .set({ 'Content-Encoding': packing.encoding, Vary: 'Accept-Encoding' })
        .type(extname(name));
      req.url = req.url.replace(name, name + packing.ending);
    }
    next();
  };
}
