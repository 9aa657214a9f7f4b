import * as z from 'zod/mini';
import { deviceNotes } from '../kept/device-notes.ts';
import { pictureBytes } from '../kept/keep-rules.ts';
import { keptStore } from '../kept/kept-store.ts';
import { within } from './app-files.ts';

const slowMs = 3_000;
const keptPicture = z.object({ type: z.string(), bytes: z.unknown() });

/** The pictures of posts that are to be kept, by address, with the thread that shows each. */
const expected = new Map<string, string>();

/** Small pictures at these addresses are kept with the thread when they are loaded. */
export function expectPictures(threadId: string, addresses: readonly string[]): void {
  for (const address of addresses) expected.set(address, threadId);
}

async function readerHere(): Promise<string | null> {
  return (await deviceNotes.signIn().catch(() => null))?.person.id ?? null;
}

async function keepPicture(address: string, answer: Response): Promise<void> {
  const threadId = expected.get(address);
  const type = answer.headers.get('content-type') ?? '';
  const personId = await readerHere();
  if (!threadId || !personId || !type.startsWith('image/')) return;
  if (Number(answer.headers.get('content-length') ?? 0) > pictureBytes) return;
  const bytes = await answer.arrayBuffer();
  if (bytes.byteLength > pictureBytes) return;
  const now = Date.now();
  await keptStore.keep(
    {
      personId,
      kind: 'file',
      id: address,
      bytes: bytes.byteLength,
      usedAt: now,
      keptAt: now,
      threadId,
    },
    { type, bytes },
  );
}

async function pictureKept(address: string): Promise<Response | null> {
  const personId = await readerHere();
  if (!personId) return null;
  const result = keptPicture.safeParse(await keptStore.body(personId, 'file', address));
  if (!result.success || !(result.data.bytes instanceof ArrayBuffer)) return null;
  return new Response(result.data.bytes, { headers: { 'content-type': result.data.type } });
}

/** A picture in a post: from the hub, which decides who may see it; where it is away or slow, as it is kept. */
export async function picture(
  request: Request,
  wait: (work: Promise<unknown>) => void,
): Promise<Response> {
  const address = new URL(request.url).pathname;
  const fresh = fetch(request).then((answer) => {
    if (answer.ok) wait(keepPicture(address, answer.clone()).catch(() => undefined));
    return answer;
  });
  wait(fresh.catch(() => undefined));
  const kept = await pictureKept(address).catch(() => null);
  if (!kept) return fresh;
  return (await within(slowMs, fresh).catch(() => null)) ?? kept;
}
