import { communityRoutes as routes, type SpaceView } from '@jembatan/shared/communities.contract';
import type { Page } from 'playwright-core';
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
let student: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  owner = await hub.person({ displayName: 'Sari Wulandari', timeZone: 'Europe/Berlin' });
  student = await hub.person({ displayName: 'Lina Bauer', timeZone: 'Asia/Jakarta' });
  ground = await makeGround(owner, { name: 'Kelas 9b', members: [student] });
});
afterAll(() => hub[Symbol.asyncDispose]());

const make = (name: string, more: object = {}): Promise<SpaceView> =>
  owner.call(routes.createSpace, { params: { id: ground.community.id }, body: { name, ...more } });

/** The page as it stands on a phone and a wide screen, in both directions of writing. */
async function seeEverywhere(path: string, name: string, as: TestPerson): Promise<void> {
  const views = [
    { width: 360, locale: 'ar', theme: 'dark' },
    { width: 360, locale: 'de', theme: 'light' },
    { width: 1280, locale: 'en', theme: 'light' },
  ] as const;
  for (const view of views) {
    const page = await hub.open(path, { as, ...view });
    await look(page, `${name}-${view.width}-${view.locale}`);
    await expectNoSideScroll(page);
    if (view.locale === 'ar') await expectAccessible(page);
    await page.context().close();
  }
}

const order = (page: Page) => page.locator('.space-name').allTextContents();

test('a forum is set up by its owner: look, days, pace, and who may what', async () => {
  const space = await make('Essays');
  await make('Drafts', { parentId: space.id, icon: '✏️', colour: 'amber' });
  const page = await hub.open(`/spaces/${space.id}/settings`, { as: owner });
  await page.getByLabel('Red', { exact: true }).check();
  await page.getByLabel('Or an emoji').fill('two words');
  await page.getByText('This is not one emoji.').waitFor();
  await page.getByLabel('Or an emoji').fill('🦉');
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('textbox', { name: 'Due' }).fill('2031-03-20T08:00');
  await page.getByLabel('Slow mode').selectOption('300');
  await page.getByText('All times are those in Berlin.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const saved = await owner.call(routes.getSpace, { params: { id: space.id } });
  expect(saved).toMatchObject({
    colour: 'brick',
    icon: '🦉',
    language: 'de',
    dueAt: '2031-03-20T07:00:00.000Z',
    slowSeconds: 300,
  });

  await page.getByRole('link', { name: 'Rights' }).click();
  await page.getByRole('heading', { level: 1, name: 'Rights: Essays' }).waitFor();
  expect(await page.getByLabel('Owners: Keep order').isDisabled()).toBe(true);
  // By keyboard alone: the box is reached and ticked as any other.
  await page.getByLabel('Students: Start topics').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It holds from now on.').waitFor();
  const { rights } = await owner.call(routes.getSpace, { params: { id: space.id } });
  expect(rights.create).toEqual(['teacher', 'moderator', 'owner']);
  await page.context().close();
  await seeEverywhere(`/spaces/${space.id}/settings`, 'space-settings', owner);
  await seeEverywhere(`/spaces/${space.id}/settings/rights`, 'space-rights', owner);
  await seeEverywhere(`/spaces/${space.id}/x`, 'space-head', owner);
  await seeEverywhere(`/c/${ground.community.id}/x`, 'space-list', student);
});

test('a reader puts the forums in an own order by keyboard, and another tab follows', async () => {
  const at = `/c/${ground.community.id}/x`;
  const page = await hub.open(at, { as: student });
  const other = await hub.open(at, { as: student, width: 1280 });
  expect((await order(page))[0]).toBe('general');
  await page.getByRole('button', { name: 'Arrange' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByText('Whose order?').count()).toBe(0);
  await dialog.getByRole('button', { name: 'Move general down' }).focus();
  await page.keyboard.press('Enter');
  await eventually(async () => (await order(other))[0] === 'Essays' || 'not followed');
  await look(page, 'space-arrange-360-en');
  await expectAccessible(page);
  // The same by dragging: what stands inside comes along.
  const row = (name: string) => dialog.locator('.arrange-row', { hasText: name });
  await row('general').dragTo(row('Essays'));
  await eventually(async () => (await order(other))[0] === 'general' || 'not dragged');
  await row('Essays').dragTo(row('general'));
  await eventually(async () => (await order(other))[0] === 'Essays' || 'not dragged back');
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(await order(page)).toEqual(['Essays', 'Drafts', 'general']);
  expect(
    (await owner.call(routes.listSpaces, { params: { id: ground.community.id } })).items[0],
  ).toMatchObject({ name: 'general' });
  await page.context().close();
  await other.context().close();
});

test('slow mode counts down in the composer and keeps the text; a due date says why', async () => {
  const space = await make('Debate', { slowSeconds: 3_600 });
  const { thread } = await startThread(owner, space, { title: 'Shall we?' });
  const page = await hub.open(`/t/${thread.id}`, { as: student });
  const box = page.getByRole('textbox', { name: 'Write a reply' });
  await box.fill('Yes, because.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Yes, because.').first().waitFor();
  await page.getByText(/You can send again in 59:\d\d/).waitFor();
  await box.fill('And also');
  await page.keyboard.press('Control+Enter');
  expect(await box.inputValue()).toBe('And also');
  expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  await look(page, 'thread-slow-360-en');
  await expectAccessible(page);

  const staff = await hub.open(`/t/${thread.id}`, { as: owner });
  await staff.getByRole('button', { name: 'Topic settings' }).click();
  await staff.getByRole('menuitem', { name: 'Days and pace' }).click();
  const dialog = staff.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Due' }).fill('2026-01-05T08:00');
  await look(staff, 'thread-dialog-360-en');
  await expectAccessible(staff);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await staff.context().close();
  await page.getByText('The due date has passed').waitFor();
  await page.getByText(/Read-only since .*January 5.*02:00.*GMT\+7/).waitFor();
  await look(page, 'thread-due-360-en');
  await page.context().close();
});

test('groups are asked for, and a pseudonym hides its writer in the words of each reader', async () => {
  const params = { id: ground.community.id };
  for (const name of ['Left bank', 'Right bank']) {
    const group = await owner.call(routes.createGroup, { params, body: { name } });
    await student.call(routes.joinGroup, { params: { id: group.id } });
  }
  const space = await make('Work', { separateGroups: true, pseudonyms: true });
  const page = await hub.open(`/spaces/${space.id}/threads/new`, { as: student });
  await page.getByLabel('Title').fill('A shy question');
  await page.getByLabel('Right bank').check();
  await page.getByLabel('Write under a pseudonym').check();
  await page.getByRole('textbox', { name: 'Text' }).fill('Is it warm there?');
  await look(page, 'space-start-360-en');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'A shy question' }).waitFor();
  await settled(page);
  await page.getByText('For Right bank').waitFor();
  expect(await page.locator('.post').first().textContent()).not.toContain('Lina');
  await page.getByLabel(/^Write as /).waitFor();
  const address = new URL(page.url()).pathname;
  await page.context().close();

  const staff = await hub.open(address, { as: owner, locale: 'de', width: 1280 });
  await staff
    .getByRole('button', { name: /^Mehr|^Weiteres/ })
    .first()
    .click();
  await staff.getByRole('menuitem', { name: 'Wer hat das geschrieben?' }).click();
  await staff.getByText('hält fest, dass du gefragt hast').waitFor();
  await staff.getByRole('button', { name: 'Namen zeigen' }).click();
  await staff.getByRole('dialog').getByRole('link', { name: 'Lina Bauer' }).waitFor();
  await look(staff, 'thread-reveal-1280-de');
  await staff.goto(`${hub.url}/spaces/${space.id}/x`);
  await settled(staff);
  const listed = () => staff.locator('.thread-title').count();
  await staff.getByLabel('Themen von').selectOption('Left bank');
  await eventually(async () => (await listed()) === 0 || 'still listed');
  await staff.getByLabel('Themen von').selectOption('Right bank');
  await eventually(async () => (await listed()) === 1 || 'not listed');
  await staff.context().close();
  await seeEverywhere(address, 'thread-alias', owner);
});
