import { AppError } from '@jembatan/shared/errors';
import * as z from 'zod';

export interface Asked {
  texts: readonly string[];
  source: string;
  target: string;
}

/** Milliseconds one request may take, and bytes its answer may have. */
const timeoutMs = 12_000;
const maxBytes = 2_000_000;

const answer = z.object({ translatedText: z.array(z.string()) });

/** One request of LibreTranslate's `/translate`. Throws `no-translation`. */
export async function askLibreTranslate(
  { url, apiKey }: { url: string; apiKey: string | undefined },
  { texts, source, target }: Asked,
): Promise<string[]> {
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/translate`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({
        q: texts,
        source,
        target,
        format: 'html',
        ...(apiKey && { api_key: apiKey }),
      }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    if (response.status === 400) throw new AppError('no-translation', { why: 'language' });
    if (!response.ok) throw new Error(`the translation service answered ${response.status}`);
    const { translatedText } = answer.parse(JSON.parse(await readBounded(response)));
    if (translatedText.length !== texts.length) throw new Error('some translations are missing');
    return translatedText;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('no-translation', { why: 'busy' }, { cause });
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error('the translation service answers too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
