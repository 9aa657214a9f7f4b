import { signedIn } from '@jembatan/shared/auth.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import * as z from 'zod/mini';
import { deviceNotes, type KeptSignIn } from '../kept/device-notes.ts';
import { outboxStore } from '../kept/outbox-store.ts';
import {
  type OutboxNews,
  outboxChannel,
  outboxLock,
  passingCodes,
  replyOf,
  type Submission,
} from '../kept/submission.ts';

const base = '/api/v1';
/** A hub that is slower than this is tried again by the browser, later. */
const patienceMs = 60_000;
const coded = z.object({ code: z.string() });

async function post(path: string, body: unknown, headers: HeadersInit = {}): Promise<Response> {
  return fetch(base + path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
}

/** A token of the sign-in the device knows; null when it has ended and its person has to come back. */
async function tokenOf({ sid }: KeptSignIn): Promise<string | null> {
  // One refresh at a time, as the pages do it.
  const answer = await navigator.locks.request('jembatan.refresh', () =>
    post('/auth/refresh', { sid }),
  );
  if (answer.status === 401) return null;
  const result = signedIn.safeParse(await answer.json());
  if (!result.success) throw new Error('the hub is out of reach');
  return result.data.accessToken;
}

async function codeOf(answer: Response): Promise<string> {
  const result = coded.safeParse(await answer.json().catch(() => null));
  return result.success ? result.data.code : 'unavailable';
}

/** What there is to say about one submission afterwards. Rejects when it is to be tried again. */
async function send(personId: string, one: Submission, token: string): Promise<OutboxNews> {
  // A page may have sent it while this one waited for its turn.
  if (!(await outboxStore.has(one.key))) return {};
  const answer = await post(`/threads/${encodeURIComponent(one.threadId)}/posts`, replyOf(one), {
    authorization: `Bearer ${token}`,
    'idempotency-key': one.key,
  });
  if (answer.ok) {
    await outboxStore.drop(one.key);
    const written = threadRoutes.createPost.answer.safeParse(await answer.json());
    return written.success ? { sent: { key: one.key, post: written.data } } : {};
  }
  const code = await codeOf(answer);
  if (passingCodes.has(code)) throw new Error(code);
  await outboxStore.keep(personId, { ...one, refusedWith: code });
  return {};
}

/**
 * Sends what waits, in the order it was written, each once: the lock keeps pages
 * away meanwhile, and the key makes a second sending the same post. Rejects when
 * the browser is to try again.
 */
export async function sendOutbox(): Promise<void> {
  const known = await deviceNotes.signIn();
  if (!known) return;
  const { id: personId } = known.person;
  const waiting = (await outboxStore.all(personId)).filter((one) => !one.refusedWith);
  if (waiting.length === 0) return;
  const token = await tokenOf(known);
  if (token === null) return;
  const channel = new BroadcastChannel(outboxChannel);
  try {
    for (const one of waiting)
      channel.postMessage(
        await navigator.locks.request(outboxLock, () => send(personId, one, token)),
      );
  } finally {
    channel.close();
  }
}
