import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { enterOfInputMethod, expectText, postAt, replyBox } from './forum.ts';
import { type BrowserStack, expectAccessible, settled, startBrowserStack } from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let ground: Ground;

/** A picture of four pixels. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti', locale: 'en' });
  ground = await makeGround(siti, { name: 'Water' });
});
afterAll(() => hub[Symbol.asyncDispose]());

const newThread = async (title: string) =>
  (await startThread(siti, ground.space, { title })).thread;

test('what was typed is there after a reload, for its author only, and gone when it is sent', async () => {
  const thread = await newThread('Drafts');
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  await replyBox(page).fill('Half a thought');
  await page.reload();
  await settled(page);
  expect(await replyBox(page).inputValue()).toBe('Half a thought');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await postAt(page, 2).getByText('Half a thought').waitFor();
  await page.reload();
  await settled(page);
  expect(await replyBox(page).inputValue()).toBe('');
  await page.context().close();
});

test('a new topic keeps its draft, and the same words sent twice are one thread', async () => {
  const page = await hub.open(`/spaces/${ground.space.id}/threads/new`, { as: siti });
  await page.getByLabel('Title').fill('About lakes');
  await page.getByRole('textbox', { name: 'Your text' }).fill('How deep is yours?');
  await page.reload();
  await settled(page);
  expect(await page.getByLabel('Title').inputValue()).toBe('About lakes');
  let lost = 0;
  await page.route('**/api/v1/spaces/*/threads', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    // Taken off meanwhile: then the answer is lost all the same.
    return route.abort().catch(() => undefined);
  });
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'About lakes' }).waitFor();
  const { items } = await siti.call(threadRoutes.listThreads, { params: { id: ground.space.id } });
  expect(items.filter((thread) => thread.title === 'About lakes')).toHaveLength(1);
  await page.context().close();
});

test('SYNC-1 a post on its way goes on from any page, once', async () => {
  const thread = await newThread('Left behind');
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  await page.route('**/api/v1/threads/*/posts', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    // Taken off meanwhile: then the answer is lost all the same.
    return route.abort().catch(() => undefined);
  });
  await replyBox(page).fill('Sent from the bus');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('.post-pending').waitFor();
  await page.unroute('**/api/v1/threads/*/posts');
  await page.goto(`${hub.url}/me`);
  await settled(page);
  await eventually(
    () =>
      page.evaluate(() =>
        Object.keys(localStorage).every((name) => !name.startsWith('jembatan.outbox')),
      ),
    { withinMs: 20_000 },
  );
  const { items } = await siti.call(threadRoutes.listPosts, { params: { id: thread.id } });
  expect(items).toHaveLength(2);
  await page.context().close();
});

test('TXT-2 people of any script are named from the list, by keyboard and in one press', async () => {
  const people = [];
  for (const name of ['Zoë', '佐藤', 'สมหญิง'])
    people.push(await hub.person({ displayName: name, handle: name }));
  const here = await makeGround(siti, { name: 'Names', members: people });
  const { thread } = await startThread(siti, here.space, { title: 'Who is here' });
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  const box = replyBox(page);
  await box.pressSequentially('@Zo');
  await page.getByRole('option', { name: /Zoë/ }).waitFor();
  await enterOfInputMethod(box);
  expect(await box.inputValue()).toBe('@Zo');
  await box.press('Enter');
  expect(await box.inputValue()).toBe('@Zoë ');
  await box.pressSequentially('@佐');
  await page.getByRole('option', { name: /佐藤/ }).click();
  await box.pressSequentially('@สม');
  await page.getByRole('option', { name: /สมหญิง/ }).waitFor();
  await expectAccessible(page);
  await box.press('Tab');
  await box.pressSequentially('.');
  await page.getByRole('button', { name: 'Preview' }).click();
  await eventually(
    async () => (await page.locator('.composer-preview a[data-person]').count()) === 3,
  );
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await eventually(async () => (await postAt(page, 2).locator('a[data-person]').count()) === 3);
  expect(await postAt(page, 2).locator('a[data-person]').allTextContents()).toEqual([
    '@Zoë',
    '@佐藤',
    '@สมหญิง',
  ]);
  await page.context().close();
});

test('a picture is uploaded, asks to be described, and arrives with its words', async () => {
  const thread = await newThread('Pictures');
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'river.png', mimeType: 'image/png', buffer: png });
  const alt = page.getByLabel('What is in the picture?');
  await eventually(
    async () =>
      /!\[\]\(.+\)/.test(await replyBox(page).inputValue()) || (await replyBox(page).inputValue()),
  );
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Say in a few words what is in the picture').waitFor();
  await alt.fill('A brown river ] after rain');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const picture = postAt(page, 2).locator('img[alt="A brown river ] after rain"]');
  await picture.waitFor();
  await eventually(
    async () =>
      (await picture.evaluate((element) =>
        element instanceof HTMLImageElement ? element.naturalWidth : 0,
      )) === 2,
  );
  await page.context().close();
});

test('pictures come by paste and by drop as well, and the text stays', async () => {
  const thread = await newThread('Paste and drop');
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  const box = replyBox(page);
  await box.fill('Look:');
  for (const way of ['paste', 'drop'] as const) {
    await box.evaluate(
      (element, { kind, bytes }) => {
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(bytes)], `${kind}.png`, { type: 'image/png' }));
        const about = { bubbles: true, cancelable: true };
        const event =
          kind === 'paste'
            ? new ClipboardEvent('paste', { ...about, clipboardData: files })
            : new DragEvent('drop', { ...about, dataTransfer: files });
        element.dispatchEvent(event);
      },
      { kind: way, bytes: [...png] },
    );
  }
  await eventually(async () => {
    const text = await box.inputValue();
    return (text.startsWith('Look:') && text.match(/!\[\]\(/g)?.length === 2) || text;
  });
  await expectAccessible(page);
  await page.context().close();
});

test('a file that is refused says why and can be taken off', async () => {
  const thread = await newThread('Refused');
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  await page.route('**/api/v1/uploads', (route) =>
    route.fulfill({
      status: 415,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'unsupported-media' }),
    }),
  );
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: png });
  await expectText(page.locator('.attachment'), 'cannot be stored here');
  await page.getByRole('button', { name: 'Take x.png off the list' }).click();
  expect(await page.locator('.attachment').count()).toBe(0);
  await page.context().close();
});

test('a picture waits for the connection and then goes out by itself, once', async () => {
  const thread = await newThread('On the bus');
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  await replyBox(page).fill('Look: ');
  let drops = 2;
  await page.route('**/api/v1/uploads', (route) => {
    drops -= 1;
    return drops >= 0 ? route.abort('connectionreset') : route.continue();
  });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'bus.png', mimeType: 'image/png', buffer: png });
  for (const left of [1, 0]) {
    await expectText(page.locator('.attachment'), 'Waiting for the connection');
    await eventually(() => drops === left || `${drops} drops are left`);
    await page.evaluate(() => dispatchEvent(new Event('online')));
  }
  await eventually(async () => {
    const text = await replyBox(page).inputValue();
    return text.match(/\/files\//g)?.length === 1 || text;
  });
  await page.context().close();
});

test('TXT-4 Enter that chooses a word of an input method sends, moves and finds nothing', async () => {
  const thread = await newThread('Input methods');
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  await replyBox(page).fill('にほん');
  await enterOfInputMethod(replyBox(page));
  expect(await replyBox(page).inputValue()).toBe('にほん');
  await replyBox(page).press('Control+Enter');
  await postAt(page, 2).getByText('にほん').waitFor();

  await page.goto(`${hub.url}/spaces/${ground.space.id}/threads/new`);
  await settled(page);
  await page.getByLabel('Title').fill('日本');
  await enterOfInputMethod(page.getByLabel('Title'));
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await page.getByLabel('Title').press('Enter');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');

  await page.goto(`${hub.url}/search`);
  await settled(page);
  await page.getByLabel('Look for').fill('にほん');
  await enterOfInputMethod(page.getByLabel('Look for'));
  expect(new URL(page.url()).search).toBe('');
  await page.getByLabel('Look for').press('Enter');
  await page.waitForURL(/q=/);
  await page.context().close();
});

test('TXT-4 a chat sends on the second Enter, one message, and its box is empty', async () => {
  const session = await siti.call(sessionRoutes.createSession, {
    body: {
      communityId: ground.community.id,
      title: 'Meeting',
      kind: 'now',
      timeZone: 'Asia/Jakarta',
      durationMinutes: 60,
    },
  });
  const page = await hub.open(`/sessions/${session.id}`, { as: siti });
  const box = page.getByRole('textbox', { name: 'Write a message' });
  await box.fill('こんにちは');
  await enterOfInputMethod(box);
  expect(await page.locator('.panel-post').count()).toBe(0);
  await box.press('Shift+Enter');
  expect(await box.inputValue()).toBe('こんにちは\n');
  await box.press('Enter');
  await page.locator('.panel-post').getByText('こんにちは').waitFor();
  expect(await box.inputValue()).toBe('');
  await eventually(
    async () =>
      (await page.locator('.panel-post').count()) === 1 &&
      (await page.locator('.post-pending').count()) === 0,
  );
  await page.context().close();
});

test('the tools write Markdown around what is selected', async () => {
  const thread = await newThread('Tools');
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  const box = replyBox(page);
  await box.fill('water');
  await box.press('Control+a');
  await page.getByRole('button', { name: 'Bold' }).click();
  expect(await box.inputValue()).toBe('**water**');
  await page.getByRole('button', { name: 'Bold' }).click();
  expect(await box.inputValue()).toBe('water');
  await page.getByRole('button', { name: 'List' }).click();
  expect(await box.inputValue()).toBe('- water');
  await page.context().close();
});
