/** Notes what was seen and tells the server, seldom and never back. */
export interface ReadPosition {
  /** A post with this number was seen by the reader. */
  seen(number: number): void;
  /** The position moved in another tab or on another device. */
  moved(number: number): void;
  /** Tells what is not told yet, at once: the page is being left. */
  flush(): void;
  stop(): void;
}

export interface ReadPositionOptions {
  /** The position the server knows. */
  readonly from: number;
  readonly send: (number: number) => Promise<unknown>;
  /** Between two messages at least, in milliseconds. */
  readonly everyMs: number;
}

/** Between two messages about one thread. */
export const readEveryMs = 1_500;
/** After a failure the position is told again this much later. */
const againMs = 8_000;

export function createReadPosition({ from, send, everyMs }: ReadPositionOptions): ReadPosition {
  let told = from;
  let reached = from;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let sentAt = Number.NEGATIVE_INFINITY;
  let stopped = false;

  function tell(): void {
    timer = null;
    if (reached <= told) return;
    const number = reached;
    const before = told;
    told = number;
    sentAt = Date.now();
    send(number).catch(() => {
      // Not known to the server: told again, with whatever was read meanwhile.
      if (told === number) told = before;
      plan(againMs);
    });
  }

  function plan(ms: number): void {
    if (timer !== null || stopped) return;
    timer = setTimeout(tell, ms);
  }

  return {
    seen: (number) => {
      if (number <= reached) return;
      reached = number;
      plan(Math.max(0, sentAt + everyMs - Date.now()));
    },
    moved: (number) => {
      told = Math.max(told, number);
      reached = Math.max(reached, number);
    },
    flush: () => {
      if (timer !== null) clearTimeout(timer);
      tell();
    },
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
