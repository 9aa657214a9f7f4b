import type { FetchEvent } from './worker-scope.ts';

/** What the build says of itself; filled in by vite/service-worker.ts. */
interface AppFiles {
  /** Changes with every build. */
  readonly version: string;
  /** What opens home, a community, a forum, a thread and its composer. */
  readonly files: readonly string[];
  /** What a lesson may need besides. */
  readonly room: readonly string[];
  /** The texts of each language. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
}
declare const __APP_FILES__: AppFiles;

const app = __APP_FILES__;
const prefix = 'jembatan.app.';
const cacheName = prefix + app.version;
const shell = '/index.html';
/** A page that is slower than this opens from what is kept. */
const slowMs = 3_000;

/** Answers null when the work takes longer than `ms`, and goes on with it. */
export function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  return Promise.race([work, new Promise<null>((resolve) => setTimeout(resolve, ms, null))]);
}

/** Keeps what is not kept yet of the app, in one language. Rejects when some of it does not come. */
export async function keepApp(language: string): Promise<void> {
  await keepFiles([...app.files, ...(app.texts[language] ?? [])]);
  // Last: a shell whose parts are not all here would open nothing.
  const cache = await caches.open(cacheName);
  if (!(await cache.match(shell))) await cache.add(new Request(shell, { cache: 'no-cache' }));
}

/** Keeps the room's code while a lesson is open. */
export function keepRoom(): Promise<void> {
  return keepFiles(app.room);
}

async function keepFiles(wanted: readonly string[]): Promise<void> {
  const cache = await caches.open(cacheName);
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await Promise.all(
    wanted.filter((file) => !kept.has(file)).map((file) => cache.add(new Request(file))),
  );
}

/** Whether a page that runs this file is of this version. */
export function isOfThisVersion(entry: string): boolean {
  return app.files.includes(entry);
}

/**
 * Lets go of what versions before the last one have left. The last one's stays:
 * pages that were opened with it may still be alive.
 */
export async function dropOldApps(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
  // Names come in the order they were made.
  const others = names.filter((name) => name !== cacheName);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

/** What is kept of a file: of any version where its name says which, of this one otherwise. */
async function keptFile({ request }: FetchEvent): Promise<Response | undefined> {
  const isNamedByContent = new URL(request.url).pathname.startsWith('/assets/');
  return isNamedByContent ? caches.match(request) : (await caches.open(cacheName)).match(request);
}

/** The app's own files: what is used once is kept for its version. */
export async function appFile(event: FetchEvent): Promise<Response> {
  const kept = await keptFile(event);
  if (kept) return kept;
  const answer = await fetch(event.request);
  if (answer.ok) {
    const copy = answer.clone();
    event.waitUntil(caches.open(cacheName).then((cache) => cache.put(event.request, copy)));
  }
  return answer;
}

async function fromNetwork(event: FetchEvent): Promise<Response> {
  const preloaded = await event.preloadResponse;
  return preloaded instanceof Response ? preloaded : fetch(event.request);
}

/** This version's, or the last one's while this one's is not here yet. */
async function keptShell(): Promise<Response | undefined> {
  const cache = await caches.open(cacheName);
  return (await cache.match(shell)) ?? caches.match(shell);
}

/** A page: from the network, and the kept app where that is away or slow. */
export async function page(event: FetchEvent): Promise<Response> {
  const fresh = fromNetwork(event);
  // What came too late has been answered for.
  event.waitUntil(fresh.catch(() => undefined));
  const kept = await keptShell();
  if (!kept) return fresh;
  const answer = await within(slowMs, fresh).catch(() => null);
  // A proxy that speaks for a hub that is away.
  return answer && answer.status < 502 ? answer : kept;
}
