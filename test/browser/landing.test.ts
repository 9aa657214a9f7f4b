import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGround } from '../support/places.ts';
import { type BrowserStack, expectNoSideScroll, look, startBrowserStack } from './support.ts';

let hub: BrowserStack;

beforeAll(async () => {
  hub = await startBrowserStack();
  const owner = await hub.person({ displayName: 'Sari' });
  await makeGround(owner, { name: 'Water around the world', reading: 'everyone' });
  await makeGround(owner, { name: 'Kelas 9b' });
});
afterAll(() => hub[Symbol.asyncDispose]());

test('a visitor learns what this is, sees what is open and nothing that is not', async () => {
  const page = await hub.open('/');
  await page
    .getByRole('heading', { level: 1, name: 'Where classrooms across the world meet' })
    .waitFor();
  await page.getByRole('link', { name: /Water around the world/ }).waitFor();
  expect(await page.getByText('Kelas 9b').count()).toBe(0);
  expect(await page.title()).toContain('Where classrooms');
  const views = [
    { width: 320, theme: 'light', locale: 'de' },
    { width: 360, theme: 'dark', locale: 'en' },
    { width: 1280, theme: 'light', locale: 'ar' },
  ] as const;
  for (const view of views) {
    const picture = await hub.open('/', view);
    await expectNoSideScroll(picture);
    await look(picture, `landing-${view.width}-${view.theme}-${view.locale}`);
  }
});

test('the page speaks the language of the browser, and another one when asked', async () => {
  const page = await hub.open('/', { locale: 'ar' });
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  await page.getByRole('heading', { level: 1, name: 'حيث تلتقي الصفوف من أنحاء العالم' }).waitFor();
  await page.getByRole('combobox', { name: 'اللغة' }).selectOption('id');
  await page
    .getByRole('heading', { level: 1, name: 'Tempat kelas dari seluruh dunia bertemu' })
    .waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('ltr');
  expect(await page.locator('html').getAttribute('lang')).toBe('id');
  await page.reload();
  await page
    .getByRole('heading', { level: 1, name: 'Tempat kelas dari seluruh dunia bertemu' })
    .waitFor();
});

test('only one language is fetched, and the connection never for a visitor', async () => {
  const context = await hub.device({ locale: 'de' });
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await page.goto(hub.url);
  await page
    .getByRole('heading', { level: 1, name: 'Wo sich Klassen aus aller Welt treffen' })
    .waitFor();
  await page.waitForLoadState('networkidle');
  const languages = scripts.filter((path) => /\/(en|id|de|ar)-/.test(path));
  expect(languages).toEqual([expect.stringMatching(/\/de-/)]);
  expect(scripts.filter((path) => path.includes('socket'))).toEqual([]);
});

test('scripts and styles arrive packed, as the browser likes them', async () => {
  const html = await (await fetch(hub.url)).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
  const plain = await fetch(hub.url + script, { headers: { 'accept-encoding': 'identity' } });
  for (const encoding of ['br', 'gzip']) {
    const packed = await fetch(hub.url + script, { headers: { 'accept-encoding': encoding } });
    expect(packed.headers.get('content-encoding')).toBe(encoding);
    expect(packed.headers.get('content-type')).toBe(plain.headers.get('content-type'));
    expect(packed.headers.get('vary')).toContain('Accept-Encoding');
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(
      Number(plain.headers.get('content-length')) / 2,
    );
    expect(await packed.text()).toBe(await plain.clone().text());
  }
});

test('light and dark can be chosen, and stay chosen on this device', async () => {
  const page = await hub.open('/', { theme: 'light' });
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await ground()).toBe('rgb(251, 248, 243)');
  await page.getByRole('combobox', { name: 'Light or dark' }).selectOption('dark');
  expect(await ground()).toBe('rgb(18, 25, 26)');
  await page.reload();
  expect(await ground()).toBe('rgb(18, 25, 26)');
});

test('a page that is missing and one that is private look the same to a visitor', async () => {
  const owner = await hub.person();
  const { community } = await makeGround(owner, { name: 'Hidden class' });
  for (const path of [`/c/${community.id}`, '/c/aaaaaaaaaaaaaaaaaaaaaaaa', '/nowhere']) {
    const page = await hub.open(path);
    await page.getByRole('heading', { level: 1, name: 'This may be private' }).waitFor();
    expect(await page.content()).not.toContain('Hidden class');
    expect(
      await page.getByRole('main').getByRole('link', { name: 'Sign in' }).getAttribute('href'),
    ).toBe(`/sign-in?to=${encodeURIComponent(path)}`);
  }
});
