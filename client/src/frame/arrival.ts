import { exec } from 'preact-iso/router';
import type { Feature } from '../feature.ts';
import type { Part } from '../i18n/load-texts.ts';

/**
 * Begins to load the page a person arrives at, at once and not only when the
 * frame stands, and answers the parts of the texts it needs.
 */
export function beginArrival(features: readonly Feature[], path: string): Part[] {
  for (const { pages, texts } of features) {
    const page = pages.find((one) => exec(path, one.path));
    if (!page) continue;
    // If it does not come, the frame tries again and says so.
    page.load().catch(() => undefined);
    return texts ? ['first'] : ['first', 'more'];
  }
  return ['first'];
}
