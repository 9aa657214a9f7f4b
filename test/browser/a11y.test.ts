import { communityRoutes } from '@jembatan/shared/communities.contract';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import {
  type BrowserStack,
  expectAccessible,
  expectNoSideScroll,
  look,
  settled,
  startBrowserStack,
} from './support.ts';

let hub: BrowserStack;
let noa: TestPerson;
let ground: Ground;
let code: string;

beforeAll(async () => {
  hub = await startBrowserStack();
  const owner = await hub.person({ displayName: 'Sari Wulandari' });
  noa = await hub.person({ displayName: 'נועה כהן', handle: 'noa' });
  ground = await makeGround(owner, { name: 'Kelas 9b', members: [noa] });
  const open = await makeGround(owner, { name: 'فريق اللغة العربية', reading: 'everyone' });
  await joinBy(owner, noa, open.community, 'teacher');
  const about = {
    bio: 'I like rivers.\nאני לומדת גיאוגרפיה.',
    languages: ['he', 'en'],
    country: 'IL',
    timeZone: 'Asia/Jerusalem',
  };
  await noa.call(peopleRoutes.changeMe, { body: about });
  const { thread } = await startThread(noa, ground.space, { title: 'Rivers' });
  await reply(owner, thread, 'Hello @noa, where does your water come from?');
  const invite = {
    params: { id: ground.community.id },
    body: { role: 'teacher', class: '9b' },
  } as const;
  code = (await owner.call(communityRoutes.createInvite, invite)).code;
});
afterAll(() => hub[Symbol.asyncDispose]());

const visitorPages = [
  '/',
  '/sign-in?to=%2Fme',
  '/sign-up',
  '/admin-link?key=abc',
  '/invite/CODE',
  '/people/nobody',
  '/me',
];
const memberPages = ['/', '/people', '/people/noa', '/me', '/notifications', '/nowhere'];

async function check(page: Page, path: string, name: string): Promise<void> {
  await page.goto(hub.url + path.replace('CODE', code));
  await settled(page);
  expect(await page.locator('h1').count(), `one h1 on ${path}`).toBe(1);
  expect(await page.title(), path).not.toBe('');
  await expectAccessible(page);
  await expectNoSideScroll(page);
  await look(page, `${name}-${path.replaceAll(/[^a-z]+/gi, '-')}`);
}

const views = [
  { locale: 'en', theme: 'light', width: 360 },
  { locale: 'ar', theme: 'dark', width: 1280 },
] as const;

for (const view of views) {
  const name = `${view.locale}-${view.theme}-${view.width}`;
  test(`visitors’ pages pass axe and fit the window: ${name}`, async () => {
    const page = await (await hub.device(view)).newPage();
    for (const path of visitorPages) await check(page, path, `visitor-${name}`);
  });
  test(`members’ pages pass axe and fit the window: ${name}`, async () => {
    const page = await (await hub.device({ ...view, as: noa })).newPage();
    for (const path of memberPages) await check(page, path, `member-${name}`);
  });
}

test('the longest words of every language fit on a small phone', async () => {
  for (const locale of ['de', 'id'] as const) {
    const page = await (await hub.device({ locale, width: 320, as: noa })).newPage();
    for (const path of memberPages) {
      await page.goto(hub.url + path);
      await settled(page);
      await expectNoSideScroll(page);
    }
  }
});

test('the whole way in works by keyboard alone, with the focus to be seen', async () => {
  const sari = await hub.person({ displayName: 'Sari' });
  const page = await hub.open('/sign-in');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type(sari.person.handle);
  await page.keyboard.press('Tab');
  await page.keyboard.type(sari.password);
  const outline = await page.evaluate(
    () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
  );
  expect(outline).toBe('solid');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Hello, Sari' }).waitFor();
});

test('going to another page puts the focus on its heading', async () => {
  const page = await hub.open('/', { as: noa });
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

test('TXT-5 a name from the right leaves its surroundings in order', async () => {
  const page = await hub.open('/', { as: noa });
  const heading = page.getByRole('heading', { level: 1 });
  expect(await heading.innerText()).toBe('Hello, \u2068נועה כהן\u2069');
  const arabic = await hub.open('/people/noa', { as: noa, locale: 'ar' });
  expect(await arabic.locator('h1 bdi').innerText()).toBe('נועה כהן');
});

test('nothing moves for people who asked for less motion', async () => {
  const page = await hub.open('/', { as: noa });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const longest = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('*')].map(
        (element) => Number.parseFloat(getComputedStyle(element).transitionDuration) || 0,
      ),
    ),
  );
  expect(longest).toBeLessThan(0.001);
});
