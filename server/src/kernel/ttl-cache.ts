/** A small cache whose entries end after `ttlMs` and can be dropped by key; `max` bounds its memory. */
export class TtlCache<V> {
  readonly #entries = new Map<string, { value: Promise<V>; ends: number }>();
  readonly #ttlMs: number;
  readonly #max: number;

  constructor(options: { ttlMs: number; max: number }) {
    this.#ttlMs = options.ttlMs;
    this.#max = options.max;
  }

  /** The cached value, or what `load` answers; a failed load is not kept. */
  get(key: string, load: () => Promise<V>): Promise<V> {
    const entry = this.#entries.get(key);
    if (entry && entry.ends > performance.now()) return entry.value;
    const value = load();
    this.#entries.delete(key);
    this.#entries.set(key, { value, ends: performance.now() + this.#ttlMs });
    value.catch(() => this.#dropIfSame(key, value));
    this.#bound();
    return value;
  }

  drop(key: string): void {
    this.#entries.delete(key);
  }

  /** Drops every entry whose key the test accepts. */
  dropWhere(test: (key: string) => boolean): void {
    for (const key of this.#entries.keys()) if (test(key)) this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  #dropIfSame(key: string, value: Promise<V>): void {
    if (this.#entries.get(key)?.value === value) this.#entries.delete(key);
  }

  #bound(): void {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= this.#max) return;
      this.#entries.delete(key);
    }
  }
}
