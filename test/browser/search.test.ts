import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, startThread } from '../support/places.ts';
import { expectForEverybody, tourMs } from './forum.ts';
import { type BrowserStack, startBrowserStack } from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let outsider: TestPerson;

beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti Rahmawati', locale: 'en' });
  outsider = await hub.person({ displayName: 'Outsider', locale: 'en' });
  const { space } = await makeGround(siti, { name: 'Everything' });
  for (const body of [
    '来週は交換授業があります',
    '我们明天讨论气候变化',
    'ชมรมภาษาพบกันวันศุกร์',
    'Buku untuk anak-anak',
  ]) {
    await startThread(siti, space, { title: 'Text', body, tags: ['ภาษา'] });
  }
});
afterAll(() => hub[Symbol.asyncDispose]());

test('TXT-3 words of languages without spaces are found and marked where they stand', async () => {
  const page = await hub.open('/search', { as: siti });
  const found: Record<string, string> = {
    交換: '来週は交換授業',
    气候: '讨论气候变化',
    ภาษา: 'ชมรมภาษา',
    'anak-anak': 'Buku untuk anak-anak',
  };
  for (const [word, text] of Object.entries(found)) {
    await page.getByLabel('Look for').fill(word);
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.locator('.hit', { hasText: text }).first().waitFor();
    expect((await page.locator('.hit mark').first().textContent())?.toLowerCase()).toContain(
      word.split('-')[0],
    );
  }
  await page.locator('.hit').first().click();
  await page.waitForURL(/\/t\/.*#p1/);
  await page.context().close();
});

test('LOAD-2 the box takes plain text: nothing typed is a rule, and nothing breaks', async () => {
  const page = await hub.open('/search', { as: siti });
  for (const words of ['(', '[a', '*', '\\', '$ne', '(x+x+)+y', '{"$gt":""}']) {
    await page.getByLabel('Look for').fill(words);
    await page.getByLabel('Look for').press('Enter');
    await eventually(async () => new URL(page.url()).searchParams.get('q') === words);
    await page.getByText('Nothing was found.').waitFor();
    expect(await page.locator('.note-harm').count()).toBe(0);
  }
  await page.context().close();
});

test('PERM-2 an outsider finds nothing of it, and people by their names', async () => {
  const page = await hub.open(`/search?q=${encodeURIComponent('anak')}`, { as: outsider });
  await page.getByText('Nothing was found.').waitFor();
  await page.goto(`${hub.url}/search?q=Siti&in=people`);
  await page.getByRole('link', { name: /Siti Rahmawati/ }).waitFor();
  await page.context().close();
});

test('suggestions: the arrows choose, Enter goes, Escape keeps what was typed', async () => {
  const page = await hub.open('/search', { as: siti });
  const box = page.getByRole('combobox', { name: 'Look for' });
  await box.pressSequentially('everyth');
  const option = page.getByRole('option', { name: /Everything/ });
  await option.waitFor();
  expect(await box.getAttribute('aria-expanded')).toBe('true');
  await box.press('ArrowUp');
  const last = page.locator('.suggestion').last();
  expect(await box.getAttribute('aria-activedescendant')).toBe(await last.getAttribute('id'));
  await box.press('ArrowDown');
  expect(await box.getAttribute('aria-activedescendant')).toBeNull();
  await box.press('Escape');
  await option.waitFor({ state: 'detached' });
  expect(await box.inputValue()).toBe('everyth');
  await box.press('ArrowDown');
  await box.press('Enter');
  await page.waitForURL(/\/c\//);
  await page.getByRole('link', { name: 'Search' }).click();
  await page.getByLabel('Where').waitFor();
  await box.fill('anak');
  await box.press('Enter');
  await page.waitForURL(/communityId=/);
  await page.locator('.hit').first().waitFor();
  await page.getByLabel('Where').selectOption('Everywhere');
  await page.waitForURL((url) => !url.searchParams.has('communityId'));
  await page.goto(`${hub.url}/search`);
  await page.getByRole('option', { name: 'anak' }).click();
  await page.waitForURL(/q=anak/);
  await page.context().close();
});

test(
  'the search page is for everybody: axe, widths, languages',
  async () => {
    const laila = await hub.person({ displayName: 'ليلى', locale: 'ar' });
    const places = '/search?q=everything&in=communities';
    const paths = { search: '/search?q=anak', 'search-people': '/search?q=Siti&in=people', places };
    await expectForEverybody(hub, { en: { as: siti, paths }, ar: { as: laila, paths } });
  },
  tourMs,
);
