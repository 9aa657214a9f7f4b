import { MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, startThread } from '../support/places.ts';
import { expectText, postAt, replyBox } from './forum.ts';
import {
  type BrowserStack,
  expectAccessible,
  expectNoSideScroll,
  look,
  startBrowserStack,
} from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let zoe: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti' });
  zoe = await hub.person({ displayName: 'Zoë' });
  ground = await makeGround(siti, { name: 'Water' });
  await joinBy(siti, zoe, ground.community);
});
afterAll(() => hub[Symbol.asyncDispose]());

test('a role is found by its name in the reader’s language, and everybody reads it in theirs', async () => {
  const { thread } = await startThread(siti, ground.space);
  const path = `/t/${thread.id}`;
  const page = await hub.open(path, { as: zoe, locale: 'ar' });
  const box = page.locator('textarea.composer-text');
  await box.click();
  await box.pressSequentially('@المع');
  await page.getByRole('option', { name: /المعلمون/ }).waitFor();
  await look(page, 'calls-offer-360-ar');
  await box.press('Enter');
  expect(await box.inputValue()).toBe('@teachers ');
  await box.pressSequentially('ساعدونا @everyone');
  const note = page.locator('.composer [role=status]');
  await expectText(note, /شخص واحد/);
  await expectText(note, '@الجميع');
  await expectNoSideScroll(page);
  await look(page, 'calls-note-360-ar');
  await expectAccessible(page);
  await page.locator('.composer-foot .button-primary, .composer-foot button').last().click();
  await expectText(postAt(page, 2), '@المعلمون');
  await look(page, 'calls-post-360-ar');

  const wide = await hub.open(path, { as: siti, locale: 'en', width: 1280, theme: 'dark' });
  await expectText(postAt(wide, 2).locator('.mention'), '@Teachers');
  await replyBox(wide).fill('Dear @students and @everyone');
  await expectText(wide.locator('.composer [role=status]'), 'up to 2 people');
  await look(wide, 'calls-note-1280-dark');
  await expectAccessible(wide);
  await wide.context().close();
  await page.context().close();
});

test('a call that many would hear is sent when it is sent again', async () => {
  const client = await new MongoClient(hub.stack.mongoUrl).connect();
  const joined = { role: 'student', order: 3, nameFold: 'gone', class: null, institutionId: null };
  const many = Array.from({ length: 60 }, (_, n) => ({
    ...{ ...joined, joinedAt: new Date() },
    communityId: new ObjectId(ground.community.id),
    personId: new ObjectId(n.toString(16).padStart(24, '0')),
  }));
  await client.db().collection('memberships').insertMany(many);
  await client.close();
  const { thread } = await startThread(siti, ground.space);
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  await replyBox(page).fill('Tomorrow, @students ');
  await expectText(page.locator('.composer [role=status]'), 'up to 61 people');
  const send = page.getByRole('button', { name: 'Send', exact: true });
  await send.click();
  await expectText(page.locator('.composer [role=alert]'), 'Send it again');
  await look(page, 'calls-many-360');
  expect(await postAt(page, 2).count()).toBe(0);
  await send.click();
  await expectText(postAt(page, 2), 'Tomorrow, @Students');
  await page.context().close();
});
