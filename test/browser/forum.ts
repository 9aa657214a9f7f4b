/** Small steps on the forum's pages, by what people see and press. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import {
  type BrowserStack,
  expectAccessibleAsShown,
  expectNoSideScroll,
  look,
  settled,
} from './support.ts';

/** The box a reply is written in. */
export function replyBox(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Write a reply' });
}

/** A post by its number. */
export function postAt(page: Page, number: number): Locator {
  return page.locator(`#p${number}`);
}

/** Writes a reply and sends it by the button. */
export async function sendReply(page: Page, text: string): Promise<void> {
  await replyBox(page).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** Opens what else can be done to a post and chooses it. */
export async function chooseForPost(page: Page, number: number, action: string): Promise<void> {
  await page.getByRole('button', { name: `More for post ${number}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Numbers of the posts that are on the page. */
export async function shownNumbers(page: Page): Promise<number[]> {
  return page
    .locator('.posts > .post')
    .evaluateAll((posts) => posts.map((post) => Number(post.id.slice(1))));
}

/** Waits for a condition on the page's text. */
export async function expectText(where: Locator, text: string | RegExp): Promise<void> {
  await eventually(async () => {
    const now = ((await where.textContent()) ?? '').trim();
    const fits = typeof text === 'string' ? now.includes(text) : text.test(now);
    return fits || `it says: ${now}`;
  });
}

/** Widths and languages every page is held to; both themes are among them. */
const looks = [
  { width: 360, theme: 'dark', locale: 'ar' },
  { width: 1280, theme: 'light', locale: 'en' },
] as const;

const phone = { width: 360, height: 740 };

/** Whose pages are looked at in a language, and which. */
interface Tour {
  readonly as: TestPerson;
  /** Addresses by the name of their picture. */
  readonly paths: Readonly<Record<string, string>>;
}

/** Pages by keyboard users, screen readers and small windows, in both directions of writing. */
export async function expectForEverybody(
  hub: BrowserStack,
  tours: { readonly en: Tour; readonly ar: Tour },
): Promise<void> {
  for (const view of looks) {
    const { as, paths } = tours[view.locale];
    const page = await (await hub.device({ ...view, as })).newPage();
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(hub.url + path);
      await settled(page);
      await expectNoSideScroll(page);
      await look(page, `forum-${name}-${view.width}-${view.theme}-${view.locale}`);
      await expectAccessibleAsShown(page);
      const { width, height } = page.viewportSize() ?? phone;
      if (width === phone.width) continue;
      await page.setViewportSize(phone);
      await expectNoSideScroll(page);
      await expectAccessibleAsShown(page);
      await page.setViewportSize({ width, height });
    }
    await page.context().close();
  }
}

/** Long enough for a tour on a busy machine. */
export const tourMs = 240_000;

/** Key events of an input method: its Enter chooses a word and means nothing else. */
export async function enterOfInputMethod(box: Locator): Promise<void> {
  await box.evaluate((element) => {
    const say = (type: string) =>
      element.dispatchEvent(new CompositionEvent(type, { bubbles: true, data: 'に' }));
    const enter = new KeyboardEvent('keydown', {
      key: 'Enter',
      keyCode: 229,
      isComposing: true,
      bubbles: true,
      cancelable: true,
    });
    say('compositionstart');
    element.dispatchEvent(enter);
    say('compositionend');
  });
}

/** Nothing that was written has become a program. */
export async function expectNothingRan(page: Page): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(window, 'boomed'))).toBeUndefined();
  expect(
    await page.locator('#content script, #content [onerror], #content img[src="q"]').count(),
  ).toBe(0);
}

/** Cuts a device off, or brings it back. */
export async function setOffline(page: Page, offline: boolean): Promise<void> {
  await page.context().setOffline(offline);
}
