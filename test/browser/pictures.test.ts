import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { photo, uploadPicture } from '../support/pictures.ts';
import { makeGround, reply, startThread } from '../support/places.ts';
import {
  type BrowserStack,
  expectAccessible,
  look,
  settled,
  startBrowserStack,
  type View,
} from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let path: string;
let files: Record<'wide' | 'tall' | 'long' | 'small', string>;
beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti', locale: 'en' });
  const { space } = await makeGround(siti, { reading: 'everyone' });
  const urlOf = async (width: number, height: number) =>
    (await uploadPicture(siti, await photo(width, height))).url;
  files = {
    wide: await urlOf(2_400, 1_600),
    tall: await urlOf(900, 1_600),
    long: await urlOf(300, 3_000),
    small: await urlOf(90, 60),
  };
  const { thread } = await startThread(siti, space, {
    body: `Our river:\n\n![The river](${files.wide})\n\nIt is wide.`,
  });
  path = `/t/${thread.id}/${thread.slug}`;
  await reply(
    siti,
    thread,
    `![A tree](${files.tall})\n\nand\n\n> ![A road](${files.long})\n\nsaid`,
  );
  await reply(siti, thread, `- small: ![A fish](${files.small}) in a line`);
});
afterAll(() => hub[Symbol.asyncDispose]());

/** Runs in the page before anything else. */
function watchShifts(): void {
  const seen = { shift: 0 };
  Reflect.set(globalThis, 'seen', seen);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += Number(Reflect.get(entry, 'value'));
  }).observe({ type: 'layout-shift', buffered: true });
}

async function openWatched(view: View): Promise<{ page: Page; asked: string[] }> {
  const page = await (await hub.device(view)).newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/files/') && request.method() === 'GET') asked.push(pathname + search);
  });
  await page.addInitScript(watchShifts);
  await page.goto(hub.url + path);
  return { page, asked };
}

/** Brings every picture into sight, and waits until all have come. */
async function readThrough(page: Page): Promise<void> {
  const pictures = page.locator('#content .user-text img');
  await eventually(async () => (await pictures.count()) === 4 || 'not all pictures are there');
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await eventually(
      () =>
        picture.evaluate(
          (image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0,
        ) || 'a picture has not come',
    );
  }
}

const shiftOf = (page: Page) =>
  page.evaluate(() => Number(Reflect.get(Reflect.get(globalThis, 'seen'), 'shift')));

/** How far a picture is from its own form; 0 is not at all. */
const bends = (page: Page) =>
  page.locator('#content .user-text img').evaluateAll((images) =>
    images.map((image) => {
      const { width, height } = image.getBoundingClientRect();
      const own = Number(image.getAttribute('width')) / Number(image.getAttribute('height'));
      return Math.round(Math.abs(width / height / own - 1) * 20);
    }),
  );

test('pictures never move what is read, and a phone fetches those of its size', async () => {
  const { page, asked } = await openWatched({ as: siti });
  await settled(page);
  await readThrough(page);
  expect(await shiftOf(page)).toBe(0);
  expect(await bends(page)).toEqual([0, 0, 0, 0]);
  await expectAccessible(page);
  expect(asked.toSorted()).toEqual(
    [`${files.wide}?w=320`, `${files.tall}?w=320`, files.long, files.small].toSorted(),
  );
  await look(page, 'pictures-360');
  await page.context().close();
  for (const [name, view] of [
    ['1280', { as: siti, width: 1_280 }],
    ['1280-ar-dark', { as: siti, width: 1_280, locale: 'ar', theme: 'dark' }],
    ['360-ar-dark', { as: siti, locale: 'ar', theme: 'dark' }],
  ] as const) {
    const { page: other } = await openWatched(view);
    await settled(other);
    await readThrough(other);
    expect([await shiftOf(other), await bends(other)], name).toEqual([0, [0, 0, 0, 0]]);
    await look(other, `pictures-${name}`);
    await other.context().close();
  }
});

test('a visitor reads the served page the same way, with script and without', async () => {
  for (const withoutScript of [false, true]) {
    const { page, asked } = await openWatched({ withoutScript });
    const whole = page.getByRole('link', { name: 'The river' });
    if (withoutScript) {
      await page.locator('img[alt="The river"]').scrollIntoViewIfNeeded();
      await eventually(() => asked.includes(`${files.wide}?w=320`) || `asked for ${asked}`);
    } else {
      await settled(page);
      await readThrough(page);
      expect(await shiftOf(page)).toBe(0);
      expect(asked).toContain(`${files.wide}?w=320`);
    }
    expect(asked).not.toContain(files.wide);
    // The whole of it is one tap away, on a page of its own where there is script.
    expect(await whole.getAttribute('href')).toBe(files.wide);
    if (!withoutScript) {
      const [opened] = await Promise.all([page.context().waitForEvent('page'), whole.click()]);
      await opened.waitForURL(`**${files.wide}`);
    }
    await page.context().close();
  }
});

test('while data is saved a tap loads the version that fits, and its size was said', async () => {
  const page = await hub.open('/me', { as: siti });
  await page.getByLabel('Save data').selectOption('Always');
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/files/')) asked.push(`${request.method()} ${search}`);
  });
  await page.goto(hub.url + path);
  await settled(page);
  const held = page.getByRole('button', { name: /^Show picture: The river \(\d+ kB\)$/ });
  await held.waitFor();
  const before = await held.boundingBox();
  expect(asked.filter((one) => one.startsWith('GET'))).toEqual([]);
  expect(asked).toContain('HEAD ?w=320');
  await look(page, 'pictures-saver');
  await held.click();
  const river = page.getByRole('img', { name: 'The river' });
  await eventually(
    () =>
      river.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0) ||
      'it has not come',
  );
  expect(asked.filter((one) => one.startsWith('GET'))).toEqual(['GET ?w=320']);
  const after = await river.boundingBox();
  expect(Math.round(after?.height ?? 0)).toBe(Math.round(before?.height ?? 0));
});
