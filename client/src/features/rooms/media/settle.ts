/**
 * Runs `step` once at a time. Calls that come while it runs are one more run
 * afterwards, so that the last wish is always looked at, also when the run
 * before it failed; each call's promise settles when nothing is left to do,
 * and rejects when the last run failed.
 */
export function settler(step: () => Promise<void>): () => Promise<void> {
  let again = false;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    try {
      while (again) {
        again = false;
        await step().catch((error: unknown) => {
          if (!again) throw error;
        });
      }
    } finally {
      running = null;
    }
  }

  return () => {
    again = true;
    running ??= run();
    return running;
  };
}
