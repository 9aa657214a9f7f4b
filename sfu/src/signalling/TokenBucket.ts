/** Allows bursts up to `size` and `perSecond` in the long run. */
export class TokenBucket {
  readonly #size: number;
  readonly #perSecond: number;
  #tokens: number;
  #at: number;

  constructor({ size, perSecond }: { size: number; perSecond: number }) {
    this.#size = size;
    this.#perSecond = perSecond;
    this.#tokens = size;
    this.#at = performance.now();
  }

  /** Takes `cost` tokens; false when there are too few, and then takes none. */
  take(cost = 1): boolean {
    const now = performance.now();
    this.#tokens = Math.min(
      this.#size,
      this.#tokens + ((now - this.#at) / 1_000) * this.#perSecond,
    );
    this.#at = now;
    if (this.#tokens < cost) return false;
    this.#tokens -= cost;
    return true;
  }
}
