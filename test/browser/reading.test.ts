import { createConnection, Types } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, startThread } from '../support/places.ts';
import { chooseForPost, postAt, shownNumbers } from './forum.ts';
import { type BrowserStack, expectAccessible, look, startBrowserStack } from './support.ts';

const postsInThread = 280;

let hub: BrowserStack;
let siti: TestPerson;
let budi: TestPerson;
let thread: { id: string; title: string };
let spaceId: string;

beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti', locale: 'en' });
  budi = await hub.person({ displayName: 'Budi', locale: 'en' });
  const { space } = await makeGround(siti, { name: 'Everything', members: [budi] });
  spaceId = space.id;
  ({ thread } = await startThread(siti, space, { title: 'A year of rain', body: 'First' }));
  const connection = await createConnection(hub.stack.mongoUrl).asPromise();
  const posts = connection.db!.collection('posts');
  const _id = new Types.ObjectId(thread.id);
  const first = (await posts.findOne({ threadId: _id }))!;
  const made = Array.from({ length: postsInThread - 1 }, (_, n) => ({
    ...first,
    ...{ _id: new Types.ObjectId(), number: n + 2, seq: n + 2, html: `<p>Rain ${n + 2}</p>` },
  }));
  await posts.insertMany(made);
  await connection
    .db!.collection('threads')
    .updateOne({ _id }, { $set: { lastNumber: postsInThread, lastSeq: postsInThread } });
  await connection.close();
});
afterAll(() => hub[Symbol.asyncDispose]());

test('LOAD-3 a long thread is scrolled from end to end with few posts in the page', async () => {
  const page = await hub.open(`/t/${thread.id}#p1`, { as: siti });
  await page.locator('article[aria-posinset="1"]').waitFor();
  expect(await postAt(page, 1).getAttribute('aria-setsize')).toBe(String(postsInThread));
  await expectAccessible(page);
  let most = 0;
  await eventually(
    async () => {
      await page.mouse.wheel(0, 2_500);
      const shown = await shownNumbers(page);
      most = Math.max(most, shown.length);
      return shown.at(-1) === postsInThread || `at ${shown.at(-1)}`;
    },
    { withinMs: 60_000 },
  );
  expect(most).toBeLessThan(250);
  // Back by the keys, from the post that has the focus.
  await postAt(page, postsInThread).focus();
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('k');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(`p${postsInThread - 3}`);
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(`p${postsInThread - 2}`);
  await page.context().close();
}, 120_000);

test('a post is kept with a note, found again, and everything marked read and back', async () => {
  const page = await hub.open(`/t/${thread.id}#p1`, { as: budi });
  await chooseForPost(page, 1, 'Bookmark');
  await page.getByLabel('A note to yourself').fill('for the report');
  await page.getByRole('button', { name: 'Tomorrow morning' }).click();
  await look(page, 'bookmark-dialog');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByText('Bookmark kept').waitFor();
  await page.goto(`${hub.url}/me/bookmarks`);
  await page.getByText('for the report').waitFor();
  await page.getByText('Reminder:').waitFor();
  await look(page, 'bookmarks');
  await expectAccessible(page);
  await page.goto(`${hub.url}/spaces/${spaceId}`);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByText('1 thread marked as read').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('As it was before.').waitFor();
  await page.goto(`${hub.url}/search?q=rain&kind=discussion`);
  await page.getByText('1 filter', { exact: true }).click();
  await page.getByLabel('Order').selectOption('date');
  await eventually(() => new URL(page.url()).searchParams.get('order') === 'date');
  await page.getByText('What you can type').click();
  await look(page, 'search-filters');
  await expectAccessible(page);
  await page.context().close();
}, 90_000);
