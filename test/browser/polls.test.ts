import { type PollInput, pollRoutes } from '@jembatan/shared/polls.contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { expectText, postAt, replyBox, setOffline } from './forum.ts';
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
    hub.person({ displayName: 'Ibu Sari', timeZone: 'Asia/Jakarta' }),
    hub.person({ displayName: 'Budi' }),
  ]);
  ground = await makeGround(teacher, { members: [student], reading: 'everyone' });
});
afterAll(() => hub[Symbol.asyncDispose]());

const trip: PollInput = {
  question: 'Where do we go on the last day of school?',
  kind: 'single',
  options: ['The river', 'متحف السفن', 'Mountain hut above the waterfall, with an overnight stay'],
  anonymous: true,
  show: 'voted',
};

async function ask(input: Partial<PollInput> = {}) {
  const { thread, post } = await startThread(teacher, ground.space, {
    ...{ title: 'Our trip', body: 'Let us decide together.', poll: { ...trip, ...input } },
  });
  const path = `/t/${thread.id}`;
  const { options } = await teacher.call(pollRoutes.getPoll, { params: { id: post.id } });
  const vote = (who: TestPerson, ...places: number[]) =>
    who.call(pollRoutes.vote, {
      params: { id: post.id },
      body: { choices: places.map((place) => options[place]?.id ?? '') },
    });
  return { path, vote };
}

const pollOn = (page: Page, number = 1) => postAt(page, number).locator('.poll');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a poll is written beside a reply by keyboard, survives a reload, and is voted in', async () => {
  const { path } = await ask();
  const page = await hub.open(path, { as: teacher });
  await replyBox(page).fill('And when do we meet?');
  await page.getByRole('button', { name: 'Poll', exact: true }).press('Enter');
  const form = page.getByRole('region', { name: 'Poll', exact: true }).last();
  await form.getByLabel('Option 1', { exact: true }).fill('Eight');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Nine');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Ten');
  await look(page, 'polls-form-360');
  await expectNoSideScroll(page);
  await expectAccessible(page);
  await page.reload();
  await expectText(form, 'Secret vote');
  expect(await form.getByLabel('Option 2', { exact: true }).inputValue()).toBe('Nine');
  expect(await form.getByLabel('Option 4', { exact: true }).inputValue()).toBe('Ten');
  await form.getByLabel('Option 2', { exact: true }).fill('Eight');
  await press(page, 'Send');
  await expectText(form, 'Two options say the same.');
  await form.getByLabel('Option 2', { exact: true }).fill('Nine');
  await press(page, 'Send');
  const poll = pollOn(page, 2);
  await poll.getByRole('radio', { name: /Nine/ }).check();
  await poll.getByRole('button', { name: 'Vote', exact: true }).press('Enter');
  await expectText(poll, /Nine.*Your choice.*1 vote · 100%/);
  expect(await form.getByLabel('Option 1', { exact: true }).count()).toBe(0);
});

test('a vote without a network says so, is kept, and counts when it is back', async () => {
  const { path } = await ask();
  const page = await hub.open(path, { as: student });
  const poll = pollOn(page);
  await expectText(poll, 'You see the results once you have voted.');
  await poll.getByRole('radio', { name: /river/ }).check();
  await setOffline(page, true);
  await poll.getByRole('button', { name: 'Vote', exact: true }).click();
  await expectText(poll, 'You are offline');
  await setOffline(page, false);
  await page.reload();
  expect(await poll.getByRole('radio', { name: /river/ }).isChecked()).toBe(true);
  await poll.getByRole('button', { name: 'Vote', exact: true }).click();
  await expectText(poll, /The river.*1 vote · 100%/);
  // Somebody else's vote comes by itself.
  const other = await hub.open(path, { as: teacher, width: 1280 });
  await pollOn(other)
    .getByRole('radio', { name: /Mountain/ })
    .check();
  await pollOn(other).getByRole('button', { name: 'Vote', exact: true }).click();
  await expectText(poll, '2 people have voted');
  await expectText(poll, /Mountain.*1 vote · 50%/);
  await look(page, 'polls-results-360');
  await look(other, 'polls-results-1280');
  await press(other, 'Close poll');
  await press(other, 'Close it');
  await expectText(poll, 'Closed');
  await look(other, 'polls-closed-1280');
  await eventually(
    async () => (await poll.getByText('Your choice').count()) === 0 || 'it is known',
  );
});

/** Names of what the device keeps of the hub. */
const keptOn = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open('jembatan');
        opening.onsuccess = () => {
          const asked = opening.result.transaction('entries').objectStore('entries').getAllKeys();
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result.map(String).join(' '));
          };
        };
      }),
  );

test('a poll that was read opens on the bus, and takes a choice that waits', async () => {
  const { path, vote } = await ask({ show: 'always' });
  await vote(teacher, 1);
  const page = await hub.open(path, { as: student, keeps: true });
  await expectText(pollOn(page), '1 person has voted');
  await eventually(async () => {
    if (!(await page.evaluate(() => caches.match('/index.html').then(Boolean)))) return 'no app';
    return /\/posts\/\w+\/poll/.test(await keptOn(page)) || 'no poll';
  });
  await setOffline(page, true);
  await page.reload();
  await expectText(pollOn(page), '1 person has voted');
  await pollOn(page)
    .getByRole('radio', { name: /Mountain/ })
    .check();
  await pollOn(page).getByRole('button', { name: 'Vote', exact: true }).click();
  await expectText(pollOn(page), 'Your choice is kept on this device');
});

test('options are put in order by presses, and a visitor without script reads the rounds', async () => {
  const { path, vote } = await ask({ kind: 'ranked', show: 'always', anonymous: false });
  await vote(teacher, 2, 0);
  for (const { width, theme, locale } of [
    { width: 360, theme: 'dark', locale: 'ar' },
    { width: 1280, theme: 'light', locale: 'en' },
  ] as const) {
    const page = await hub.open(path, { as: student, width, theme, locale });
    await pollOn(page).locator('.poll-add').nth(1).click();
    await pollOn(page).locator('.poll-add').nth(0).click();
    await pollOn(page).locator('details').click();
    await look(page, `polls-ranked-${width}-${theme}-${locale}`);
    await expectNoSideScroll(page);
    await expectAccessible(page);
    await page.context().close();
  }
  const page = await hub.open(path, { as: student });
  const poll = pollOn(page);
  await poll.getByRole('button', { name: /The river: make it number 1/ }).press('Enter');
  await poll.getByRole('button', { name: /Mountain.*: make it number 2/ }).press('Enter');
  await poll.getByRole('button', { name: /Move Mountain.* up/ }).press('Enter');
  await poll.getByRole('button', { name: 'Vote', exact: true }).click();
  await expectText(poll, /Mountain.*Your number 1/);
  await press(page, 'Who chose what');
  const dialog = page.getByRole('dialog');
  await expectText(dialog, 'Ibu Sari');
  await look(page, 'polls-who-360');
  await page.keyboard.press('Escape');
  const visitor = await hub.open(path, { withoutScript: true });
  await expectText(pollOn(visitor), /Where do we go.*2 first places · 100%.*Would win now/);
  await look(visitor, 'polls-visitor-360');
});
