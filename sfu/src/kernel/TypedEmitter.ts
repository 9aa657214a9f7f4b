import { EventEmitter } from 'node:events';

/**
 * Events with known names and arguments. Listeners are few and known, so a
 * growing number is a leak: Node's warning stays on, at 20.
 */
export class TypedEmitter<E extends Record<keyof E, unknown[]>> {
  readonly #emitter = new EventEmitter();

  constructor() {
    this.#emitter.setMaxListeners(20);
  }

  /** Returns what takes the listener away again. */
  on<K extends keyof E & string>(name: K, listener: (...args: E[K]) => void): () => void {
    // SAFETY: `emit` below is the only sender, and its arguments are typed by the same map.
    const untyped = listener as (...args: unknown[]) => void;
    this.#emitter.on(name, untyped);
    return () => void this.#emitter.off(name, untyped);
  }

  emit<K extends keyof E & string>(name: K, ...args: E[K]): void {
    this.#emitter.emit(name, ...args);
  }

  /** For the end of life: nothing is told any more. */
  silence(): void {
    this.#emitter.removeAllListeners();
  }

  listenerCount(): number {
    return this.#emitter
      .eventNames()
      .reduce((sum, name) => sum + this.#emitter.listenerCount(name), 0);
  }
}
