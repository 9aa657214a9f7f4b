import { effect } from '@preact/signals';
import type { App } from '../../app-context.ts';
import { missingEvent, outdatedEvent } from '../../frame/patient.ts';
import { deviceNotes, type KeptSignIn } from '../../kept/device-notes.ts';
import { keptStore } from '../../kept/kept-store.ts';
import { fromWorker, keptToken } from '../../kept/worker-messages.ts';
import { type KeepingState, keeping, tellWorker } from './keeping-state.ts';
import { checkPlaces, takeFollowedAlong, takeHereAlong, takePlacesAlong } from './take-along.ts';

/** After the first picture and its connection have had their turn. */
const afterMs = 1_500;
const againMs = 4_000;
const checkEveryMs = 3_600_000;

const entry = () =>
  new URL(
    document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src ?? location.href,
  ).pathname;

function change(part: Partial<KeepingState>): void {
  keeping.value = { ...keeping.peek(), ...part };
}

function hearWorker(app: App): void {
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = fromWorker.safeParse(data);
    if (!message.success) return;
    const said = message.data;
    if (said.kind === 'as-of') change({ asOf: Math.min(said.at, keeping.peek().asOf ?? said.at) });
    if (said.kind === 'version') change({ isOutdated: !said.same });
    if (said.kind !== 'fresher') return;
    change({ asOf: null });
    void app.socket.catchUp();
  });
  addEventListener(missingEvent, () => change({ missing: location.pathname }));
  addEventListener(outdatedEvent, () => change({ isOutdated: true }));
  serviceWorker.startMessages();
  const greet = () => tellWorker({ kind: 'hello', entry: entry() });
  serviceWorker.addEventListener('controllerchange', greet);
  greet();
  // Whoever was away asks the hub again: what comes then is its own.
  app.socket.onGap(() => change({ asOf: null, missing: null }));
}

/** While the hub was out of reach at the start, asks again until it knows who this is. */
function followReturn(app: App): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isWaiting = () => {
    const current = app.session.session.peek();
    return current.kind === 'member' && keptToken.personOf(current.accessToken) !== null;
  };
  async function ask(): Promise<void> {
    clearTimeout(timer);
    const current = app.session.session.peek();
    if (current.kind !== 'member' || !isWaiting()) return;
    await app.session.renew(current.accessToken).catch(() => undefined);
    if (isWaiting()) timer = setTimeout(() => void ask(), againMs);
    // The connection need not wait for its own next attempt.
    else dispatchEvent(new Event('online'));
  }
  addEventListener('online', () => void ask());
  void ask();
}

/** Keeps the app in the language it speaks, and the room's code while a lesson is open. */
function keepApp(app: App): void {
  const keep = () => {
    tellWorker({ kind: 'keep-app', language: app.i18n.language.value });
    if (/^\/sessions\/\w+\/room/.test(location.pathname)) tellWorker({ kind: 'keep-room' });
  };
  effect(keep);
  navigator.serviceWorker.addEventListener('controllerchange', keep);
  addEventListener('popstate', keep);
}

/** The browser's or the person's wish (first.js). */
const savesData = () => 'saver' in document.documentElement.dataset;

/** Once the connection stands: what may still be kept, and what is to come along. */
function followConnection(app: App): void {
  let doneFor: string | null = null;
  effect(() => {
    const current = app.session.session.value;
    if (current.kind !== 'member' || app.socket.state.value !== 'online') return;
    if (doneFor === current.sid) return;
    doneFor = current.sid;
    void refreshKept(app, current).catch(() => {
      doneFor = null;
    });
  });
  for (const name of ['post:created', 'post:edited', 'post:deleted'] as const)
    app.socket.on(name, ({ threadId, seq, post, people }) =>
      tellWorker({ kind: 'news', threadId, seq, post, people }),
    );
  app.socket.on('topic:lost', () => {
    const current = app.session.session.peek();
    if (current.kind === 'member') void checkPlaces(app.api, current.person.id);
  });
}

/** The worker sees what this page asks from now on. */
function controlled(): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return Promise.resolve();
  return new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
  });
}

async function refreshKept(app: App, { sid, person }: KeptSignIn): Promise<void> {
  const { id: personId } = person;
  await keptStore.eraseOthers(personId);
  await checkPlaces(app.api, personId);
  if (await deviceNotes.isShared()) return;
  // The service worker may not have seen this sign-in: it came before it stood.
  await deviceNotes.setSignIn({ sid, person });
  await controlled();
  await takeHereAlong(app.api, personId, location.pathname);
  if (!savesData()) await takeFollowedAlong(app.api, personId);
  await takePlacesAlong(app.api, personId);
}

function lookForUpdates(registration: ServiceWorkerRegistration): void {
  let lastAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - lastAt < checkEveryMs) return;
    lastAt = Date.now();
    // Without a network there is nothing new.
    registration.update().catch(() => undefined);
  });
}

/** Shows the lines when there is something to say for the first time. */
function showLines(app: App): void {
  const stop = effect(() => {
    const { asOf, missing, isOutdated } = keeping.value;
    if (asOf === null && missing === null && !isOutdated) return;
    queueMicrotask(() => stop());
    Promise.all([import('./Lines.tsx'), app.i18n.need('more')]).then(
      ([{ mountLines }]) => mountLines(app),
      () => undefined,
    );
  });
}

async function register(app: App): Promise<void> {
  hearWorker(app);
  showLines(app);
  followReturn(app);
  lookForUpdates(await navigator.serviceWorker.register('/sw.js'));
  keepApp(app);
  followConnection(app);
}

/** Nobody is signed in here, or no longer: what was kept to read goes. Unsent texts stay their author's. */
async function letGo(): Promise<void> {
  await deviceNotes.setSignIn(null);
  await keptStore.eraseOthers('');
}

function followEnd(app: App): void {
  effect(() => {
    const current = app.session.session.value;
    // Signed out in another tab, or somebody else is here: the worker has seen to it.
    const isElsewhere =
      current.kind === 'ended' && (current.reason === 'replaced' || current.reason === 'logout');
    if (current.kind === 'visitor' || (current.kind === 'ended' && !isElsewhere))
      void letGo().catch(() => undefined);
  });
}

/** Begins to keep things on this device, once somebody is signed in; visitors' devices keep nothing. */
export function startKeeping(app: App): void {
  followEnd(app);
  const stop = effect(() => {
    if (app.session.session.value.kind !== 'member') return;
    queueMicrotask(() => stop());
    const wait = navigator.serviceWorker.controller ? 0 : afterMs;
    // A browser that refuses (a private window) keeps nothing, and all else works.
    setTimeout(() => void register(app).catch(() => undefined), wait);
  });
}
