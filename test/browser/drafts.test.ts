import { draftRoutes } from '@jembatan/shared/drafts.contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, startThread } from '../support/places.ts';
import { replyBox } from './forum.ts';
import {
  type BrowserStack,
  expectAccessible,
  expectNoSideScroll,
  look,
  startBrowserStack,
} from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let thread: { id: string };
let spaceId: string;

beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti', locale: 'en' });
  const { space } = await makeGround(siti, { name: 'Everything' });
  spaceId = space.id;
  ({ thread } = await startThread(siti, space, { title: 'A year of rain', body: 'First' }));
});
afterAll(() => hub[Symbol.asyncDispose]());

const saved = (page: Page) => page.getByText('Draft saved.');
const says = (page: Page, text: string) =>
  eventually(async () => {
    const now = await replyBox(page).inputValue();
    return now === text || `it says: ${now}`;
  });

async function askIn(page: Page, ...options: string[]): Promise<void> {
  await page.getByRole('button', { name: 'Poll', exact: true }).click();
  for (const [index, option] of options.entries())
    await page.getByLabel(`Option ${index + 1}`, { exact: true }).fill(option);
}

test('a text goes on from device to device, two at once lose nothing, and sent it is gone', async () => {
  const laptop = await hub.open(`/t/${thread.id}`, { as: siti });
  const phone = await hub.open(`/t/${thread.id}`, { as: siti, width: 360 });
  await replyBox(laptop).fill('It rained in May');
  await saved(laptop).waitFor();
  await says(phone, 'It rained in May');
  await replyBox(phone).fill('It rained in May and June');
  await says(laptop, 'It rained in May and June');

  await phone.context().setOffline(true);
  await replyBox(phone).fill('On the bus: it snowed');
  await replyBox(laptop).fill('At home: it was dry');
  await saved(laptop).waitFor();
  await phone.context().setOffline(false);
  const both = ['At home: it was dry', 'On the bus: it snowed'];
  const kept = async () =>
    (await siti.call(draftRoutes.getDraft, { params: { kind: 'reply', id: thread.id } })).draft;
  await eventually(async () => (await kept())?.others.length === 1 || 'not both of them');
  const draft = await kept();
  // Whichever came last is in both boxes, the other one stands by.
  for (const page of [phone, laptop]) await says(page, draft?.text ?? '');
  const other = both.find((text) => text !== draft?.text) ?? '';
  await phone.getByText('Show it').click();
  await phone.getByText(other).waitFor();
  await expectNoSideScroll(phone);
  await expectAccessible(phone);
  await look(phone, 'drafts-other');
  await phone.getByRole('button', { name: 'Go on with this one' }).click();
  await says(phone, other);
  await says(laptop, other);

  await phone.getByRole('button', { name: 'Send', exact: true }).click();
  await says(laptop, '');
  await laptop.getByText('Also written on another device').waitFor();
  await laptop.getByRole('button', { name: 'Delete' }).click();
  await eventually(async () => (await saved(laptop).count()) === 0 || 'still said to be saved');
  await laptop.context().close();
  await phone.context().close();
}, 120_000);

test('what was begun is listed, continued with all that was typed, thrown away and taken back', async () => {
  const page = await hub.open(`/spaces/${spaceId}/threads/new`, { as: siti, width: 360 });
  await page.getByLabel('Title').fill('Half a question');
  await page.getByRole('textbox', { name: 'Your text' }).fill('Why does it');
  await askIn(page, 'Salt', 'Wind');
  await saved(page).waitFor();
  await page.context().close();

  const other = await hub.open('/me/drafts', { as: siti, width: 360 });
  await other.getByText('Half a question').waitFor();
  await other.getByText('With a poll').waitFor();
  await other.getByText('Salt · Wind').waitFor();
  await expectNoSideScroll(other);
  await expectAccessible(other);
  await look(other, 'drafts');
  await other.getByRole('button', { name: 'Delete draft' }).click();
  await other.getByText('Nothing begun').waitFor();
  await other.getByRole('button', { name: 'Undo' }).click();
  await other.getByRole('link', { name: 'Continue' }).click();
  await eventually(async () => {
    const title = await other.getByLabel('Title').inputValue();
    return title === 'Half a question' || `the title is ${title}`;
  });
  expect(await other.getByRole('textbox', { name: 'Your text' }).inputValue()).toBe('Why does it');
  expect(await other.getByLabel('Option 2', { exact: true }).inputValue()).toBe('Wind');
  await other.context().close();
}, 120_000);

test('a reply is planned from its box, waits among the drafts, is changed and called off', async () => {
  const page = await hub.open(`/t/${thread.id}`, { as: siti });
  await replyBox(page).fill('Tomorrow there will be numbers');
  await askIn(page, 'Eight', 'Nine');
  await page.getByRole('button', { name: 'Send later' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Time zone').selectOption('Asia/Tokyo');
  await look(page, 'later-dialog');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Send it then' }).click();
  await page.getByText('Planned. You find it among your drafts.').waitFor();
  expect(await replyBox(page).inputValue()).toBe('');

  await page.goto(`${hub.url}/me/drafts`);
  const planned = page.getByRole('region', { name: 'Sent later' });
  await planned.getByText('Tomorrow there will be numbers').waitFor();
  await planned.getByText('With a poll').waitFor();
  await look(page, 'later-list');
  await expectAccessible(page);
  await expectNoSideScroll(page);
  await planned.getByRole('button', { name: 'Change' }).click();
  await dialog.getByLabel('Text').fill('In a week there will be numbers');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await planned.getByText('In a week there will be numbers').waitFor();
  await planned.getByRole('button', { name: 'Do not send' }).click();
  await planned.waitFor({ state: 'detached' });
  const kept = page.getByRole('listitem').filter({ hasText: 'In a week there will be numbers' });
  await kept.getByText('Eight · Nine').waitFor();
  await page.context().close();
});
