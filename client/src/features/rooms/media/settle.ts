/**
 * Runs `step` once at a time. Calls that come while it runs are one more run
 * afterwards, so that the last wish is always looked at; each call's promise
 * settles when nothing is left to do.
 */
export function settler(step: () => Promise<void>): () => Promise<void> {
  let again = false;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    try {
      while (again) {
        again = false;
        await step();
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
