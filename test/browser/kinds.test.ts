import { threadId } from '@jembatan/shared/ids';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
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
  teacher = await hub.person({ displayName: 'Sari Wulandari' });
  student = await hub.person({ displayName: 'Lina Bauer' });
  ground = await makeGround(teacher, { name: 'Kelas 9b', members: [student] });
});
afterAll(() => hub[Symbol.asyncDispose]());

const views = [
  { width: 360, locale: 'ar', theme: 'dark' },
  { width: 1280, locale: 'en', theme: 'light' },
] as const;

/** The page on a phone from right to left, and on a wide screen. */
async function seeEverywhere(path: string, name: string): Promise<void> {
  for (const view of views) {
    const page = await hub.open(path, { as: student, ...view });
    await page.locator('.announcement, .answer-best').first().waitFor();
    await look(page, `${name}-${view.width}-${view.locale}`);
    await expectNoSideScroll(page);
    if (view.locale === 'ar') await expectAccessible(page);
    await page.context().close();
  }
}

test('the best answer follows its question, with the way to its place', async () => {
  const { thread } = await startThread(student, ground.space, { kind: 'question' });
  for (const text of ['From a well.', 'From the river Ciliwung.', 'From the tap.'])
    await reply(teacher, thread, text);
  await student.call(threadRoutes.changeThread, {
    params: { id: thread.id },
    body: { acceptedNumber: 3 },
  });
  const path = `/t/${thread.id}`;
  const page = await hub.open(path, { as: student });
  const best = page.getByRole('region', { name: 'Best answer' });
  await best.getByText('From the river Ciliwung.').waitFor();
  await best.getByRole('link', { name: 'In its place: post 3' }).click();
  expect(new URL(page.url()).hash).toBe('#p3');
  await page.getByRole('button', { name: 'Most liked answers first' }).click();
  await page.locator('.answer-list li').nth(2).waitFor();
  await page.context().close();
  await seeEverywhere(path, 'question');
});

test('a teacher announces; a student finds it on top and puts it away', async () => {
  const writing = await hub.open(`/spaces/${ground.space.id}/threads/new`, { as: teacher });
  await writing.getByLabel('Title').fill('Excursion on Friday');
  await writing.getByRole('radio', { name: /Announcement/ }).check();
  await writing.getByLabel('On top until').waitFor();
  await writing.getByLabel(/Replies are off/).check();
  await writing.locator('textarea').first().fill('Bring your jackets and something to eat.');
  await look(writing, 'announcing-1280-en');
  await writing.getByRole('button', { name: 'Post', exact: true }).click();
  await writing.waitForURL(/\/t\//);
  await writing.context().close();

  const path = `/spaces/${ground.space.id}`;
  await seeEverywhere(path, 'announcement');
  await seeEverywhere(`/c/${ground.community.id}`, 'announcement-community');
  const page = await hub.open(path, { as: student });
  const top = page.getByRole('region', { name: 'Announcements' });
  await top.getByText('Bring your jackets').waitFor();
  await top.getByRole('button', { name: /^Got it/ }).click();
  await top.waitFor({ state: 'detached' });
  await page.context().close();
});

test('a student answers first, and then sees what the others wrote without loading anew', async () => {
  const classmate = await hub.person({ displayName: 'Nadia Rahma' });
  await joinBy(teacher, classmate, ground.community);
  const writing = await hub.open(`/spaces/${ground.space.id}/threads/new`, { as: teacher });
  await writing.getByLabel('Title').fill('Why is the sea salt?');
  await writing.getByLabel(/Answer before you see/).check();
  await look(writing, 'asking-360-en');
  await writing.locator('textarea').first().fill('Think first, then write.');
  await writing.getByRole('button', { name: 'Post', exact: true }).click();
  await writing.waitForURL(/\/t\//);
  await writing.getByText('Others see what was written here only after').waitFor();
  const id = threadId.parse(/\/t\/([0-9a-f]+)/.exec(writing.url())?.[1]);
  await writing.context().close();
  await reply(classmate, { id }, 'Rivers carry it down from the rocks.');

  for (const view of views) {
    const page = await hub.open(`/t/${id}`, { as: student, ...view });
    await page.locator('.answer-first').waitFor();
    await look(page, `answer-first-${view.width}-${view.locale}`);
    expect(await page.content()).not.toMatch(/Rivers carry|Nadia/);
    await expectNoSideScroll(page);
    if (view.locale === 'ar') await expectAccessible(page);
    await page.context().close();
  }

  const page = await hub.open(`/t/${id}`, { as: student });
  await page.getByText('1 answer is waiting for you.').waitFor();
  await reply(classmate, { id }, 'And rain brings it as well.');
  await page.getByText('2 answers are waiting for you.').waitFor();
  const box = page.getByRole('textbox', { name: 'Write a reply' });
  await box.fill('Because fish cry.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Rivers carry it down').waitFor();
  await page.getByText('And rain brings it').waitFor();
  await page.getByText('You have answered, so you see').waitFor();
  await reply(classmate, { id }, 'Fish do not cry.');
  await page.getByRole('button', { name: /new post/ }).click();
  await page.getByText('Fish do not cry.').waitFor();
  await look(page, 'answered-360-en');
  await page.locator('#p4').getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0);
  await page.context().close();
});
