import { readFile } from 'node:fs/promises';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround } from '../support/places.ts';
import {
  type BrowserStack,
  expectAccessible,
  expectNoSideScroll,
  look,
  settled,
  startBrowserStack,
  type View,
} from './support.ts';

let hub: BrowserStack;
let sari: TestPerson;
let jonas: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  sari = await hub.person({
    displayName: 'Sari Wulandari',
    age: 'adult',
    timeZone: 'Asia/Jakarta',
  });
  jonas = await hub.person({ displayName: 'Jonas Weber', timeZone: 'America/New_York' });
  ground = await makeGround(sari, { name: 'Rivers we live by', members: [jonas] });
});
afterAll(() => hub?.[Symbol.asyncDispose]());

const dayMs = 86_400_000;

/** `2026-03-20`, some days from today. */
function dayFromNow(days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
}

function plan(title: string, change: object = {}, by = { own: ground, host: sari }) {
  const body = {
    communityId: by.own.community.id,
    title,
    timeZone: 'Asia/Jakarta',
    localStart: `${dayFromNow(3)}T19:00`,
    durationMinutes: 60,
    agenda: 'Bring one photo of the river nearest to you.\nWe compare what we see.',
    ...change,
  };
  return by.host.call(sessionRoutes.createSession, { body });
}

const views: readonly View[] = [
  { width: 360, theme: 'light', locale: 'en' },
  { width: 1280, theme: 'dark', locale: 'ar' },
  { width: 360, theme: 'dark', locale: 'id' },
  { width: 1280, theme: 'light', locale: 'de' },
];

test('a session is planned on local clocks, and its time is shown on everybody’s', async () => {
  const page = await hub.open(`/sessions/new?community=${ground.community.id}`, {
    as: sari,
    width: 1280,
    timeZone: 'Asia/Jakarta',
  });
  await page.getByRole('textbox', { name: 'Title' }).fill('Reading hour');
  await page.getByLabel('Day', { exact: true }).fill(dayFromNow(2));
  await page.getByLabel('Time', { exact: true }).fill('19:00');
  await page.locator('.zones').getByText('New York').waitFor();
  await expectAccessible(page);
  await look(page, 'session-new-1280');
  await page.getByRole('checkbox', { name: /Every week/ }).check();
  await page.getByRole('button', { name: 'Make the session' }).click();
  await page.getByRole('heading', { level: 1, name: 'Reading hour' }).waitFor();
  await page.getByText('7:00 PM').or(page.getByText('07:00 PM')).first().waitFor();
  await page.getByText('every week').first().waitFor();

  const elsewhere = await hub.open('/sessions', { as: jonas, timeZone: 'America/New_York' });
  await elsewhere
    .getByRole('link', { name: /Reading hour/ })
    .first()
    .waitFor();
  await elsewhere
    .getByText(/0?[78]:00 AM/)
    .first()
    .waitFor();
  await elsewhere.context().close();
  await page.context().close();
});

test('news of a session reaches open pages: it goes live, is changed, and is cancelled', async () => {
  const session = await plan('Maps of water');
  const page = await hub.open('/sessions', { as: jonas });
  await page.getByRole('link', { name: /Maps of water/ }).waitFor();
  await sari.call(sessionRoutes.changeSession, {
    params: { id: session.id },
    body: { title: 'Maps of rain' },
  });
  await page.getByRole('link', { name: /Maps of rain/ }).waitFor();
  await sari.call(sessionRoutes.cancelSession, { params: { id: session.id } });
  await page.getByRole('link', { name: /Maps of rain/ }).waitFor({ state: 'detached' });
  await page.context().close();
});

test('the calendar file can be taken along, and hosts change and cancel from the page', async () => {
  const session = await plan('Dialects of rain');
  const page = await hub.open(`/sessions/${session.id}`, { as: sari });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Add to calendar' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  expect(file).toContain('BEGIN:VCALENDAR');
  expect(file).toContain('Dialects of rain');
  await page.getByRole('link', { name: 'Change' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Words for rain');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Words for rain' }).waitFor();
  await page.getByRole('button', { name: 'Cancel session' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the session' }).click();
  await page.getByText('Cancelled').first().waitFor();
  expect(await page.getByRole('link', { name: 'Join' }).count()).toBe(0);
  await page.context().close();
});

test('devices can be tested without anybody knowing, days before', async () => {
  const session = await plan('Bridges of the world');
  const page = await hub.open(`/sessions/${session.id}`, { as: jonas });
  await page.getByRole('link', { name: 'Test my devices' }).click();
  await page.getByRole('button', { name: 'Camera off' }).click();
  await page.locator('video').waitFor();
  await page.getByRole('button', { name: 'Mic off' }).click();
  await page.getByRole('meter').waitFor();
  expect(await page.getByRole('button', { name: 'Join', exact: true }).count()).toBe(0);
  await page.getByRole('link', { name: 'Back to the session' }).click();
  await page.getByRole('heading', { level: 1, name: 'Bridges of the world' }).waitFor();
  await page.context().close();
});

test.for(views)('every page reads well at $width, $theme, in $locale', async (view) => {
  const { locale = 'en' } = view;
  const host = await hub.person({
    displayName: 'Sari Wulandari',
    age: 'adult',
    timeZone: 'Asia/Jakarta',
    locale,
  });
  const own = await makeGround(host, { name: 'Rivers we live by', members: [jonas] });
  const session = await plan('What our rivers carry', {}, { own, host });
  await plan('Open study room', { kind: 'standing', localStart: undefined }, { own, host });
  const paths = {
    sessions: '/sessions',
    session: `/sessions/${session.id}`,
    'session-new': `/sessions/new?community=${own.community.id}`,
    devices: `/sessions/${session.id}/room?test=1`,
  };
  const device = await hub.device({ ...view, as: host });
  for (const [name, path] of Object.entries(paths)) {
    const page = await device.newPage();
    await page.goto(hub.url + path);
    await settled(page);
    await expectNoSideScroll(page);
    await expectAccessible(page);
    await look(page, `${name}-${view.width}-${view.theme}-${view.locale}`);
    await page.close();
  }
  await device.close();
});

test('a community shows what is live and what comes next', async () => {
  const own = await makeGround(sari, { name: 'Mountains', members: [jonas] });
  const { id, slug } = own.community;
  const page = await hub.open(`/c/${id}/${slug}`, { as: jonas });
  const strip = page.getByRole('region', { name: 'Live now and next' });
  expect(await strip.count()).toBe(0);
  await plan('Snow and stone', {}, { own, host: sari });
  await strip.getByRole('link', { name: 'Snow and stone' }).waitFor();
  await strip.getByText('Times elsewhere').click();
  await strip.locator('.zones').getByText('Jakarta').waitFor();
  const now = await plan('Peaks', { kind: 'now', localStart: undefined }, { own, host: sari });
  await strip.getByText('Live now').waitFor();
  expect(await strip.getByRole('link', { name: 'Join' }).getAttribute('href')).toBe(
    `/sessions/${now.id}/room`,
  );
  await look(page, 'now-strip-360');
  await sari.call(sessionRoutes.endSession, { params: { id: now.id } });
  await strip.getByText('Live now').waitFor({ state: 'detached' });
  await page.context().close();
});

test('a stranger sees nothing of a private session', async () => {
  const session = await plan('Only for us');
  const stranger = await hub.person({ displayName: 'Nobody' });
  const page = await hub.open(`/sessions/${session.id}`, { as: stranger });
  await settled(page);
  await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  expect(await page.content()).not.toContain('Only for us');
  await page.goto(`${hub.url}/sessions/${session.id}/room`);
  await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  await page.context().close();
});
