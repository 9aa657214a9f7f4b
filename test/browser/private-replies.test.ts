import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { privateReplyRoutes } from '@jembatan/shared/private-replies.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { chooseForPost, expectText, setOffline } from './forum.ts';
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
let mate: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  [teacher, student, mate] = await Promise.all([
    hub.person({ displayName: 'Ibu Sari' }),
    hub.person({ displayName: 'Budi' }),
    hub.person({ displayName: 'Citra' }),
  ]);
  ground = await makeGround(teacher, { members: [student, mate] });
});
afterAll(() => hub[Symbol.asyncDispose]());

const talkOn = (page: Page) => page.getByRole('article', { name: 'Private conversation' });
const box = (page: Page) => page.getByRole('textbox', { name: 'Private reply to post 2' });
const send = (page: Page) => page.getByRole('button', { name: 'Send privately' }).click();

test('a teacher and a student talk under a post, live, kept without a network, unseen by the class', async () => {
  const { thread } = await startThread(teacher, ground.space, { title: 'Fractions' });
  const post = await reply(student, thread, 'My answer is one half.');
  await reply(mate, thread, 'Mine is one third.');
  const path = `/t/${thread.id}`;
  const [teachers, students, mates] = await Promise.all([
    hub.open(path, { as: teacher, width: 1280 }),
    hub.open(path, { as: student, width: 360 }),
    hub.open(path, { as: mate }),
  ]);
  await chooseForPost(teachers, 2, 'Reply privately');
  await expectText(talkOn(teachers), 'and the author of the post see this');
  expect(await talkOn(teachers).getByRole('button', { name: 'Add a file' }).count()).toBe(0);
  await box(teachers).fill('Look at **line two** once more.');
  await setOffline(teachers, true);
  await send(teachers);
  await eventually(async () => (await talkOn(teachers).getByRole('alert').count()) > 0 || 'calm');
  await setOffline(teachers, false);
  await teachers.reload();
  // What was typed is there again, and goes once.
  expect(await box(teachers).inputValue()).toContain('line two');
  await send(teachers);
  await expectText(talkOn(teachers), 'Look at line two once more.');
  await expectText(talkOn(students), 'Only you and the teachers and moderators here see this.');
  await talkOn(students).scrollIntoViewIfNeeded();
  // Seen on the page, it is no news any more.
  await eventually(async () => {
    const { items, unread } = await student.call(notificationRoutes.listNotifications, {});
    return (items[0]?.reason === 'private' && unread === 0) || `${unread} unread`;
  });
  await talkOn(students).getByRole('button', { name: 'Answer privately' }).press('Enter');
  await box(students).fill('Two quarters?');
  await send(students);
  await expectText(talkOn(teachers), 'Two quarters?');
  for (const page of [teachers, students]) {
    await look(page, `private-${page === teachers ? 'teacher-1280' : 'student-360'}`);
    await expectNoSideScroll(page);
    await expectAccessible(page);
  }
  const call = { params: { id: post.id } };
  const { items } = await student.call(privateReplyRoutes.listPrivateReplies, call);
  expect(items.map(({ from }) => from)).toEqual(['staff', 'student']);
  // By now it would have come to the class, if it came at all.
  expect(await mates.locator('.private').count()).toBe(0);
  await mates.reload();
  await expectText(mates.locator('#p3'), 'Mine is one third.');
  expect(await mates.locator('body').innerText()).not.toContain('line two');
});

test('it is edited, taken away, and looks well from the right in the dark', async () => {
  const { thread } = await startThread(teacher, ground.space, { title: 'Essays' });
  const post = await reply(student, thread, 'كتبت هذا');
  await teacher.call(privateReplyRoutes.createPrivateReply, {
    params: { id: post.id },
    body: { body: 'أحسنت، لكن انظر إلى السطر الثاني' },
  });
  const dark = { as: student, locale: 'ar', theme: 'dark', width: 360 } as const;
  const page = await hub.open(`/t/${thread.id}`, dark);
  // Begun and thrown away, nothing stays.
  const third = await reply(mate, thread, 'I wrote this');
  const other = await hub.open(`/t/${thread.id}`, { as: teacher });
  const begun = other.getByRole('textbox', { name: 'Private reply to post 3' });
  await chooseForPost(other, third.number, 'Reply privately');
  await begun.fill('No');
  await other.reload();
  await begun.waitFor();
  await other.locator('.private').getByRole('button', { name: 'Cancel' }).click();
  await eventually(async () => (await other.locator('.private').count()) === 1 || 'still there');
  await other.context().close();
  const words = page.locator('.private-words');
  await expectText(words, 'أحسنت');
  await look(page, 'private-ar-dark-360');
  await expectNoSideScroll(page);
  await expectAccessible(page);
  const teachers = await hub.open(`/t/${thread.id}`, { as: teacher });
  const choose = async (what: string) => {
    await teachers.getByRole('button', { name: 'More for this private reply' }).click();
    await teachers.getByRole('menuitem', { name: what, exact: true }).click();
  };
  await choose('Edit');
  await teachers.getByRole('textbox', { name: 'Edit your private reply' }).fill('Well done');
  await teachers.getByRole('button', { name: 'Save' }).click();
  await expectText(words, 'Well done');
  await choose('Delete');
  await teachers.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expectText(talkOn(teachers), 'This private reply was deleted.');
  // What was said stays for both, also when the post goes.
  await student.call(threadRoutes.deletePost, { params: { id: post.id } });
  await teachers.reload();
  await expectText(talkOn(teachers), 'The post was deleted');
  await page.reload();
  await words.waitFor();
  await eventually(async () => !(await words.innerText()).includes('Well done') || 'still there');
});
