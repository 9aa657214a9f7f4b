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
  'without script a thread, its forum and its community read: $locale $width',
  async (view) => {
    const device = await hub.device({ ...view, withoutScript: true });
    const page = await device.newPage();
    const paths = {
      thread: address,
      space: `/spaces/${open.space.id}`,
      community: `/c/${open.community.id}`,
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

test('the client takes over what the server drew, and nothing moves', async () => {
  const page = await (await hub.device({ width: 360 })).newPage();
  await page.addInitScript(() => {
    let moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (!Reflect.get(entry, 'hadRecentInput')) moved += Reflect.get(entry, 'value');
      document.documentElement.dataset.moved_ = String(moved);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(hub.url + address);
  expect(await page.getByText('Ciliwung').first().isVisible()).toBe(true);
  await page.locator('#served').waitFor({ state: 'detached' });
  await settled(page);
  expect(await page.getByText('Ciliwung').isVisible()).toBe(true);
  await expectAccessible(page);
  const moved = await page.evaluate(() => Number(document.documentElement.dataset.moved_ ?? 0));
  expect(moved).toBeLessThan(0.01);
});
