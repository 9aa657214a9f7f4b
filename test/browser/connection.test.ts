import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type BrowserStack, startBrowserStack } from './support.ts';

let hub: BrowserStack;
let ayu: TestPerson;
let owner: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  owner = await hub.person({ displayName: 'Sari' });
  ayu = await hub.person({ displayName: 'Ayu' });
  ground = await makeGround(owner, { members: [ayu] });
});
afterAll(() => hub[Symbol.asyncDispose]());

async function mentionAyu(): Promise<void> {
  const { thread } = await startThread(owner, ground.space);
  await reply(owner, thread, `Hello @${ayu.person.handle}`);
}

test('a line says that the connection is gone, and what was missed comes with it', async () => {
  const page = await hub.open('/notifications', { as: ayu });
  await page.getByText('Quiet here.').waitFor();
  await page.context().setOffline(true);
  await page.getByText('Offline. What you write is kept.').waitFor();
  await mentionAyu();
  expect(await page.getByText('Quiet here.').count()).toBe(1);
  await page.context().setOffline(false);
  await page.getByRole('link', { name: /Sari mentioned you/ }).waitFor();
  await page.getByText('Offline. What you write is kept.').waitFor({ state: 'detached' });
});

/** A network whose proxy refuses every WebSocket. */
function refuseWebSockets(): void {
  class Refused extends EventTarget {
    onerror: ((event: Event) => void) | null = null;
    onclose: ((event: CloseEvent) => void) | null = null;

    constructor() {
      super();
      setTimeout(() => {
        this.onerror?.(new Event('error'));
        this.onclose?.(new CloseEvent('close', { code: 1006 }));
      }, 20);
    }

    close(): void {}
  }
  Object.assign(window, { WebSocket: Refused });
}

test('where no WebSocket gets through, news comes by plain requests', async () => {
  const page = await (await hub.device({ as: ayu })).newPage();
  await page.addInitScript(refuseWebSockets);
  await page.goto(`${hub.url}/people`);
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
  await page.waitForResponse(/socket\.io\/.*transport=polling.*sid=/);
  const bell = page.getByRole('link', { name: /^Notifications/ });
  const before = await bell.getAttribute('aria-label');
  await mentionAyu();
  await eventually(
    async () => (await bell.getAttribute('aria-label')) !== before || 'the bell is silent',
  );
});

test('going to another page without connection waits for it, and arrives', async () => {
  const page = await hub.open('/', { as: ayu });
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await page.getByText('Offline. What you write is kept.').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Hello, Ayu' }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
});

test('a page opened without connection waits, says so, and goes on by itself', async () => {
  const context = await hub.device({ as: ayu });
  const page = await context.newPage();
  await page.goto(hub.url);
  await page.getByRole('heading', { level: 1, name: 'Hello, Ayu' }).waitFor();
  await context.route('**/api/**', (route) => route.abort());
  await page.reload();
  await page.getByText('Offline. What you write is kept.').waitFor();
  await context.unroute('**/api/**');
  await page.getByRole('heading', { level: 1, name: 'Hello, Ayu' }).waitFor();
});
