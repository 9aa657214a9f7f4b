/** When a page stands. */
import type { BrowserContext, Page, Request } from 'playwright-core';
import { eventually } from '../support/eventually.ts';

/** What each device still waits for from the hub. */
const underWay = new WeakMap<BrowserContext, Set<Request>>();

/** Counts from now on what a device asks for. */
export function followRequests(context: BrowserContext): void {
  const pending = new Set<Request>();
  underWay.set(context, pending);
  context.on('request', (request) => {
    // A connection without WebSockets always waits for something.
    if (!request.url().includes('/socket.io/')) pending.add(request);
  });
  context.on('requestfinished', (request) => pending.delete(request));
  context.on('requestfailed', (request) => pending.delete(request));
}

/** Lets the page draw twice, so that what follows from a picture has begun. */
export function drawn(page: Page): Promise<unknown> {
  return page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

async function asksForNothing(page: Page): Promise<boolean> {
  await drawn(page);
  return !underWay.get(page.context())?.size;
}

/** Waits until the page stands: its heading is there and nothing is being loaded. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.locator('h1').first().waitFor();
  // A file may be on its way over a slow line.
  await eventually(
    async () => ((await asksForNothing(page)) && (await asksForNothing(page))) || 'it still loads',
    { withinMs: 30_000 },
  );
  await page.waitForFunction(() => !document.querySelector('.skeleton, [aria-busy=true]'));
}
