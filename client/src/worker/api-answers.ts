import { postsPage } from '@jembatan/shared/threads.view';
import { deviceNotes } from '../kept/device-notes.ts';
import { keptStore } from '../kept/kept-store.ts';
import { picturesIn } from '../kept/kept-thread.ts';
import type { FromWorker } from '../kept/worker-messages.ts';
import { within } from './app-files.ts';
import { answerKept, keep, letGo, problem, type Question, questionOf } from './kept-answers.ts';
import { expectPictures } from './pictures.ts';
import { personOf, wasJustAway } from './sign-in.ts';
import { type FetchEvent, scope, type WorkerClient } from './worker-scope.ts';

/** A hub that is slower than this is answered for from what is kept. */
const slowMs = 3_000;

/** How old what each page was last given is, for pages that could not hear it yet. */
const given = new Map<string, number>();
/** Questions whose own answer came late and is kept now: asked again, they need no second journey. */
const late = new Map<string, number>();
const lateMs = 30_000;

/** Says again how old what a page was given is. */
export function repeatLast(page: WorkerClient): void {
  const at = given.get(page.id);
  if (at !== undefined) page.postMessage({ kind: 'as-of', at } satisfies FromWorker);
}

async function tell(clientId: string, message: FromWorker): Promise<void> {
  if (message.kind === 'as-of') given.set(clientId, message.at);
  else given.delete(clientId);
  (await scope.clients.get(clientId))?.postMessage(message);
}

function wasJustKept(url: string): boolean {
  const at = late.get(url);
  late.delete(url);
  return at !== undefined && Date.now() - at < lateMs;
}

function notePictures(body: unknown): void {
  const page = postsPage.safeParse(body);
  const threadId = page.success ? page.data.items[0]?.threadId : undefined;
  if (page.success && threadId) expectPictures(threadId, picturesIn(page.data.items));
}

async function settle(personId: string): Promise<void> {
  await keptStore.evict(personId, (await deviceNotes.limitMb()) * 1_000_000);
}

/** What the hub has said is taken along, or let go. */
async function takeIn(question: Question, answer: Response): Promise<void> {
  if (answer.status === 404 || answer.status === 403) await letGo(question);
  if (!answer.ok || (await deviceNotes.isShared())) return;
  const body: unknown = await answer.json();
  notePictures(body);
  await keep(question, body);
  await settle(question.personId);
}

/** The hub's own answer, kept when it comes. */
function ask(event: FetchEvent, question: Question): Promise<Response> {
  const fresh = fetch(event.request).then((answer) => {
    const copy = answer.clone();
    event.waitUntil(takeIn(question, copy).catch(() => undefined));
    return answer;
  });
  event.waitUntil(fresh.catch(() => undefined));
  return fresh;
}

/** The page shows something older: it hears when the hub's own answer is here. */
async function tellWhenHere(event: FetchEvent, fresh: Promise<Response>): Promise<void> {
  const answer = await fresh.catch(() => null);
  if (!answer?.ok) return;
  late.set(event.request.url, Date.now());
  await tell(event.clientId, { kind: 'fresher' });
}

/** From the hub; where it is away or slow, what is kept, and the page is told how old that is. */
async function freshOrKept(event: FetchEvent, question: Question): Promise<Response> {
  if (wasJustKept(event.request.url)) {
    const here = await answerKept(question).catch(() => null);
    if (here) return here.response;
  }
  const fresh = ask(event, question);
  const quick = await within(slowMs, fresh).catch(() => null);
  if (quick && quick.status < 502) return quick;
  const kept = await answerKept(question).catch(() => null);
  if (!kept) return fresh;
  event.waitUntil(tell(event.clientId, { kind: 'as-of', at: kept.at }));
  event.waitUntil(tellWhenHere(event, fresh));
  return kept.response;
}

/** The page has no token that the hub knows: what is kept, or word that it is not. */
async function onlyKept(event: FetchEvent, question: Question | null): Promise<Response> {
  const kept = question && (await answerKept(question).catch(() => null));
  if (kept) {
    event.waitUntil(tell(event.clientId, { kind: 'as-of', at: kept.at }));
    return kept.response;
  }
  // Asked for a new token, the page finds out whether the hub is there again.
  if (!wasJustAway()) return problem('token-expired');
  return event.request.method === 'GET' ? problem('not-kept') : Response.error();
}

/** A request to the hub's API; undefined leaves it to the browser. */
export function apiAnswer(event: FetchEvent, url: URL): Promise<Response> | undefined {
  const person = personOf(event.request);
  if (!person) return undefined;
  const question = event.request.method === 'GET' ? questionOf(url, person.id) : null;
  if (person.isKept) return onlyKept(event, question);
  return question ? freshOrKept(event, question) : undefined;
}
