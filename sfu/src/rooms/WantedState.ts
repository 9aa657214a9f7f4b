/**
 * Brings something to the latest wanted state, one step at a time. However
 * often and fast the wish changes, the last one holds in the end.
 */
export class WantedState<S> {
  readonly #apply: (wanted: S) => Promise<void>;
  #reached: S;
  #wanted: S;
  #running: Promise<void> | undefined;

  constructor(initial: S, apply: (wanted: S) => Promise<void>) {
    this.#reached = initial;
    this.#wanted = initial;
    this.#apply = apply;
  }

  get wanted(): S {
    return this.#wanted;
  }

  /** Settles when this wish, or a later one, is reached. */
  want(state: S): Promise<void> {
    this.#wanted = state;
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    // NOTE: without this a run with nothing to do would end before `want` has kept it, and stay kept.
    await null;
    try {
      while (this.#reached !== this.#wanted) {
        const next = this.#wanted;
        await this.#apply(next);
        this.#reached = next;
      }
    } finally {
      this.#running = undefined;
    }
  }
}
