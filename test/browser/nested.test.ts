import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import {
  type BrowserStack,
  expectAccessible,
  expectNoSideScroll,
  look,
  settled,
  startBrowserStack,
} from './support.ts';

let hub: BrowserStack;
let owner: TestPerson;
let noa: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  owner = await hub.person({ displayName: 'Sari Wulandari' });
  noa = await hub.person({ displayName: 'Noa Levi' });
  ground = await makeGround(owner, { name: 'Sungai', members: [noa] });
});
afterAll(() => hub[Symbol.asyncDispose]());

async function makeThread(title: string) {
  const { thread } = await startThread(owner, ground.space, { title });
  const answer = (replyTo?: number, body = `An answer to ${replyTo ?? 'nobody'}.`) =>
    owner.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body, ...(replyTo && { replyTo }) },
    });
  return { thread, answer, path: `/t/${thread.id}/${thread.slug}` };
}

test('a thread by who answers whom: chosen once, kept for the space, live in place, read as far as it was seen', async () => {
  const { thread, answer, path } = await makeThread('Branches');
  await answer();
  await answer(1);
  let deep = 2;
  for (let n = 0; n < 6; n += 1) deep = (await answer(deep)).number;
  for (let n = 0; n < 12; n += 1) await answer();
  const page = await hub.open(path, { as: noa, width: 360 });
  await page.getByRole('button', { name: 'How this is shown' }).click();
  await page.getByRole('menuitem', { name: 'By who answers whom' }).click();
  await page.getByRole('list', { name: 'Answers to post 1' }).waitFor();
  expect(await page.getByRole('list', { name: 'Answers to post 1' }).locator('#p3').count()).toBe(
    1,
  );
  await expectNoSideScroll(page);
  await expectAccessible(page);
  await look(page, 'nested-360-light-en');

  // A deep branch is a page of its own, and leads back.
  await page
    .locator('ul.branch ul.branch ul.branch')
    .getByRole('button', { name: 'Show more answers' })
    .click();
  await page.getByRole('button', { name: 'Continue this branch' }).first().click();
  await page.getByText(/The branch of post/).waitFor();
  await page.getByRole('button', { name: 'Whole topic' }).click();
  await page.getByRole('list', { name: 'Answers to post 1' }).waitFor();

  // What comes stands where it belongs, and does not push away what is read.
  await page.locator('#p10').scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 1);
  await settled(page);
  const before = await page.locator('#p10').boundingBox();
  await answer(1, 'Here it is, above.');
  await page.getByText('Here it is, above.').waitFor({ state: 'attached' });
  await settled(page);
  const after = await page.locator('#p10').boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 999))).toBeLessThan(3);

  // Read is what was seen, in order: posts in closed branches are still to be read.
  const read = async () =>
    (await noa.call(threadRoutes.getThread, { params: { id: thread.id } })).read;
  await eventually(async () => ((await read())?.number ? undefined : 'nothing was read'));
  expect((await read())?.unread).toBeGreaterThan(0);

  // Another device shows the space the same way, this one again at once.
  const other = await hub.open(path, { as: noa, theme: 'dark', locale: 'ar', width: 1280 });
  await other.locator('ul.branch #p3').waitFor();
  await settled(other);
  await look(other, 'nested-1280-dark-ar');
  await page.reload();
  await page.locator('ul.branch #p3').waitFor();
});

test('an address of a post opens its branch, and an own answer stands where it belongs', async () => {
  const { thread, answer, path } = await makeThread('Deep');
  for (let n = 0; n < 14; n += 1) await answer();
  const far = await answer(15, 'Far down.');
  const page = await hub.open(`${path}#p${far.number}`, { as: noa });
  await page.getByText('Far down.').waitFor();
  await page.locator('ul.branch').first().waitFor();
  await page.locator(`#p${far.number}`).getByRole('button', { name: 'Reply' }).click();
  await page.keyboard.type('Up here!');
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('list', { name: `Answers to post ${far.number}` })
    .getByText('Up here!')
    .waitFor();
  const [posted] = (
    await noa.call(threadRoutes.listPosts, {
      params: { id: thread.id },
      query: { last: '1', limit: '1' },
    })
  ).items;
  expect(posted?.replyTo).toBe(far.number);
});

test('topics stand in the order that was chosen, here and on the next visit', async () => {
  const space = `/spaces/${ground.space.id}`;
  const { answer } = await makeThread('The newest');
  const old = await makeThread('Older but busy');
  await makeThread('The very newest');
  await answer();
  await old.answer();
  const page = await hub.open(space, { as: noa, width: 360 });
  const first = () => page.locator('.thread-title').first().innerText();
  expect(await first()).toBe('Older but busy');
  await page.getByRole('combobox', { name: 'Order' }).selectOption('created');
  await eventually(async () =>
    (await first()) === 'The very newest' ? undefined : `first is ${await first()}`,
  );
  await look(page, 'space-order-360');
  await page.reload();
  await page.locator('.thread-title').first().waitFor();
  expect(await first()).toBe('The very newest');
});
