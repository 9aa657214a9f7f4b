import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { postAt, replyBox } from './forum.ts';
import {
  type BrowserStack,
  expectAccessible,
  expectNoSideScroll,
  look,
  settled,
  startBrowserStack,
} from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let ground: Ground;

/** Everything a text can hold. */
const rich = [
  'The end[^1] of $e^{i\\pi}+1=0$ and :tada:',
  '$$\n\\sum_{n=1}^{\\infty} \\frac{1}{n^2} = \\frac{\\pi^2}{6}\n$$',
  '$\\undefinedmacro{x}$ and $\\def\\a{\\a\\a}\\a$',
  ':::spoiler\nforty-two\n:::',
  '```python\ndef greet(name):\n    return f"Hi {name}"  # says hi\n```',
  `|${'a wide heading|'.repeat(9)}\n|${'-|'.repeat(9)}\n|${'1|'.repeat(9)}`,
  'We meet [time 2026-12-31 23:30 America/Los_Angeles].',
  '[^1]: As Euler *wrote*.',
].join('\n\n');

beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti', locale: 'en', timeZone: 'Asia/Kathmandu' });
  ground = await makeGround(siti, { name: 'Maths' });
});
afterAll(() => hub[Symbol.asyncDispose]());

test('TIME-3 formulas, times, notes, spoilers and tables fit their reader', async () => {
  const { thread } = await startThread(siti, ground.space, { title: 'Rich', body: rich });
  for (const { width, theme, locale } of [
    { width: 360, theme: 'dark', locale: 'ar' },
    { width: 1280, theme: 'light', locale: 'en' },
  ] as const) {
    const page = await hub.open(`/t/${thread.id}`, { as: siti, width, theme, locale });
    const text = postAt(page, 1).locator('.user-text');
    await text.locator('.katex').nth(1).waitFor();
    expect(await text.locator('.katex').count()).toBe(2);
    expect(await text.locator('code.math').allTextContents()).toEqual([
      '\\undefinedmacro{x}',
      '\\def\\a{\\a\\a}\\a',
    ]);
    const time = text.locator('time[data-zone]');
    await time.and(page.locator('[title*="America/Los_Angeles"]')).waitFor();
    expect(await time.textContent()).toMatch(/13:15|1:15|١٣:١٥|١:١٥/);
    await text.locator('summary').click();
    await text.getByText('forty-two').waitFor();
    const note = await text.locator('sup a').first().getAttribute('href');
    expect(await page.locator(note ?? '').count()).toBe(1);
    await expectNoSideScroll(page);
    await expectAccessible(page);
    await look(page, `writing-read-${width}-${theme}-${locale}`);
    await page.context().close();
  }
});

test('a text is written by keyboard, and its preview follows and agrees', async () => {
  const { thread } = await startThread(siti, ground.space, { title: 'Written' });
  const page = await hub.open(`/t/${thread.id}`, { as: siti, width: 360, locale: 'en' });
  const box = replyBox(page);
  await box.fill('bold');
  await box.selectText();
  await box.press('Control+b');
  expect(await box.inputValue()).toBe('**bold**');
  await box.press('Control+End');
  await box.pressSequentially(' :tad');
  await page.getByRole('option', { name: ':tada:' }).waitFor();
  await box.press('Enter');
  expect(await box.inputValue()).toBe('**bold** 🎉 ');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.locator('.composer-preview strong', { hasText: 'bold' }).waitFor();
  await page.getByRole('button', { name: 'Bold' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.getByLabel('Day').fill('2026-11-25');
  await page.getByLabel('Time', { exact: true }).fill('15:00');
  await page.getByLabel('Time zone').selectOption('Asia/Jakarta');
  await look(page, 'writing-time-360');
  await page.getByRole('button', { name: 'Insert' }).click();
  expect(await box.inputValue()).toBe('**bold** 🎉 [time 2026-11-25 15:00 Asia/Jakarta]');
  await page.locator('.composer-preview time[title*="Asia/Jakarta"]').waitFor();
  await expectNoSideScroll(page);
  await expectAccessible(page);
  await look(page, 'writing-compose-360');
  const preview = await page.locator('.composer-preview .user-text').innerHTML();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await postAt(page, 2).locator('time[title*="Asia/Jakarta"]').waitFor();
  await settled(page);
  expect(await postAt(page, 2).locator('.user-text').innerHTML()).toBe(preview);
  await page.context().close();
});

test('TXT-4 an input method chooses its own words, not ours', async () => {
  const { thread } = await startThread(siti, ground.space, { title: 'Composed' });
  await reply(siti, thread, 'second');
  const page = await hub.open(`/t/${thread.id}`, { as: siti, locale: 'en' });
  const box = replyBox(page);
  await box.fill(':tad');
  await box.press('End');
  await page.getByRole('option', { name: ':tada:' }).waitFor();
  await box.evaluate((area) => {
    const event = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    area.dispatchEvent(event);
    const bold = { key: 'b', ctrlKey: true, isComposing: true, bubbles: true };
    area.dispatchEvent(new KeyboardEvent('keydown', bold));
  });
  expect(await box.inputValue()).toBe(':tad');
  await page.context().close();
});
