/** The whole stack as people meet it: server, SFU where asked for, built client, Chromium. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createApp as createSfu, readConfig as readSfuConfig } from '@jembatan/sfu/app';
import { authRoutes } from '@jembatan/shared/auth.contract';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Stack, type StackOptions, startStack } from '../support/stack.ts';
import { copyClient } from './build-client.ts';
import { followRequests, settled } from './settled.ts';

export { expectAccessible, expectAccessibleAsShown } from './axe.ts';
export { settled } from './settled.ts';

/** The window, the device and the person of a page. */
export interface View {
  /** CSS pixels; 360 when absent, as on a phone. */
  readonly width?: number;
  readonly locale?: 'en' | 'id' | 'de' | 'ar';
  readonly theme?: 'light' | 'dark';
  readonly timeZone?: string;
  /** Signed in as this person from the first picture on. */
  readonly as?: TestPerson;
  readonly permissions?: readonly string[];
  /** Lets the service worker in; elsewhere tests speak with the hub itself. */
  readonly keeps?: boolean;
  readonly withoutScript?: boolean;
}

export interface BrowserStackOptions extends StackOptions {
  /** Also start an SFU node. */
  readonly sfu?: boolean;
  /** Further arguments of Chromium. */
  readonly args?: readonly string[];
}

export interface BrowserStack extends AsyncDisposable {
  readonly stack: Stack;
  readonly url: string;
  readonly browser: Browser;
  /** A device of its own: cookies, storage, theme and zone. */
  device(view?: View): Promise<BrowserContext>;
  /** Opens an address on a fresh device. What goes wrong in the page fails the test at the end. */
  open(path: string, view?: View): Promise<Page>;
  person: Stack['person'];
}

const fakeMedia = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
const artifacts = join(import.meta.dirname, 'artifacts');

interface Sized {
  readonly width: number;
  readonly height: number;
}

function sizeOf(width: number): Sized {
  return { width, height: width < 600 ? 740 : 860 };
}

/**
 * Signs a person in on a device of their own, without going through the form;
 * the account speaks the language of the device.
 */
async function signInOn(context: BrowserContext, url: string, view: View): Promise<void> {
  const { as: person, locale = 'en' } = view;
  if (!person) return;
  const body = { login: person.person.handle, password: person.password };
  const answer = await context.request.post(`${url}/api/v1/auth/login`, { data: body });
  const { sid } = authRoutes.login.answer.parse(await answer.json());
  await person.call(peopleRoutes.changeMe, { body: { locale } });
  const page = await context.newPage();
  // Any file of the origin will do; the app itself must not start yet.
  await page.goto(`${url}/first.js`);
  await page.evaluate((name) => localStorage.setItem('jembatan.sid', name), sid);
  await page.close();
}

/** Refusals of the server are part of many tests; anything else in the console is a fault. */
function isFault(text: string): boolean {
  return !/Failed to load resource|net::ERR_|WebSocket connection/.test(text);
}

export async function startBrowserStack(options: BrowserStackOptions = {}): Promise<BrowserStack> {
  await using stack = new AsyncDisposableStack();
  const client = stack.use(await copyClient());
  const environment = { CLIENT_DIR: client.folder, ...options.environment };
  const hub = stack.use(await startStack({ ...options, environment }));
  if (options.sfu) {
    const sfu = await createSfu(
      readSfuConfig({
        SFU_PORT: '0',
        MEDIA_PORT: '0',
        WORKERS: '1',
        MEDIA_ANNOUNCED_ADDRESS: '127.0.0.1',
        REDIS_URL: hub.redisUrl,
        REDIS_PREFIX: hub.redisPrefix,
        LOG_LEVEL: 'error',
      }),
    );
    stack.defer(() => sfu.close());
    await sfu.listen();
  }
  const { chromium: whole, headlessShell } = inject('parts');
  // Rooms are proven in the browser that people have.
  const executablePath = (options.sfu ? undefined : headlessShell) ?? whole ?? '/usr/bin/chromium';
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', ...fakeMedia, ...(options.args ?? [])],
  });
  stack.defer(() => browser.close());
  const faults: string[] = [];
  const owned = stack.move();

  async function device(view: View = {}): Promise<BrowserContext> {
    const context = await browser.newContext({
      viewport: sizeOf(view.width ?? 360),
      locale: view.locale ?? 'en',
      colorScheme: view.theme ?? 'light',
      timezoneId: view.timeZone ?? 'Europe/Berlin',
      permissions: [...(view.permissions ?? [])],
      serviceWorkers: view.keeps ? 'allow' : 'block',
      javaScriptEnabled: !view.withoutScript,
    });
    context.on('weberror', (error) => faults.push(String(error.error())));
    context.on('console', (message) => {
      if (message.type() === 'error' && isFault(message.text())) faults.push(message.text());
    });
    followRequests(context);
    await signInOn(context, hub.url, view);
    return context;
  }

  return {
    stack: hub,
    url: hub.url,
    browser,
    device,
    person: hub.person,
    async open(path, view) {
      const page = await (await device(view)).newPage();
      await page.goto(hub.url + path);
      // A page without script draws no frames that could be waited for; it stands as it came.
      if (!view?.withoutScript) await settled(page);
      return page;
    },
    async [Symbol.asyncDispose]() {
      await owned.disposeAsync();
      expect(faults).toEqual([]);
    },
  };
}

/** With `PICTURES=1`, keeps a picture of the page in the git-ignored folder `artifacts/`, for looking at. */
export async function look(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return;
  await mkdir(artifacts, { recursive: true });
  await page.screenshot({ path: join(artifacts, `${name}.png`), fullPage: true });
}

/** Nothing is wider than the window. */
export async function expectNoSideScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(excess, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}
