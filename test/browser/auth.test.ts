import { communityRoutes } from '@jembatan/shared/communities.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { makeGround, reply, startThread } from '../support/places.ts';
import { type BrowserStack, look, startBrowserStack } from './support.ts';

let hub: BrowserStack;

beforeAll(async () => {
  hub = await startBrowserStack();
});
afterAll(() => hub[Symbol.asyncDispose]());

async function signUp(page: Page, name: string, handle: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Handle (optional)').fill(handle);
  await page.getByRole('textbox', { name: 'Password' }).fill('a river runs by');
  await page.getByLabel('I am under 18').check();
  await page.getByRole('button', { name: 'Make my account' }).click();
}

async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel('Handle or e-mail').fill(login);
  await page.getByRole('textbox', { name: 'Password' }).fill('a river runs by');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a child without an e-mail joins, signs out and in again, in any script', async () => {
  const page = await hub.open('/');
  await page.getByRole('link', { name: 'Join in' }).click();
  await signUp(page, 'สมหญิง', 'somying');
  await page.getByRole('heading', { level: 1, name: 'Hello, สมหญิง' }).waitFor();
  await page.getByRole('link', { name: 'Me', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /Where classrooms/ }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, 'somying');
  await page.getByRole('heading', { level: 1, name: 'Hello, สมหญิง' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Hello, สมหญิง' }).waitFor();
});

test('what is wrong is said at its place, and what was typed stays', async () => {
  await hub.person({ handle: 'taken' });
  const page = await hub.open('/sign-up');
  await signUp(page, 'Ayu', 'taken');
  const handle = page.getByLabel('Handle (optional)');
  await page.getByText('Somebody already has this handle. Choose another one.').waitFor();
  expect(await handle.getAttribute('aria-invalid')).toBe('true');
  expect(await handle.inputValue()).toBe('taken');
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ayu');

  await page.goto(`${hub.url}/sign-in`);
  await signIn(page, 'taken');
  await page.getByText('Name and password do not go together.').waitFor();
  expect(await page.getByLabel('Handle or e-mail').inputValue()).toBe('taken');
});

test('after signing in a person is where they wanted to be, and never elsewhere', async () => {
  const page = await hub.open('/me');
  await page.getByRole('heading', { level: 1, name: 'This may be private' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Join in' }).click();
  await signUp(page, 'Ben', 'ben');
  await page.getByRole('heading', { level: 1, name: 'Me' }).waitFor();

  const other = await hub.open('/sign-in?to=//evil.example/');
  await signIn(other, 'ben');
  await other.getByRole('heading', { level: 1, name: 'Hello, Ben' }).waitFor();
  expect(new URL(other.url()).origin).toBe(hub.url);
});

test('an invitation says what it is for and leads in, also for somebody new', async () => {
  const owner = await hub.person({ displayName: 'Sari' });
  const { community } = await makeGround(owner, { name: 'Kelas 9b' });
  const body = { role: 'teacher', class: '9b', uses: 1 } as const;
  const { code } = await owner.call(communityRoutes.createInvite, {
    params: { id: community.id },
    body,
  });
  const page = await hub.open(`/invite/${code}`);
  await page.getByRole('heading', { level: 1, name: 'You are invited to Kelas 9b' }).waitFor();
  await page.getByText('Your class: 9b').waitFor();
  await page.getByRole('link', { name: 'I am new here' }).click();
  await signUp(page, 'Noa', 'noa');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.waitForURL(`**/c/${community.id}/**`);

  const late = await hub.open(`/invite/${code}`);
  await late.getByRole('heading', { level: 1, name: 'This invitation no longer works' }).waitFor();
});

test('CONN-2 signing out and in as somebody else reaches the other tab', async () => {
  const a = await hub.person({ displayName: 'Person A' });
  const b = await hub.person({ displayName: 'Person B' });
  const device = await hub.device({ as: a, width: 1280 });
  const [first, second] = [await device.newPage(), await device.newPage()];
  await second.goto(`${hub.url}/me`);
  await second.getByLabel('About me').fill('a text that must not be lost');
  await first.goto(`${hub.url}/me`);
  await first.getByRole('button', { name: 'Sign out', exact: true }).click();
  await second.getByRole('alert').filter({ hasText: 'You signed out in another tab.' }).waitFor();

  await first.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await first.getByLabel('Handle or e-mail').fill(b.person.handle);
  await first.getByRole('textbox', { name: 'Password' }).fill(b.password);
  await first.getByRole('button', { name: 'Sign in' }).click();
  await first.getByRole('heading', { level: 1, name: 'Hello, Person B' }).waitFor();

  // Nothing is sent from the other tab, as anyone, and what was typed is still there.
  const sent: string[] = [];
  second.on('request', (request) => sent.push(request.url()));
  await second.getByRole('button', { name: 'Save' }).click();
  await second.getByText('Your sign-in has ended. What you typed is kept').waitFor();
  expect(sent.filter((url) => url.includes('/api/'))).toEqual([]);
  expect(await second.getByLabel('About me').inputValue()).toBe('a text that must not be lost');
  await look(second, 'conn-2-ended');

  // And nothing arrives there: news for either goes past it.
  const owner = await hub.person();
  const { space } = await makeGround(owner, { members: [a, b] });
  const { thread } = await startThread(owner, space);
  await reply(owner, thread, `Hello @${a.person.handle} and @${b.person.handle}`);
  await first.getByRole('link', { name: 'Notifications, 1 new' }).waitFor();
  expect(await second.getByRole('link', { name: 'Notifications', exact: true }).count()).toBe(1);
});

test('signing out everywhere ends every device', async () => {
  const a = await hub.person();
  const phone = await (await hub.device({ as: a })).newPage();
  const school = await (await hub.device({ as: a, width: 1280 })).newPage();
  await phone.goto(`${hub.url}/people`);
  await phone.getByRole('heading', { level: 1, name: 'People' }).waitFor();
  await school.goto(`${hub.url}/me`);
  await school.getByRole('button', { name: 'Sign out on all devices' }).click();
  await school.getByRole('dialog').getByRole('button', { name: 'Sign out on all devices' }).click();
  await phone.getByRole('alert').filter({ hasText: 'sign in again' }).waitFor();
});

test('the bell counts by itself and forgets what was read in another tab', async () => {
  const a = await hub.person();
  const owner = await hub.person({ displayName: 'Sari' });
  const { space } = await makeGround(owner, { members: [a] });
  const { thread } = await startThread(owner, space, { title: 'Rivers' });
  const device = await hub.device({ as: a });
  const [first, second] = [await device.newPage(), await device.newPage()];
  await first.goto(`${hub.url}/notifications`);
  await second.goto(hub.url);
  await first.getByText('Quiet here.').waitFor();
  await reply(owner, thread, `Look at this, @${a.person.handle}`);
  await first.getByRole('link', { name: /Sari mentioned you in “Rivers”/ }).waitFor();
  await second.getByRole('link', { name: 'Notifications, 1 new' }).waitFor();
  await first.getByRole('button', { name: 'Mark all as read' }).click();
  await second.getByRole('link', { name: 'Notifications', exact: true }).waitFor();
  await eventually(
    async () =>
      (await a.call(notificationRoutes.listNotifications, {})).unread === 0 || 'still unread',
  );
});
