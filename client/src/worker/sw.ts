import { assertNever } from '@jembatan/shared/errors';
import type { PostNews } from '@jembatan/shared/threads.contract';
import { deviceNotes } from '../kept/device-notes.ts';
import { keptStore } from '../kept/kept-store.ts';
import { outboxTag } from '../kept/submission.ts';
import { type FromWorker, type ToWorker, toWorker } from '../kept/worker-messages.ts';
import { apiAnswer, repeatLast } from './api-answers.ts';
import { appFile, dropOldApps, isOfThisVersion, keepApp, keepRoom, page } from './app-files.ts';
import { keepNews } from './kept-answers.ts';
import { sendOutbox } from './outbox-sync.ts';
import { picture } from './pictures.ts';
import { door, refresh } from './sign-in.ts';
import { type FetchEvent, scope, type WorkerClient } from './worker-scope.ts';

/** Small files of the app that stand outside its folder. */
const ownFiles = /^\/(?:assets\/|first\.js$|icons\/|manifest\.webmanifest$)/;
const doors = /^\/api\/v1\/auth\/(?:login|register|admin-link|logout)$/;

function answerTo(event: FetchEvent, url: URL): Promise<Response> | undefined {
  const { request } = event;
  const wait = (work: Promise<unknown>) => event.waitUntil(work);
  const isShown = request.destination === 'image' || request.mode === 'navigate';
  if (url.pathname.startsWith('/files/') && isShown) return picture(request, wait);
  if (request.mode === 'navigate') return request.method === 'GET' ? page(event) : undefined;
  if (url.pathname.startsWith('/assets/')) return appFile(event);
  if (ownFiles.test(url.pathname)) return appFile(event);
  if (url.pathname === '/api/v1/auth/refresh') return refresh(request, wait);
  if (doors.test(url.pathname)) return door(request);
  return url.pathname.startsWith('/api/') ? apiAnswer(event, url) : undefined;
}

async function settle(): Promise<void> {
  const known = await deviceNotes.signIn();
  if (await deviceNotes.isShared()) {
    await deviceNotes.setSignIn(null);
    await keptStore.eraseOthers('');
    return;
  }
  if (known) await keptStore.evict(known.person.id, (await deviceNotes.limitMb()) * 1_000_000);
}

// It serves pages of any version, so it need not wait for the old ones to be closed.
scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));

scope.addEventListener('activate', (event) => {
  const preload = scope.registration.navigationPreload?.enable();
  event.waitUntil(Promise.all([preload, dropOldApps(), scope.clients.claim()]));
});

scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== scope.location.origin) return;
  const answer = answerTo(event, url);
  if (answer !== undefined) event.respondWith(answer);
});

/** Answers a page that has just opened: messages to it may have come before it could hear them. */
async function greet(page: WorkerClient | null, entry: string): Promise<void> {
  page?.postMessage({ kind: 'version', same: isOfThisVersion(entry) } satisfies FromWorker);
  if (page) repeatLast(page);
}

async function keepNewsOf(news: PostNews): Promise<void> {
  const known = await deviceNotes.signIn();
  if (known) await keepNews(known.person.id, news);
}

function workOf(message: ToWorker, page: WorkerClient | null): Promise<void> {
  switch (message.kind) {
    case 'keep-app':
      return keepApp(message.language);
    case 'keep-room':
      return keepRoom();
    case 'hello':
      return greet(page, message.entry);
    case 'news':
      return keepNewsOf(message);
    case 'settle':
      return settle();
    default:
      return assertNever(message);
  }
}

scope.addEventListener('sync', (event) => {
  if (event.tag === outboxTag) event.waitUntil(sendOutbox());
});

scope.addEventListener('message', (event) => {
  const message = toWorker.safeParse(event.data);
  if (!message.success) return;
  // What does not come now comes with the next opening.
  event.waitUntil(workOf(message.data, event.source).catch(() => undefined));
});
