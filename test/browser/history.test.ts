import { historyRoutes } from '@jembatan/shared/history.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { chooseForPost, expectText, postAt } from './forum.ts';
import {
  type BrowserStack,
  expectAccessible,
  expectNoSideScroll,
  look,
  startBrowserStack,
} from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let budi: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti', locale: 'en' });
  budi = await hub.person({ displayName: 'Budi', locale: 'en' });
  ground = await makeGround(siti, { name: 'Rivers', members: [budi] });
});
afterAll(() => hub[Symbol.asyncDispose]());

test('a post becomes a wiki, two meet over it and lose nothing, and it goes back', async () => {
  const { thread, post } = await startThread(siti, ground.space, {
    ...{ title: 'What we know of our river', body: 'It is long.\n\nIt is cold in winter.' },
  });
  const hers = await hub.open(`/t/${thread.id}`, { as: siti });
  const his = await hub.open(`/t/${thread.id}`, { as: budi, width: 1280 });
  await chooseForPost(hers, 1, 'Let everybody edit…');
  await hers.getByRole('button', { name: 'Make it a wiki' }).click();
  await expectText(postAt(his, 1), 'Wiki');
  await chooseForPost(his, 1, 'Edit');
  const box = his.getByRole('textbox', { name: 'Edit post 1' });
  await box.fill('It is long.\n\nIt is warm in summer.');
  // She is faster: he hears of it while he writes, and sees both.
  const body = { body: 'It is short.\n\nIt is cold in winter.', baseRevision: 1 };
  await siti.call(threadRoutes.editPost, { params: { id: post.id }, body });
  await his.getByText('Siti has saved a newer version while you were writing.').waitFor();
  await his.getByRole('button', { name: 'Look at both' }).click();
  await expectText(his.locator('.difference'), 'short');
  await expectText(his.getByRole('alert'), 'Saved meanwhile by Siti');
  expect(await box.inputValue()).toContain('warm in summer');
  await look(his, 'history-conflict-1280');
  await his.getByRole('button', { name: 'Save mine instead' }).click();
  await expectText(postAt(hers, 1), 'edited by Budi');
  // What became of it, in words and not in colours alone.
  await chooseForPost(hers, 1, 'Earlier versions');
  const newest = hers.locator('.history > li').first();
  await expectText(newest.locator('summary'), /Budi.*now/);
  expect(await newest.locator('del').allTextContents()).toContainEqual(
    expect.stringMatching(/removed: short/),
  );
  expect(await newest.locator('ins').allTextContents()).toContainEqual(
    expect.stringMatching(/added: long/),
  );
  await expectNoSideScroll(hers);
  await expectAccessible(hers);
  await look(hers, 'history-inline-360');
  await hers.getByRole('radio', { name: 'Side by side' }).check();
  await look(hers, 'history-sides-360');
  await hers.locator('.history > li').nth(1).locator('summary').click();
  await hers.getByRole('button', { name: 'Go back to this version' }).click();
  await expectText(postAt(hers, 1), 'It is short.');
  await expectText(postAt(his, 1), 'It is short.');
});

test('the history reads in the dark, from right to left and side by side, and of what was deleted', async () => {
  const { thread, post } = await startThread(siti, ground.space, {
    ...{ title: 'المطر', body: 'المطر بارد في الشتاء' },
  });
  const edit = (body: string, baseRevision: number) =>
    siti.call(threadRoutes.editPost, { params: { id: post.id }, body: { body, baseRevision } });
  for (let n = 1; n <= 8; n += 1) await edit(`المطر بارد في الشتاء ${n}`, n);
  await edit('المطر دافئ في الصيف', 9);
  for (const width of [360, 1280]) {
    const page = await hub.open(`/t/${thread.id}`, {
      ...{ as: siti, width, theme: 'dark', locale: 'ar' },
    });
    await postAt(page, 1).locator('.menu').locator('..').locator('.icon-button').last().click();
    await page.getByRole('menuitem', { name: 'النسخ السابقة' }).click();
    await page.locator('.history > li').nth(5).waitFor();
    await page.locator('input[name=look]').last().check();
    await page.getByRole('button', { name: 'عرض نسخ أقدم' }).click();
    await expectText(page.locator('.history > li').last().locator('summary'), 'النسخة الأولى');
    await expectNoSideScroll(page);
    await expectAccessible(page);
    await look(page, `history-sides-${width}-dark-ar`);
    await page.context().close();
  }
  const mine = await reply(budi, thread, 'I am sorry for this');
  await budi.call(threadRoutes.deletePost, { params: { id: mine.id } });
  const page = await hub.open(`/t/${thread.id}`, { as: siti, locale: 'en' });
  await chooseForPost(page, 2, 'Earlier versions');
  await expectText(page.getByRole('dialog'), 'Only staff see what it said.');
  await page.locator('.history summary').click();
  await expectText(page.locator('.history'), 'I am sorry for this');
  expect(await page.getByRole('button', { name: 'Go back to this version' }).count()).toBe(0);
  const { items } = await siti.call(historyRoutes.listRevisions, { params: { id: mine.id } });
  expect(items).toHaveLength(1);
});

test('a title says what is like it while it is typed, politely, until it is sent away', async () => {
  const { thread } = await startThread(siti, ground.space, {
    title: 'How cold does the river get in winter?',
  });
  const address = `/spaces/${ground.space.id}/threads/new`;
  for (const view of [
    { width: 360, theme: 'light', locale: 'en' },
    { width: 1280, theme: 'dark', locale: 'ar' },
  ] as const) {
    const page = await hub.open(address, { as: budi, ...view });
    const title = page.locator('#content input').first();
    await title.pressSequentially('cold river in winter', { delay: 5 });
    const offer = page.locator('.similar');
    await offer.getByRole('link', { name: thread.title }).waitFor();
    await expectNoSideScroll(page);
    await expectAccessible(page);
    await look(page, `similar-${view.width}-${view.theme}-${view.locale}`);
    await title.fill('Bicycles');
    await eventually(async () => (await offer.count()) === 0 || 'still there');
    await title.fill('winter river, how cold');
    await offer.getByRole('button').click();
    await title.fill('winter river, how cold is it');
    expect(await offer.count()).toBe(0);
    await page.context().close();
  }
});
