import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
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
let open: Ground;
let address: string;

beforeAll(async () => {
  hub = await startBrowserStack();
  owner = await hub.person({ displayName: 'Sari Wulandari' });
  open = await makeGround(owner, { name: 'Sungai', reading: 'everyone' });
  const { thread } = await startThread(owner, open.space, {
    title: 'Where does your water come from?',
    body: 'Ours comes from the **Ciliwung**.\n\nمن أين يأتي ماؤكم؟',
  });
  for (let n = 2; n <= 24; n += 1)
    await reply(owner, thread, `Answer ${n}, of ordinary length, as people write them.`);
  address = `/t/${thread.id}/${thread.slug}`;
});
afterAll(() => hub[Symbol.asyncDispose]());

test.each([
  { locale: 'en', theme: 'light', width: 360 },
  { locale: 'ar', theme: 'dark', width: 1280 },
] as const)(
  'without script a thread, its forum, its community and the hub read: $locale $width',
  async (view) => {
    const device = await hub.device({ ...view, withoutScript: true });
    const page = await device.newPage();
    const paths = {
      thread: address,
      space: `/spaces/${open.space.id}`,
      community: `/c/${open.community.id}`,
      start: '/',
      communities: '/communities',
    };
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(hub.url + path);
      expect(await page.locator('h1').count()).toBe(1);
      await expectNoSideScroll(page);
      await look(page, `public-${name}-${view.locale}-${view.width}`);
    }
    await page.goto(hub.url + address);
    expect(await page.getByText('Ciliwung').isVisible()).toBe(true);
    expect(await page.locator('html').getAttribute('dir')).toBe(
      view.locale === 'ar' ? 'rtl' : 'ltr',
    );
    await page.locator('a[rel=next]').click();
    expect(await page.getByText('Answer 24').isVisible()).toBe(true);
  },
);

test('what is for paper stays as it is, and offers nothing that nobody answers', async () => {
  const page = await (await hub.device()).newPage();
  await page.goto(`${hub.url}${address}?print`);
  expect(await page.getByText('Answer 24').isVisible()).toBe(true);
  expect(await page.locator('#served').count()).toBe(1);
  expect(await page.locator('.post-foot').first().isVisible()).toBe(false);
  await expectAccessible(page);
});

test('without script a language is chosen by a link, and stays', async () => {
  const device = await hub.device({ width: 360, withoutScript: true });
  const page = await device.newPage();
  await page.goto(`${hub.url}/`);
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await page.goto(hub.url + address);
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
});

test('who is signed in never sees the first page of visitors', async () => {
  const page = await hub.open('/', { as: owner });
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const served = document.getElementById('served');
      if (served?.offsetParent) document.documentElement.dataset.stranger = '';
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  await page.getByRole('heading', { level: 1, name: /Sari/ }).waitFor();
  expect(await page.locator('html').getAttribute('data-stranger')).toBeNull();
});

test.each([
  ['a thread', () => address, 'Ciliwung'],
  ['the hub', () => '/', 'Sungai'],
  ['the list of communities', () => '/communities', 'Sungai'],
])(
  'the client takes over %s as the server drew it, and nothing moves',
  async (_what, pathOf, word) => {
    const page = await (await hub.device({ width: 360 })).newPage();
    await page.addInitScript(() => {
      let moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if (!Reflect.get(entry, 'hadRecentInput')) moved += Reflect.get(entry, 'value');
        document.documentElement.dataset.moved_ = String(moved);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(hub.url + pathOf());
    expect(await page.getByText(word).first().isVisible()).toBe(true);
    await page.locator('#served').waitFor({ state: 'detached' });
    await settled(page);
    expect(await page.getByText(word).isVisible()).toBe(true);
    await expectAccessible(page);
    const moved = await page.evaluate(() => Number(document.documentElement.dataset.moved_ ?? 0));
    expect(moved).toBeLessThan(0.01);
  },
);
