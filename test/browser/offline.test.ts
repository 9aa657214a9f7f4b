import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { authRoutes } from '@jembatan/shared/auth.contract';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { threadId } from '@jembatan/shared/ids';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { file } from '@jembatan/shared/uploads.contract';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { startRelay } from '../support/relay.ts';
import { replyBox, sendReply } from './forum.ts';
import {
  type BrowserStack,
  expectAccessible,
  look,
  settled,
  startBrowserStack,
} from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let jonas: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti', locale: 'en' });
  jonas = await hub.person({ displayName: 'Jonas', locale: 'en' });
  ground = await makeGround(siti, { name: 'Water', members: [jonas] });
});
afterAll(() => hub[Symbol.asyncDispose]());

const newThread = async (title: string) =>
  (await startThread(siti, ground.space, { title })).thread;

/** What of the device's own database is there to read, by kind. */
async function keptIds(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const opening = indexedDB.open('jembatan');
        opening.onsuccess = () => {
          const asked = opening.result.transaction('entries').objectStore('entries').getAllKeys();
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result.map(String));
          };
        };
      }),
  );
}

/** The same sign-in at another address of the hub. */
async function moveSignIn(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${hub.url}/first.js`);
  const sid = await page.evaluate(() => localStorage.getItem('jembatan.sid') ?? '');
  await page.goto(`${origin}/first.js`);
  await page.evaluate((value) => localStorage.setItem('jembatan.sid', value), sid);
  await page.close();
}

/** A phone of Jonas that has the app and this thread with it. */
async function phoneWith(
  threadId: string,
  origin = hub.url,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await hub.device({ as: jonas, keeps: true });
  if (origin !== hub.url) await moveSignIn(context, origin);
  const page = await context.newPage();
  page.setDefaultTimeout(12_000);
  await page.goto(`${origin}/t/${threadId}`);
  await settled(page);
  await eventually(
    async () => {
      const shell = await page.evaluate(() => caches.match('/index.html').then(Boolean));
      if (!shell) return 'the app is not kept';
      const kept = (await keptIds(page)).join(' ');
      // Asked for last, for the way up from the thread.
      const place = /,answer,\/communities\/\w+\/spaces\?/;
      return (kept.includes(`,thread,${threadId}`) && place.test(kept)) || `kept: ${kept}`;
    },
    { withinMs: 20_000 },
  );
  return { context, page };
}

test('without a network the app opens with what it has, and says what it has not', async () => {
  const thread = await newThread('On the bus');
  const other = await newThread('Left behind');
  await reply(siti, thread, 'Read this **on the way**.');
  const { context, page } = await phoneWith(thread.id);
  await context.setOffline(true);
  await page.goto(hub.url);
  await page
    .getByRole('heading', { name: 'You are offline. This is what you have with you.' })
    .waitFor();
  await look(page, 'offline-home');
  await expectAccessible(page);
  await page.getByRole('link', { name: /On the bus/ }).click();
  await page.getByText('on the way').waitFor();
  await page.getByText(/^As of /).waitFor();
  await page.goto(`${hub.url}/t/${other.id}`);
  await page.getByText('this is not among what you have with you').waitFor();
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page
    .locator('.kept-line', { hasText: 'this is not among what you have with you' })
    .waitFor();
  await page.goto(`${hub.url}/c/${ground.community.id}`);
  await page
    .getByRole('link', { name: /general/ })
    .first()
    .waitFor();
  await page.goto(`${hub.url}/t/${other.id}`);
  await context.setOffline(false);
  await page.getByRole('heading', { level: 1, name: 'Left behind' }).waitFor();
  await context.close();
});

test('a network that stands still shows what is kept and says how old it is; what is new follows', async () => {
  const thread = await newThread('Slow road');
  await using relay = startRelay();
  const port = await relay.tcp(Number(new URL(hub.url).port));
  const { context, page } = await phoneWith(thread.id, `http://127.0.0.1:${port}`);
  relay.cut();
  await page.reload({ waitUntil: 'commit' });
  await page.getByRole('heading', { level: 1, name: 'Slow road' }).waitFor();
  await page.getByText(/^As of /).waitFor();
  await reply(siti, thread, 'Newer than what is kept');
  relay.restore();
  await page.getByRole('button', { name: '1 new post' }).click();
  await page.getByText('Newer than what is kept').waitFor();
  await page.getByText(/^As of /).waitFor({ state: 'detached' });
  await context.close();
});

test('what may no longer be seen goes at the next contact, and everything at sign-out', async () => {
  const elsewhere = await makeGround(siti, { name: 'Closed circle', members: [jonas] });
  const { thread } = await startThread(siti, elsewhere.space, { title: 'Between us' });
  const open = await newThread('For the class');
  const { context, page } = await phoneWith(thread.id);
  await page.goto(`${hub.url}/t/${open.id}`);
  await settled(page);
  await page.goto('about:blank');
  await siti.call(communityRoutes.removeMember, {
    params: { id: elsewhere.community.id, personId: jonas.person.id },
  });
  await page.goto(hub.url);
  await eventually(async () => {
    const kept = (await keptIds(page)).join(' ');
    return !kept.includes(thread.id) || 'the thread of the closed circle is still there';
  });
  expect((await keptIds(page)).join(' ')).toContain(open.id);
  await page.goto(`${hub.url}/me`);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
  await eventually(async () => {
    const kept = await keptIds(page);
    return kept.length === 0 || `still kept: ${kept}`;
  });
  await context.setOffline(true);
  await page.goto(hub.url);
  await page.getByRole('heading', { level: 1, name: /classrooms/i }).waitFor();
  expect(await page.getByText('For the class').count()).toBe(0);
  await context.close();
});

async function textsIn(id: string): Promise<string[]> {
  const { items } = await siti.call(threadRoutes.listPosts, {
    params: { id: threadId.parse(id) },
    query: {},
  });
  return items.map((post) => post.html.replace(/<[^>]+>/g, '').trim());
}

const waiting = (page: Page) =>
  page.getByText('Waiting for the connection. It will be sent by itself.');

test('SYNC-1 a reply written offline goes once when the network is back, with two tabs open', async () => {
  const thread = await newThread('Two tabs');
  const { context, page } = await phoneWith(thread.id);
  await context.setOffline(true);
  await page.goto(`${hub.url}/t/${thread.id}`);
  await sendReply(page, 'Written on the bus');
  await waiting(page).waitFor();
  const other = await context.newPage();
  await other.goto(`${hub.url}/t/${thread.id}`);
  await waiting(other).waitFor();
  await context.setOffline(false);
  for (const tab of [page, other]) {
    await waiting(tab).waitFor({ state: 'detached' });
    await tab.locator('#p2').waitFor();
  }
  expect((await textsIn(thread.id)).slice(1)).toEqual(['Written on the bus']);
  await context.close();
});

/** What the browser does when the network is back and no page is open. */
async function syncInBackground(page: Page): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations;
      if (one) resolve(one.registrationId);
    });
  });
  await tools.send('ServiceWorker.enable');
  await tools.send('ServiceWorker.dispatchSyncEvent', {
    origin: new URL(hub.url).origin,
    registrationId: await registered,
    tag: 'outbox',
    lastChance: false,
  });
}

test('SYNC-1 it goes without a page as well', async () => {
  const thread = await newThread('No page');
  const { context, page } = await phoneWith(thread.id);
  await context.setOffline(true);
  await page.goto(`${hub.url}/t/${thread.id}`);
  await sendReply(page, 'Sent from the pocket');
  await waiting(page).waitFor();
  await page.goto(`${hub.url}/first.js`);
  await context.setOffline(false);
  await syncInBackground(page);
  await eventually(async () => {
    const texts = await textsIn(thread.id);
    return texts.includes('Sent from the pocket') || `there is ${texts}`;
  });
  await page.goto(`${hub.url}/t/${thread.id}`);
  await page.locator('#p2').waitFor();
  expect((await textsIn(thread.id)).slice(1)).toEqual(['Sent from the pocket']);
  await context.close();
});

test('a thread closed meanwhile keeps the text and offers ways for it', async () => {
  const closing = await newThread('Closing soon');
  const other = await newThread('Still open');
  const { context, page } = await phoneWith(other.id);
  await page.goto(`${hub.url}/t/${closing.id}`);
  await settled(page);
  await context.setOffline(true);
  await sendReply(page, 'Too late for this place');
  await waiting(page).waitFor();
  await siti.call(threadRoutes.changeThread, {
    params: { id: closing.id },
    body: { locked: true },
  });
  await context.setOffline(false);
  await page.getByText('This thread was closed for new posts. Your text is kept').waitFor();
  await page.goto(`${hub.url}/me/offline`);
  await page.getByText('Too late for this place').waitFor();
  for (const name of ['Try again', 'Keep as a draft', 'Copy', 'Throw away'])
    await page.getByRole('button', { name, exact: true }).waitFor();
  await settled(page);
  await look(page, 'offline-refused');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send to another topic' }).click();
  await page.getByRole('button', { name: 'Still open' }).click();
  await eventually(async () => {
    const texts = await textsIn(other.id);
    return texts.includes('Too late for this place') || `there is ${texts}`;
  });
  await page.getByText('Too late for this place').waitFor({ state: 'detached' });
  await context.close();
});

async function signOutWithDraft(page: Page, id: string): Promise<void> {
  await page.goto(`${hub.url}/t/${id}`);
  await replyBox(page).fill('Not finished');
  await eventually(async () => (await draftNames(page)).length > 0 || 'no draft is kept yet');
  await page.goto(`${hub.url}/me`);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByText('1 text is begun and not sent.').waitFor();
}

const draftNames = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('draft')));

test('signing out asks what becomes of unsent texts; on a shared device none can stay', async () => {
  const thread = await newThread('Half written');
  const page = await hub.open('/me', { as: jonas });
  await signOutWithDraft(page, thread.id);
  await look(page, 'offline-leave');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep them for me and sign out' }).click();
  await page.getByRole('heading', { level: 1, name: /classrooms/ }).waitFor();
  expect(await draftNames(page)).toHaveLength(1);

  await page.goto(`${hub.url}/sign-in`);
  await page.getByLabel('Others use this device too').check();
  await page.getByLabel('Handle or e-mail').fill(jonas.person.handle);
  await page.getByRole('textbox', { name: 'Password' }).fill(jonas.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hello, Jonas' }).waitFor();
  await signOutWithDraft(page, thread.id);
  expect(await page.getByRole('button', { name: /^Keep/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Delete them and sign out' }).click();
  await page.getByRole('heading', { level: 1, name: /classrooms/ }).waitFor();
  expect(await draftNames(page)).toEqual([]);
  await page.context().close();
});

const widthOf = (picture: Element) =>
  picture instanceof HTMLImageElement ? picture.naturalWidth : 0;

/** A picture of Siti's, as a post shows it. */
async function pictureOf(alt: string, width = 640): Promise<string> {
  const bytes = await sharp({
    create: {
      width,
      height: (width * 3) / 4,
      channels: 3,
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
      background: 'teal',
    },
  })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'river.png');
  const answer = await fetch(`${hub.url}/api/v1/uploads`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${siti.token}` },
  });
  return `![${alt}](${file.parse(await answer.json()).url})`;
}

test('followed threads come along with their pictures, in the size of a phone, without being opened', async () => {
  const thread = await newThread('Followed from home');
  await jonas.call(threadRoutes.watchThread, { params: { id: thread.id }, body: { level: 'all' } });
  // The whole of it has 1.7 MB.
  await reply(siti, thread, `${await pictureOf('Small river', 900)}\n\nLook.`);
  const opened = await newThread('Opened');
  const { context, page } = await phoneWith(opened.id);
  await eventually(async () => {
    const kept = (await keptIds(page)).join(' ');
    return (kept.includes(thread.id) && kept.includes(',file,/files/')) || `kept: ${kept}`;
  });
  await context.setOffline(true);
  await page.goto(`${hub.url}/t/${thread.id}`);
  await page.getByText('Look.').waitFor();
  await eventually(async () => {
    const width = await page.getByRole('img', { name: 'Small river' }).evaluate(widthOf);
    return width > 0 || 'the picture is not there';
  });
  await context.close();
});

test('while data is saved a picture waits for a tap, and says what it is and how large', async () => {
  const thread = await newThread('Pictures');
  await reply(siti, thread, `${await pictureOf('Our river')}\n\nSee the water.`);
  const page = await hub.open('/me', { as: jonas });
  await page.getByLabel('Save data').selectOption('Always');
  const loaded: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/files/') && request.method() === 'GET') loaded.push(request.url());
  });
  await page.goto(`${hub.url}/t/${thread.id}`);
  await settled(page);
  const held = page.getByRole('button', { name: /^Show picture: Our river \(\d+ kB\)$/ });
  await held.waitFor();
  await look(page, 'offline-saver');
  await expectAccessible(page);
  expect(loaded).toEqual([]);
  await held.click();
  await eventually(async () => {
    const width = await page.getByRole('img', { name: 'Our river' }).evaluate(widthOf);
    return width > 0 || 'the picture has not come';
  });
  expect(loaded).toHaveLength(1);
  await page.context().close();
});

test('a sign-in that was ended elsewhere takes what was kept with it', async () => {
  const thread = await newThread('Lost phone');
  const { context, page } = await phoneWith(thread.id);
  await jonas.call(authRoutes.logout, { body: { everywhere: true } });
  await page
    .getByRole('alert')
    .filter({ hasText: 'Your sign-in has ended' })
    .or(page.getByRole('alert').filter({ hasText: 'You signed out on all devices' }))
    .waitFor();
  await eventually(async () => {
    const kept = await keptIds(page);
    return kept.length === 0 || `still kept: ${kept}`;
  });
  await context.close();
  jonas = await hub.person({ displayName: 'Jonas', locale: 'en' });
  await joinBy(siti, jonas, ground.community);
});

/** Who the device holds to be signed in. */
async function noteSignIn(page: Page, { sid, person }: TestPerson): Promise<void> {
  await page.evaluate(
    (value) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('jembatan');
        opening.onsuccess = () => {
          const change = opening.result.transaction('device', 'readwrite');
          change.objectStore('device').put(value, 'sign-in');
          change.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    { sid, person },
  );
}

async function askAs({ token }: TestPerson, page: Page, limit: number): Promise<void> {
  await page.evaluate(
    async ([address, authorization]) => {
      await fetch(address ?? '', { headers: { authorization: authorization ?? '' } });
    },
    [`/api/v1/communities?which=mine&limit=${limit}`, `Bearer ${token}`],
  );
}

test('an answer that comes after its person has left is not kept', async () => {
  const thread = await newThread('Too late');
  const { context, page } = await phoneWith(thread.id);
  await noteSignIn(page, siti);
  await askAs(jonas, page, 7);
  await askAs(siti, page, 8);
  await eventually(async () => {
    const kept = await keptIds(page);
    return kept.some((id) => id.endsWith('limit=8')) || `kept: ${kept}`;
  });
  expect((await keptIds(page)).filter((id) => id.endsWith('limit=7'))).toEqual([]);
  await context.close();
});

const clientFile = (name: string) => join(hub.stack.environment.CLIENT_DIR ?? '', name);

/** From now on the hub serves this as its service worker. */
async function serveWorker(script: string): Promise<void> {
  await writeFile(clientFile('sw.js'), script);
  await writeFile(clientFile('sw.js.br'), brotliCompressSync(script));
  await writeFile(clientFile('sw.js.gz'), gzipSync(script));
}

async function lookForNewWorker(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const found = await navigator.serviceWorker.getRegistration();
    await found?.update();
  });
}

/** A chunk that the hub no longer has. */
async function loseChunk(of: string): Promise<void> {
  const manifest: unknown = JSON.parse(await readFile(clientFile('.vite/manifest.json'), 'utf8'));
  const chunks = z.record(z.string(), z.object({ file: z.string() })).parse(manifest);
  for (const ending of ['', '.br', '.gz']) await rm(clientFile(`${chunks[of]?.file}${ending}`));
}

// The last ones: they change the files the hub serves.
test('a new version is offered and never taken while a text is being typed', async () => {
  const thread = await newThread('In the middle');
  const { context, page } = await phoneWith(thread.id);
  await page.goto(`${hub.url}/t/${thread.id}`);
  await replyBox(page).fill('In the middle of a sentence');
  await page.evaluate(() => Object.assign(window, { isTheSamePage: true }));
  const script = await readFile(clientFile('sw.js'), 'utf8');
  await serveWorker(script.replaceAll('/assets/index-', '/assets/newer-'));
  await loseChunk('src/features/people/PeoplePage.tsx');
  await lookForNewWorker(page);
  await page.getByText('A new version of Jembatan is ready.').waitFor();
  await look(page, 'offline-update');

  // A part of the old version that the hub no longer has does not take the page away.
  const missing = page.waitForResponse((answer) => answer.url().includes('/PeoplePage-'));
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/healthz'));
  await page.getByRole('link', { name: 'People', exact: true }).click();
  expect((await missing).status()).toBe(404);
  await asked;
  expect(await page.evaluate(() => 'isTheSamePage' in window)).toBe(true);

  await page.getByRole('button', { name: 'Use it now' }).click();
  await page.goto(`${hub.url}/t/${thread.id}`);
  await replyBox(page).waitFor();
  expect(await replyBox(page).inputValue()).toBe('In the middle of a sentence');
  expect(await page.evaluate(() => 'isTheSamePage' in window)).toBe(false);
  await serveWorker(script);
  await context.close();
});

test('where the operator switches it off, the browser lets go of everything but unsent texts', async () => {
  const thread = await newThread('Switched off');
  const { context, page } = await phoneWith(thread.id);
  await serveWorker(await readFile(clientFile('sw-off.js'), 'utf8'));
  await page.goto(`${hub.url}/first.js`);
  await lookForNewWorker(page);
  await eventually(async () => {
    const left = await page.evaluate(async () => {
      const registrations = await navigator.serviceWorker.getRegistrations();
      return [registrations.length, (await caches.keys()).length].join();
    });
    return left === '0,0' || `registrations and caches: ${left}`;
  });
  expect(await keptIds(page)).toEqual([]);
  await context.close();
});
