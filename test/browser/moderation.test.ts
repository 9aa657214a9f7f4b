import { communityRoutes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { chooseForPost, expectForEverybody, expectNothingRan, postAt, tourMs } from './forum.ts';
import { type BrowserStack, expectAccessible, settled, startBrowserStack } from './support.ts';

let hub: BrowserStack;
let teacher: TestPerson;
let ana: TestPerson;
let ben: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  teacher = await hub.person({ displayName: 'Teacher', locale: 'en' });
  ana = await hub.person({ displayName: 'Ana', locale: 'en' });
  ben = await hub.person({ displayName: 'Ben', locale: 'en' });
  ground = await makeGround(teacher, { name: 'Class 9b', members: [ana, ben] });
});
afterAll(() => hub[Symbol.asyncDispose]());

async function badPost(text: string) {
  const { thread } = await startThread(teacher, ground.space, { title: `About ${text}` });
  const post = await reply(ben, thread, text);
  return { thread, post };
}

/** The focus follows what is drawn. */
const hasFocus = (card: Locator) =>
  eventually(() => card.evaluate((element) => element === document.activeElement));

const openCases = async () => (await teacher.call(moderationRoutes.getQueue, {})).items;

async function isHidden(threadId: string, number: number): Promise<boolean> {
  const { items } = await teacher.call(threadRoutes.listPosts, {
    params: { id: threadId as never },
  });
  return items.find((post) => post.number === number)?.hidden === true;
}

test('a post is reported from its menu, decided by keyboard alone, and taken back with U', async () => {
  const first = await badPost('nasty words');
  const page = await hub.open(`/t/${first.thread.id}`, { as: ana });
  await chooseForPost(page, 2, 'Report');
  await page.getByLabel('Somebody is being bullied').check();
  await page.getByLabel('Anything we should know?').fill('He does this every day');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send the report' }).click();
  await page.getByText('Thank you. Somebody will look at it.').waitFor();
  await page.context().close();
  const second = await badPost('more nasty words');
  await ana.call(moderationRoutes.createReport, {
    body: { subject: { kind: 'post', id: second.post.id }, reason: 'hate' },
  });

  const queue = await hub.open('/moderation', { as: teacher, width: 1280 });
  const cards = queue.locator('article.case');
  await eventually(async () => (await cards.count()) === 2);
  await cards.first().getByText('nasty words', { exact: true }).waitFor();
  await cards.first().getByText('He does this every day').waitFor();
  await cards.first().focus();
  await queue.keyboard.press('j');
  await hasFocus(cards.nth(1));
  await queue.keyboard.press('k');
  await queue.keyboard.press('1');
  await eventually(async () => (await cards.count()) === 1);
  await queue.getByText(/Done in \d+ seconds/).waitFor();
  await hasFocus(cards.first());
  await queue.keyboard.press('u');
  await eventually(async () => (await cards.count()) === 2);
  expect(await isHidden(first.thread.id, 2)).toBe(false);
  expect(await openCases()).toHaveLength(2);

  await cards.first().focus();
  await queue.keyboard.press('1');
  await queue.getByRole('button', { name: 'Do it now' }).click();
  await eventually(() => isHidden(first.thread.id, 2));
  await eventually(async () => (await openCases()).length === 1);
  await queue.context().close();

  const reader = await hub.open(`/t/${first.thread.id}`, { as: ana });
  await postAt(reader, 2).getByText('A moderator has hidden this post.').waitFor();
  expect(await reader.getByText('nasty words', { exact: true }).count()).toBe(0);
  await reader.context().close();
});

test('leaving the queue carries out what was decided, and the log says it', async () => {
  const { thread, post } = await badPost('spam spam');
  await ana.call(moderationRoutes.createReport, {
    body: { subject: { kind: 'post', id: post.id }, reason: 'spam' },
  });
  const page = await hub.open('/moderation', { as: teacher, width: 1280 });
  const card = page.locator('article.case', { hasText: 'spam spam' }).first();
  await card.getByLabel('Why?').fill('Advertising');
  await card.getByRole('button', { name: 'Hide', exact: true }).click();
  await page.getByRole('link', { name: 'What was done' }).click();
  await eventually(() => isHidden(thread.id, 2));
  await page.reload();
  await settled(page);
  await page.locator('.log-entry', { hasText: 'Advertising' }).first().waitFor();
  await page.context().close();
});

test('hiding in the thread itself can be taken back from the note', async () => {
  const { thread } = await badPost('a mistake');
  const page = await hub.open(`/t/${thread.id}`, { as: teacher });
  await chooseForPost(page, 2, 'Hide from everybody');
  await eventually(() => isHidden(thread.id, 2));
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(async () => !(await isHidden(thread.id, 2)));
  await page.context().close();
});

test('FMT-3 what is reported cannot run in the queue', async () => {
  const picture = '<img src=q onerror=window.boomed=1>';
  const { thread } = await startThread(ben, ground.space, { title: picture, body: picture }).catch(
    async () => startThread(teacher, ground.space, { title: picture, body: picture }),
  );
  const post = await reply(ben, thread, picture);
  await ana.call(moderationRoutes.createReport, {
    body: { subject: { kind: 'post', id: post.id }, reason: 'other', note: picture },
  });
  const page = await hub.open('/moderation', { as: teacher });
  await page.locator('article.case').getByText(picture, { exact: true }).first().waitFor();
  await expectNothingRan(page);
  await page.context().close();
});

test('the log names who was kept out, and lets them in again', async () => {
  const here = await makeGround(teacher, {
    name: 'Second chances',
    members: [ben],
    reading: 'signed-in',
    joining: 'open',
  });
  const at = { id: here.community.id, personId: ben.id };
  await teacher.call(communityRoutes.removeMember, { params: at, query: { ban: 'true' } });
  const page = await hub.open('/moderation/log', { as: teacher });
  const entry = page.locator('.log-entry', { hasText: 'Remove and keep out' }).first();
  await entry.getByRole('link', { name: 'Ben' }).waitFor();
  await entry.getByRole('button', { name: 'Let in again' }).click();
  await page.locator('.log-entry strong', { hasText: 'Let in again' }).waitFor();
  await entry.getByRole('button', { name: 'Let in again' }).waitFor({ state: 'detached' });
  await ben.call(communityRoutes.joinCommunity, { params: { id: here.community.id } });
  await page.context().close();
});

test('those who keep order find the reports of a place on its own pages, and members do not', async () => {
  const here = await makeGround(teacher, { name: 'Its own reports', members: [ana, ben] });
  const { thread } = await startThread(teacher, here.space, { title: 'Here' });
  const bad = await reply(ben, thread, 'only reported here');
  const subject = { kind: 'post' as const, id: bad.id };
  await ana.call(moderationRoutes.createReport, { body: { subject, reason: 'spam' } });
  const page = await hub.open(`/c/${here.community.id}/x`, { as: teacher });
  await page.getByRole('link', { name: 'Reports' }).click();
  await page.getByRole('heading', { level: 1, name: 'Keeping order' }).waitFor();
  await eventually(async () => (await page.locator('article.case').count()) === 1);
  await page.getByText('only reported here').waitFor();
  await page.getByRole('link', { name: 'Back to the community' }).click();
  await page.getByRole('heading', { level: 1, name: 'Its own reports' }).waitFor();
  const member = await hub.open(`/c/${here.community.id}/x`, { as: ana });
  await member.getByRole('link', { name: 'Members' }).waitFor();
  expect(await member.getByRole('link', { name: 'Reports' }).count()).toBe(0);
  await page.context().close();
  await member.context().close();
});

test(
  'queue and log are for everybody: axe, widths, languages',
  async () => {
    const laila = await hub.person({ displayName: 'ليلى', locale: 'ar' });
    const here = await makeGround(laila, { name: 'الصف التاسع', members: [ana, ben] });
    const { thread } = await startThread(laila, here.space, { title: 'موضوع' });
    const bad = await reply(ben, thread, 'كلمات جارحة');
    const subject = { kind: 'post' as const, id: bad.id };
    await ana.call(moderationRoutes.createReport, {
      body: { subject, reason: 'bullying', note: 'كل يوم' },
    });
    const paths = { moderation: '/moderation', 'moderation-log': '/moderation/log' };
    await expectForEverybody(hub, { en: { as: teacher, paths }, ar: { as: laila, paths } });
  },
  tourMs,
);
