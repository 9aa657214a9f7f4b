import { createConnection, Types } from 'mongoose';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { expectText } from './forum.ts';
import {
  type BrowserStack,
  expectAccessible,
  expectNoSideScroll,
  look,
  startBrowserStack,
} from './support.ts';

let hub: BrowserStack;
let teacher: TestPerson;
let student: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  [teacher, student] = await Promise.all([
    hub.person({ displayName: 'Ibu Sari' }),
    hub.person({ displayName: 'Budi', timeZone: 'Asia/Jakarta' }),
  ]);
  ground = await makeGround(teacher, { members: [student] });
});
afterAll(() => hub[Symbol.asyncDispose]());

/** Copies of the first post, down to a number. */
async function lengthen(threadId: string, last: number): Promise<void> {
  const connection = await createConnection(hub.stack.mongoUrl).asPromise();
  const posts = connection.db!.collection('posts');
  const _id = new Types.ObjectId(threadId);
  const first = (await posts.findOne({ threadId: _id }))!;
  const made = Array.from({ length: last - 1 }, (_, n) => ({
    ...first,
    ...{ _id: new Types.ObjectId(), number: n + 2, seq: n + 2, html: `<p>Rain ${n + 2}</p>` },
  }));
  await posts.insertMany(made);
  const lengths = { lastNumber: last, lastSeq: last };
  await connection.db!.collection('threads').updateOne({ _id }, { $set: lengths });
  await connection.close();
}

const printed = (page: Page) => page.locator('.print-post');
const numbers = async (page: Page) => {
  const all = printed(page);
  const count = await all.count();
  const at = (n: number) => all.nth(n).getAttribute('data-number');
  return [count, Number(await at(0)), Number(await at(count - 1))];
};
/** Counts what the browser is asked to print. */
const watchPrints = (page: Page) =>
  page.addInitScript(() => {
    const state = globalThis as unknown as { prints: number };
    state.prints = 0;
    globalThis.print = () => {
      state.prints += 1;
    };
  });
const prints = (page: Page) => page.evaluate(() => Reflect.get(globalThis, 'prints'));

test('a private thread is printed from its menu by keyboard, whole, in the zone of the reader', async () => {
  const { thread } = await startThread(teacher, ground.space, {
    ...{ title: 'نتائج المشروع', body: 'مرحبا بالجميع' },
    poll: { kind: 'single', options: ['River', 'Lake'], anonymous: false, show: 'always' },
  });
  await reply(student, thread, 'We **measured** the water, @someone.\n\n```\nph = 7\n```', 1);
  const page = await hub.open(`/t/${thread.id}`, { as: student, width: 360 });
  await watchPrints(page);
  await page.reload();
  await page.getByRole('button', { name: 'How this is shown' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Print …' }).press('Enter');
  await expectText(page.locator('.print-page'), 'measured');
  await expectText(page.locator('.page-head'), /Kelas 9b · general.*Asia\/Jakarta/);
  await expectText(printed(page).nth(0), 'River');
  expect(await numbers(page)).toEqual([2, 1, 2]);
  await expectText(printed(page).nth(1), /#2.*Budi.*measured/);
  await look(page, 'print-360');
  await expectNoSideScroll(page);
  await expectAccessible(page);
  const button = page.getByRole('button', { name: 'Print', exact: true });
  await button.press('Enter');
  await eventually(async () => (await prints(page)) === 1 || 'not printed');
  await page.emulateMedia({ media: 'print' });
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const selector of ['.top', '.rail', '.bottom', '.print-desk'])
      expect(await page.locator(selector).isVisible(), selector).toBe(false);
    await look(page, `print-paper-${width}`);
  }
  const outsider = await hub.person({ displayName: 'Someone Else' });
  const other = await hub.open(`/print/${thread.id}`, { as: outsider });
  await eventually(async () => (await other.locator('.print-page').count()) === 0 || 'shown');
  await expectText(other.locator('body'), 'There is nothing here');
});

test('a long one comes in pages, goes on after a gap, and says that a part is a part', async () => {
  const { thread } = await startThread(teacher, ground.space, { title: 'A year of rain' });
  await lengthen(thread.id, 2_150);
  const page = await hub.open('/', { as: student, locale: 'ar', theme: 'dark', width: 360 });
  let asked = 0;
  await page.route('**/posts?*', (route) => {
    asked += 1;
    return asked === 3 ? route.fulfill({ status: 400, body: '{}' }) : route.continue();
  });
  await page.goto(`${hub.url}/print/${thread.id}`);
  await page.getByRole('alert').getByRole('button').click({ timeout: 60_000 });
  await eventually(async () => (await printed(page).count()) === 2_000 || 'not all', {
    withinMs: 60_000,
  });
  expect(await numbers(page)).toEqual([2_000, 1, 2_000]);
  await expectText(page.locator('.print-desk'), '2,150');
  expect(await page.locator('.print-unfinished').count()).toBe(0);
  await page.getByLabel('من المشاركة').fill('2001');
  await page.getByLabel('إلى المشاركة').fill('2150');
  await page.getByLabel('إلى المشاركة').press('Enter');
  await eventually(async () => (await printed(page).count()) === 150 || 'not the part');
  expect(await numbers(page)).toEqual([150, 2_001, 2_150]);
  await expectText(page.locator('.page-head'), /2,?001.*2,?150/);
  await page.evaluate(() => {
    for (const post of [...document.querySelectorAll('.print-post')].slice(5)) post.remove();
  });
  await look(page, 'print-ar-dark-360');
  await expectNoSideScroll(page);
  await expectAccessible(page);
});
