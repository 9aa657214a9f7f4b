import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);
/** Good enough for text that is made anew for each request. */
const brotliQuality = 4;

export interface Made {
  text: string;
  type: string;
  status?: number;
  /** What else the answer depends on. */
  vary?: string;
}

/** Sends text that was made for this request: packed, and not at all when the asker has it already. */
export async function sendPacked(req: Request, res: Response, made: Made): Promise<void> {
  const tag = createHash('sha1').update(made.text).digest('base64url');
  res
    .status(made.status ?? 200)
    .set('Cache-Control', 'no-cache')
    .set('ETag', `W/"${tag}"`)
    .vary('Accept-Encoding')
    .type(made.type);
  if (made.vary) res.vary(made.vary);
  if (req.fresh) return void res.status(304).end();
  const encoding = req.acceptsEncodings('br', 'gzip');
  if (encoding === 'br') res.set('Content-Encoding', 'br').send(await pack(made.text));
  else if (encoding === 'gzip') res.set('Content-Encoding', 'gzip').send(await toGzip(made.text));
  else res.send(made.text);
}

const pack = (text: string) =>
  toBrotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } });
