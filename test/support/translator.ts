import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

const asked = z.object({
  q: z.array(z.string()),
  source: z.string(),
  target: z.string(),
  format: z.literal('html'),
  api_key: z.optional(z.string()),
});

export interface Translator extends AsyncDisposable {
  readonly url: string;
  /** Every text it was sent. */
  readonly texts: string[];
  readonly requests: z.infer<typeof asked>[];
  /** What it does next: answers, refuses the language, breaks, says nothing, or loses the marks. */
  mood: 'well' | 'language' | 'broken' | 'silent' | 'careless' | 'evil';
}

/** A small service that speaks LibreTranslate's API; its language is the words in `target:…`. */
export async function startTranslator(): Promise<Translator> {
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const request = asked.parse(JSON.parse(Buffer.concat(chunks).toString()));
    translator.requests.push(request);
    translator.texts.push(...request.q);
    if (translator.mood === 'silent') return;
    const status = { language: 400, broken: 500 }[translator.mood as string] ?? 200;
    const translatedText = request.q.map((text) => say(text, request.target, translator.mood));
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(status === 200 ? { translatedText } : { error: 'no' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const translator: Translator = {
    // An AddressInfo, because it listens on a port.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    texts: [],
    requests: [],
    mood: 'well',
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
  return translator;
}

function say(html: string, target: string, mood: Translator['mood']): string {
  if (mood === 'evil') return `<img src=q onerror=boom()>&lt;script&gt;boom()&lt;/script&gt;`;
  if (mood === 'careless') return `${target}:${html.replace(/<[^>]*>/g, '')}`;
  return `${target}:${html}`;
}
