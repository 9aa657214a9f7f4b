import { apiBase } from '@jembatan/shared/app.protocol';
import { authRoutes } from '@jembatan/shared/auth.contract';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Person } from './hub-client.ts';

/** Chromium with a camera that shows a test picture and a microphone that beeps. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}

/** Signs a person in on a device, as if by the form. */
export async function signIn(context: BrowserContext, url: string, who: Person): Promise<void> {
  const answer = await context.request.post(`${url}${apiBase}${authRoutes.login.path}`, {
    data: { login: who.person.handle, password: who.password },
  });
  const { sid } = authRoutes.login.answer.parse(await answer.json());
  const page = await context.newPage();
  // Any file of the origin will do; the app itself must not start yet.
  await page.goto(`${url}/first.js`);
  await page.evaluate((name) => localStorage.setItem('jembatan.sid', name), sid);
  await page.close();
}

/** Runs in the page before anything else: notes when Join was pressed and when a picture came. */
function watchPictures(): void {
  const seen = { pressedMs: 0, pictureMs: 0 };
  Reflect.set(globalThis, 'seen', seen);
  addEventListener(
    'click',
    () => {
      seen.pressedMs ||= performance.now();
    },
    true,
  );
  const watch = (video: HTMLVideoElement) =>
    video.requestVideoFrameCallback(() => {
      seen.pictureMs ||= performance.now();
    });
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node instanceof HTMLVideoElement) watch(node);
      else if (node instanceof Element)
        for (const video of node.querySelectorAll('video')) watch(video);
    }
  }).observe(document, { childList: true, subtree: true });
}

/** Presses Join the moment it can be pressed. */
function pressAtOnce(selector: string): void {
  const observer = new MutationObserver(() => {
    const button = document.querySelector<HTMLButtonElement>(selector);
    if (!button || button.disabled) return;
    observer.disconnect();
    button.click();
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true });
}

/** A page before joining, by what can be found on it. */
export interface Before {
  context: BrowserContext;
  url: string;
  /** There when the connection to the SFU is open. */
  ready: string;
  /** The button that joins. */
  join: string;
}

const patienceMs = 30_000;

async function pictureOn(page: Page): Promise<{ pressedMs: number; pictureMs: number }> {
  const read = () => Reflect.get(globalThis, 'seen') as { pressedMs: number; pictureMs: number };
  await page.waitForFunction(() => Reflect.get(globalThis, 'seen').pictureMs > 0, undefined, {
    timeout: patienceMs,
    polling: 50,
  });
  return page.evaluate(read);
}

/** Milliseconds from the click on Join, its connection being open, to the first decoded picture. */
export async function joinWarm({ context, url, ready, join }: Before): Promise<number> {
  const page = await context.newPage();
  await page.addInitScript(watchPictures);
  await page.goto(url);
  await page.waitForSelector(ready, { timeout: patienceMs });
  // What the page does besides, once it stands, is not what is measured.
  await page.waitForLoadState('networkidle');
  await page.evaluate((selector) => {
    document.querySelector<HTMLButtonElement>(selector)?.click();
  }, join);
  const { pressedMs, pictureMs } = await pictureOn(page);
  await page.close();
  return pictureMs - pressedMs;
}

/** Milliseconds from asking for the page to the first decoded picture. */
export async function joinCold({ context, url, join }: Before): Promise<number> {
  const page = await context.newPage();
  await page.addInitScript(watchPictures);
  await page.addInitScript(pressAtOnce, join);
  await page.goto(url, { waitUntil: 'commit' });
  const { pictureMs } = await pictureOn(page);
  await page.close();
  return pictureMs;
}
