/** WCAG 2.2 AA by axe. */
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { drawn } from './settled.ts';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// What is in order need not be told, which is most of the work of a run.
const quick = { resultTypes: ['violations'], elementRef: false } satisfies RunOptions;
const everything: RunOptions = { ...quick, runOnly: { type: 'tag', values: wcag } };
const contrast: RunOptions = { ...quick, runOnly: { type: 'rule', values: ['color-contrast'] } };

async function violations(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const found: AxeResults = await page.evaluate(
    (chosen) => Reflect.get(globalThis, 'axe').run(document, chosen),
    options,
  );
  return found.violations.map(({ id, nodes }) => {
    const places = nodes.map((node) => `${node.target} ${node.failureSummary ?? ''}`);
    return `${id}: ${places.join(' | ')}`;
  });
}

/** Colours that are still on their way are nobody's colours. */
async function colour(page: Page, colorScheme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await drawn(page);
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
  );
}

/** Does something while the window is as tall as the page, so that its bars cover nothing. */
async function asTallAsThePage(page: Page, act: () => Promise<void>): Promise<void> {
  const size = page.viewportSize() ?? { width: 360, height: 740 };
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...size, height: Math.max(height, size.height) });
  await act();
  await page.setViewportSize(size);
}

/**
 * The page in its own theme, for tours that see it in the other one too; the message names what
 * is wrong and where.
 */
export function expectAccessibleAsShown(page: Page): Promise<void> {
  return asTallAsThePage(page, async () => {
    expect(await violations(page, everything), page.url()).toEqual([]);
  });
}

/** The page in its own theme and, for contrast, in the other one. */
export function expectAccessible(page: Page): Promise<void> {
  return asTallAsThePage(page, async () => {
    expect(await violations(page, everything), page.url()).toEqual([]);
    const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await colour(page, dark ? 'light' : 'dark');
    expect(await violations(page, contrast), `${page.url()} in the other theme`).toEqual([]);
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: null });
  });
}
