import { tagRoutes } from '@jembatan/shared/tags.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { expectForEverybody, tourMs } from './forum.ts';
import { type BrowserStack, settled, startBrowserStack } from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let omar: TestPerson;
let ground: Ground;
let path: string;

beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti' });
  omar = await hub.person({ displayName: 'عمر' });
  ground = await makeGround(siti, { name: 'Water', members: [omar], reading: 'everyone' });
  path = `/spaces/${ground.space.id}/${ground.space.slug}`;
  const tags = ['rain', 'river', 'sea', 'ice', 'الماء'];
  for (const [n, tag] of tags.entries())
    await startThread(n % 2 ? siti : omar, ground.space, { title: `About ${tag}`, tags: [tag] });
  await startThread(siti, ground.space, { title: 'More rain', tags: ['rain'] });
  await siti.call(tagRoutes.changeTag, {
    params: { id: ground.community.id, tag: 'rain' },
    body: { aliases: ['Regen'] },
  });
});
afterAll(() => hub[Symbol.asyncDispose]());

const titles = (page: Page) => page.locator('.thread-title').allTextContents();
const shows = (page: Page, wanted: string[]) =>
  eventually(async () => {
    const now = await titles(page);
    return JSON.stringify(now) === JSON.stringify(wanted) || `it shows ${now}`;
  });

test('a forum is narrowed to a tag by a link that can be shared, and the way back goes back', async () => {
  const page = await hub.open(path, { as: siti });
  const filter = page.getByRole('navigation', { name: 'Topics by tag' });
  await filter.getByRole('link', { name: '#rain 2' }).focus();
  await page.keyboard.press('Enter');
  await shows(page, ['More rain', 'About rain']);
  expect(new URL(page.url()).searchParams.get('tag')).toBe('rain');
  expect(await filter.locator('[aria-current]').textContent()).toBe('#rain');
  await page.goBack();
  await eventually(async () => (await titles(page)).length === 6 || 'it is not back');
  await page.goto(`${hub.url}${path}?tag=REGEN`);
  await settled(page);
  await shows(page, ['More rain', 'About rain']);
  await eventually(() => page.url().endsWith('?tag=rain') || page.url());

  const { items } = await omar.call(threadRoutes.listThreads, {
    params: { id: ground.space.id },
    query: {},
  });
  const older = items.find(({ title }) => title === 'About rain')!;
  const first = await omar.call(threadRoutes.listPosts, {
    params: { id: older.id },
    query: { from: '1' },
  });
  await omar.call(threadRoutes.react, { params: { id: first.items[0]!.id, emoji: '👍' } });
  await page.getByRole('combobox', { name: 'Order' }).selectOption('reactions');
  await shows(page, ['About rain', 'More rain']);

  await page.goto(`${hub.url}${path}?tag=nothing`);
  await page.getByText('#nothing').waitFor();
  await page.getByRole('link', { name: 'Show all topics' }).click();
  await eventually(async () => (await titles(page)).length === 6 || 'not all');

  // What somebody else writes under a new tag is there to choose.
  await startThread(omar, ground.space, { title: 'About snow', tags: ['snow'] });
  await filter.getByRole('link', { name: '#snow 1' }).click();
  await shows(page, ['About snow']);
  await page.context().close();
});

test(
  'a forum narrowed to a tag reads on a phone, in the dark, from right to left',
  async () => {
    const paths = {
      narrowed: `${path}?tag=rain`,
      empty: `${path}?tag=none-of-it`,
    };
    await expectForEverybody(hub, { en: { as: siti, paths }, ar: { as: omar, paths } });
  },
  tourMs,
);
