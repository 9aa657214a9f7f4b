import type { ThreadId } from '@jembatan/shared/ids';
import { maxAskedNumbers } from '@jembatan/shared/private-replies.contract';
import { type ReadonlySignal, signal } from '@preact/signals';

/** Posts that come into the page together are asked about together, in milliseconds. */
const togetherMs = 100;

export interface PrivateStoreDeps {
  /** Numbers of those posts under which there is something for the reader. */
  find: (numbers: readonly number[]) => Promise<readonly number[]>;
  /** Called with the number of a post when something has changed under it. */
  onNews: (listener: (number: number) => void) => () => void;
  /** News may have been missed. */
  onGap: (listener: () => void) => () => void;
}

/** Under which posts of one thread something is said in private, while any of them are on the page. */
export class PrivateStore {
  /** By number of the post, a count that rises with each change. */
  readonly known: ReadonlySignal<ReadonlyMap<number, number>>;
  readonly #known = signal<ReadonlyMap<number, number>>(new Map());
  readonly #deps: PrivateStoreDeps;
  readonly #held = new Map<number, number>();
  readonly #waiting = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stops: (() => void)[] = [];

  constructor(deps: PrivateStoreDeps) {
    this.known = this.#known;
    this.#deps = deps;
  }

  /** A post is on the page; answers the function to call when it goes. */
  hold(number: number): () => void {
    if (this.#held.size === 0) this.#listen();
    const holders = this.#held.get(number) ?? 0;
    this.#held.set(number, holders + 1);
    if (holders === 0) this.#ask([number]);
    return () => this.#letGo(number);
  }

  /** Something was written or changed under it. */
  changed(number: number): void {
    const version = (this.#known.value.get(number) ?? 0) + 1;
    this.#known.value = new Map([...this.#known.value, [number, version]]);
  }

  #letGo(number: number): void {
    const holders = (this.#held.get(number) ?? 1) - 1;
    if (holders > 0) this.#held.set(number, holders);
    else this.#held.delete(number);
    if (this.#held.size > 0) return;
    clearTimeout(this.#timer);
    this.#waiting.clear();
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  #listen(): void {
    const { onNews, onGap } = this.#deps;
    this.#stops = [
      onNews((number) => this.changed(number)),
      onGap(() => this.#ask([...this.#held.keys()])),
    ];
  }

  #ask(numbers: readonly number[]): void {
    for (const number of numbers) this.#waiting.add(number);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#askNow(), togetherMs);
  }

  async #askNow(): Promise<void> {
    const numbers = [...this.#waiting];
    this.#waiting.clear();
    for (let from = 0; from < numbers.length; from += maxAskedNumbers) {
      const found = await this.#deps
        .find(numbers.slice(from, from + maxAskedNumbers))
        // Asked again after the next gap.
        .catch(() => []);
      for (const number of found) this.changed(number);
    }
  }
}

const stores = new Map<string, PrivateStore>();
/** A reader goes through threads; the last few are enough. */
const remembered = 4;

/** One store for all posts of a thread, and for one reader: the next on this device begins anew. */
export function privateStoreOf(
  reader: string,
  threadId: ThreadId,
  make: () => PrivateStore,
): PrivateStore {
  const name = `${reader} ${threadId}`;
  const store = stores.get(name) ?? make();
  stores.delete(name);
  stores.set(name, store);
  const oldest = stores.keys().next().value;
  if (stores.size > remembered && oldest) stores.delete(oldest);
  return store;
}
