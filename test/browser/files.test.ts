import { randomBytes } from 'node:crypto';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { startRelay } from '../support/relay.ts';
import { expectText, replyBox } from './forum.ts';
import { type BrowserStack, settled, startBrowserStack } from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let ground: Ground;
beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti', locale: 'en' });
  ground = await makeGround(siti, { name: 'Films' });
});
afterAll(() => hub[Symbol.asyncDispose]());

const film = {
  name: 'film.bin',
  mimeType: 'application/octet-stream',
  buffer: randomBytes(4_000_000),
};

/** The same sign-in at another origin of the hub, as behind a slow road. */
async function openBehind(origin: string, path: string): Promise<Page> {
  const context: BrowserContext = await hub.device({ as: siti });
  const [page] = [await context.newPage()];
  await page.goto(`${hub.url}/first.js`);
  const sid = await page.evaluate(() => localStorage.getItem('jembatan.sid') ?? '');
  await page.goto(`${origin}/first.js`);
  await page.evaluate((name) => localStorage.setItem('jembatan.sid', name), sid);
  await page.goto(`${origin}${path}`);
  await settled(page);
  return page;
}

const percentOf = async (page: Page) =>
  Number(
    await page
      .locator('.attachment progress')
      .getAttribute('value')
      .catch(() => '0'),
  );

test('a large file goes on by itself after the network was gone, and after the page was left', async () => {
  const { thread } = await startThread(siti, ground.space, { title: 'On the bus' });
  await using relay = startRelay();
  const port = await relay.tcp(Number(new URL(hub.url).port));
  const origin = `http://127.0.0.1:${port}`;
  const page = await openBehind(origin, `/t/${thread.id}`);
  const starts: string[] = [];
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (!request.url().includes('/uploads/resumable')) return;
    if (request.method() === 'POST') starts.push(request.url());
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  relay.setRate(400_000);
  await page.locator('input[type=file]').setInputFiles(film);
  await eventually(async () => (await percentOf(page)) >= 20 || 'too little has gone out');
  await expectText(page.locator('.attachment'), '% of 3.8 MB');

  relay.cut();
  // A line that stands still is noticed by its silence, and at once where the device knows.
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await page.getByText('the rest goes by itself').waitFor();
  relay.restore();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await eventually(async () => (await percentOf(page)) >= 50 || 'it does not go on');

  await page.reload();
  await settled(page);
  relay.setRate(null);
  await eventually(async () => {
    const text = await replyBox(page).inputValue();
    return /\[film\.bin\]\(\/files\/[0-9a-f]{24}\)/.test(text) || `the box has "${text}"`;
  });
  expect(starts).toHaveLength(1);
  expect(offsets.filter((offset) => offset === 0)).toHaveLength(1);
  const id = /files\/([0-9a-f]{24})/.exec(await replyBox(page).inputValue())?.[1];
  const answer = await fetch(`${hub.url}/api/v1/files/${id}`, {
    headers: { Authorization: `Bearer ${siti.token}` },
  });
  expect(Buffer.from(await answer.arrayBuffer()).equals(film.buffer)).toBe(true);
  await page.reload();
  await settled(page);
  expect(await page.locator('.attachment').count()).toBe(0);
  await page.context().close();
});

test('a large file can be given up, and a refused one says why before it is sent', async () => {
  const { thread } = await startThread(siti, ground.space, { title: 'Changed my mind' });
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  let deletions = 0;
  page.on('request', (request) => {
    if (request.method() === 'DELETE' && request.url().includes('/uploads/')) deletions += 1;
  });
  await page.route('**/uploads/resumable/*', (route) =>
    route.request().method() === 'PATCH' ? route.abort('connectionreset') : route.continue(),
  );
  await page.locator('input[type=file]').setInputFiles(film);
  await page.locator('.attachment').getByText('Waiting for the connection').waitFor();
  await page.getByRole('button', { name: 'Take film.bin off the list' }).click();
  await eventually(() => deletions === 1 || 'the hub was not told');
  await page.reload();
  await settled(page);
  expect(await page.locator('.attachment').count()).toBe(0);
  await page.locator('input[type=file]').setInputFiles({
    ...film,
    name: 'too-large.bin',
    buffer: Buffer.alloc(20 * 1_048_576 + 1),
  });
  await expectText(page.locator('.attachment'), 'too large');
  expect((await siti.call(threadRoutes.getThread, { params: { id: thread.id } })).lastNumber).toBe(
    1,
  );
  await page.context().close();
});
