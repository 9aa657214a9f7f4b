import { signedIn } from '@jembatan/shared/auth.contract';
import * as z from 'zod/mini';
import { deviceNotes, type KeptSignIn } from '../kept/device-notes.ts';
import { keptStore } from '../kept/kept-store.ts';
import { keptToken } from '../kept/worker-messages.ts';
import { within } from './app-files.ts';

/** After this long the app opens with what is kept, and the hub's answer is for later. */
const slowMs = 4_000;
/** The hub was out of reach so recently that asking it again tells nothing new. */
const freshMs = 5_000;

let lastAwayAt = 0;

/** Whether the hub was out of reach a moment ago. */
export function wasJustAway(): boolean {
  return Date.now() - lastAwayAt < freshMs;
}

const claims = z.object({ sub: z.string() });

/** Who a request speaks for, as its token says; the hub alone decides whether it holds. */
export function personOf(request: Request): { id: string; isKept: boolean } | null {
  const token = request.headers.get('authorization')?.slice('Bearer '.length) ?? '';
  const kept = keptToken.personOf(token);
  if (kept) return { id: kept, isKept: true };
  try {
    const middle = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const result = claims.safeParse(JSON.parse(atob(middle)));
    return result.success ? { id: result.data.sub, isKept: false } : null;
  } catch {
    return null;
  }
}

/** Somebody signed in, or the hub has confirmed that they still are: what others left here goes. */
async function noteSignIn(answer: Response): Promise<void> {
  const result = signedIn.safeParse(await answer.json());
  if (!result.success) return;
  const { sid, person } = result.data;
  // On a shared device nothing is to open without the hub.
  await deviceNotes.setSignIn((await deviceNotes.isShared()) ? null : { sid, person });
  // After it: answers to whoever was here before are kept no more.
  await keptStore.eraseOthers(person.id);
}

/** The sign-in is over: what was kept for reading goes with it. Texts that were not sent stay their author's. */
async function forgetSignIn(known: KeptSignIn | null): Promise<void> {
  await deviceNotes.setSignIn(null);
  await deviceNotes.setFollowed([]);
  if (known) await keptStore.erase(known.person.id);
}

const asked = z.object({ sid: z.optional(z.string()) });

async function knownFor(request: Request): Promise<KeptSignIn | null> {
  const result = asked.safeParse(await request.json().catch(() => null));
  const known = await deviceNotes.signIn().catch(() => null);
  return result.success && known && known.sid === result.data.sid ? known : null;
}

function keptAnswer({ sid, person }: KeptSignIn): Response {
  lastAwayAt = Date.now();
  return Response.json({ sid, person, accessToken: keptToken.of(person.id) });
}

/** Sign-in, sign-up, sign-out: the hub decides, and the device keeps or forgets after it. */
export async function door(request: Request): Promise<Response> {
  const known = await deviceNotes.signIn().catch(() => null);
  const answer = await fetch(request);
  const leaves = new URL(request.url).pathname.endsWith('/logout');
  if (answer.ok && leaves) await forgetSignIn(known).catch(() => undefined);
  if (answer.ok && !leaves) await noteSignIn(answer.clone()).catch(() => undefined);
  return answer;
}

/** Asks the hub who is signed in; while it is out of reach, the last one it confirmed still is. */
export async function refresh(
  request: Request,
  wait: (work: Promise<unknown>) => void,
): Promise<Response> {
  const known = await knownFor(request.clone());
  const asking = fetch(request).then(async (answer) => {
    if (answer.ok) await noteSignIn(answer.clone()).catch(() => undefined);
    if (answer.status === 401 && known) await forgetSignIn(known).catch(() => undefined);
    return answer;
  });
  if (!known) return asking;
  // What comes after the patience is over is taken in all the same.
  wait(asking.catch(() => undefined));
  const answer = await within(slowMs, asking).catch(() => null);
  return answer && answer.status < 500 ? answer : keptAnswer(known);
}
