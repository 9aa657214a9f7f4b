import type { Logger } from './logger.ts';

export interface DueWatch {
  start(): void;
  /** Waits for what is being done; nothing more is taken. */
  stop(): Promise<void>;
}

interface DueWatchOptions {
  /**
   * Does one thing that is due, once however many servers look; false when nothing is due.
   * What it throws waits for the next look.
   */
  readonly takeOne: () => Promise<boolean>;
  /** Names what waits, for the log. */
  readonly what: string;
  readonly logger: Pick<Logger, 'debug'>;
  /** Milliseconds between two looks. */
  readonly everyMs?: number;
}

/** Looks again and again for what is due, and does one after the other. */
export function createDueWatch(options: DueWatchOptions): DueWatch {
  const { takeOne, what, logger, everyMs = 5_000 } = options;
  let timer: ReturnType<typeof setInterval> | undefined;
  let looking: Promise<void> | null = null;
  let stopped = false;

  async function look(): Promise<void> {
    while (!stopped && (await takeOne()));
  }

  function lookAlone(): void {
    looking ??= look()
      .catch((err: unknown) => logger.debug({ err, what }, 'what is due waits'))
      .finally(() => {
        looking = null;
      });
  }

  return {
    start(): void {
      timer ??= setInterval(lookAlone, everyMs);
      timer.unref();
    },
    async stop(): Promise<void> {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}
