import type { Heard } from '../media/types.ts';

/**
 * Loudness differs at every look, twice a second; what anybody sees is who
 * speaks and who is loudest, and only that is worth a message to everyone.
 */
export class HeardFilter {
  #told = '';

  /** True when this looks different from what was told last. */
  isNews(heard: readonly Heard[]): boolean {
    const [loudest = '', ...others] = heard.map(({ producerId }) => producerId);
    const now = [loudest, ...others.sort()].join(' ');
    if (now === this.#told) return false;
    this.#told = now;
    return true;
  }

  /** Somebody came who was not told: the next look is news, unless all are silent. */
  forget(): void {
    this.#told = '';
  }
}
