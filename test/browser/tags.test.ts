import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { expectForEverybody, tourMs } from './forum.ts';
import { type BrowserStack, look, settled, startBrowserStack } from './support.ts';

let hub: BrowserStack;
let owner: TestPerson;
let student: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  owner = await hub.person({ displayName: 'Ibu Sari', locale: 'en' });
  student = await hub.person({ displayName: 'Jonas', locale: 'en' });
  ground = await makeGround(owner, { name: 'Water', members: [student] });
});
afterAll(() => hub[Symbol.asyncDispose]());

test('staff makes a tag with other names, a student finds it by one of them, and it leads to its topics', async () => {
  const tagsPage = `/communities/${ground.community.id}/tags`;
  const page = await hub.open(tagsPage, { as: owner });
  await page.getByRole('button', { name: 'New tag' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('water');
  await dialog.getByLabel('Other names').fill('Wasser، مياه');
  await look(page, 'tags-dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^Also: .*wasser.*مياه/).waitFor();

  const phone = await hub.open(`/spaces/${ground.space.id}/threads/new`, { as: student });
  await phone.getByLabel('Title').fill('Where ours comes from');
  const field = phone.getByLabel('Tags', { exact: true });
  await field.fill('river, was');
  await phone.getByRole('button', { name: '#water' }).click();
  expect(await field.inputValue()).toBe('river, water, ');
  await look(phone, 'tags-help');
  await phone.locator('textarea').fill('From the mountains.');
  await phone.getByRole('button', { name: 'Post', exact: true }).click();
  await phone.getByRole('heading', { level: 1, name: 'Where ours comes from' }).waitFor();

  await phone.getByRole('link', { name: '#water' }).click();
  await phone.getByRole('heading', { level: 1, name: '#water' }).waitFor();
  await phone.getByRole('link', { name: 'Where ours comes from' }).waitFor();
  await phone.getByLabel('New topics with this tag').selectOption('Tell me about each');

  await page.getByRole('button', { name: 'Change “water”' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('rain');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: '#rain' }).click();
  await page.getByRole('link', { name: 'Where ours comes from' }).waitFor();
  await phone.goto(`${hub.url}${tagsPage}/Wasser`);
  await settled(phone);
  await phone.getByRole('heading', { level: 1, name: '#rain' }).waitFor();
  await page.context().close();
  await phone.context().close();
});

test(
  'the pages of tags are for everybody: axe, widths, languages',
  async () => {
    const laila = await hub.person({ displayName: 'ليلى', locale: 'ar' });
    const arabic = await makeGround(laila, { name: 'ماء' });
    await startThread(laila, arabic.space, { title: 'نهر', tags: ['ماء'] });
    const { thread } = await startThread(owner, ground.space, { tags: ['glacier'] });
    expect((await owner.call(threadRoutes.getThread, { params: { id: thread.id } })).tags).toEqual([
      'glacier',
    ]);
    const pathsOf = (id: string, tag: string) => ({
      tags: `/communities/${id}/tags`,
      tag: `/communities/${id}/tags/${encodeURIComponent(tag)}`,
    });
    await expectForEverybody(hub, {
      en: { as: owner, paths: pathsOf(ground.community.id, 'glacier') },
      ar: { as: laila, paths: pathsOf(arabic.community.id, 'ماء') },
    });
  },
  tourMs,
);
