export interface EventuallyOptions {
  /** Milliseconds after which the last reason becomes the error. */
  withinMs?: number;
}

/**
 * Waits until `reasonNotYet` answers nothing (or true): a promise about the future
 * is tested by its condition, never by a pause. It may throw while waiting.
 */
export async function eventually(
  reasonNotYet: () => unknown,
  { withinMs = 8_000 }: EventuallyOptions = {},
): Promise<void> {
  const ends = performance.now() + withinMs;
  for (;;) {
    const reason = await attempt(reasonNotYet);
    if (reason === undefined || reason === true || reason === null) return;
    if (performance.now() > ends)
      throw reason instanceof Error
        ? reason
        : new Error(`not within ${withinMs} ms: ${String(reason)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function attempt(reasonNotYet: () => unknown): Promise<unknown> {
  try {
    return await reasonNotYet();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
