// What a person sees while parts are fetched and things are tested: steps with numbers, and
// failures that say which step, why, and what to do.

/** A failure with a way out. Scripts print it without a stack. */
export class StepError extends Error {
  /** @param {{ step: string, reason: string, wayOut: string }} parts */
  constructor({ step, reason, wayOut }) {
    super(`${step}: ${reason}\n  What to do: ${wayOut}`);
    this.name = 'StepError';
  }
}

/**
 * Counts steps and prints one line for each. Lines go to stderr, so that stdout stays free for
 * what a program answers.
 * @param {number} total how many steps there will be
 * @param {{ quiet?: boolean }} [options] quiet: a step is named only when it has something to say
 */
export function createProgress(total, { quiet = false } = {}) {
  let number = 0;
  let lastTick = 0;
  let heading = '';
  const print = (text) => process.stderr.write(`${text}\n`);
  const printUnderHeading = (text) => {
    if (heading) print(heading);
    heading = '';
    print(`      ${text}`);
  };
  return {
    /** Starts a step. */
    step(name) {
      number += 1;
      lastTick = 0;
      heading = `[${number}/${total}] ${name}`;
      if (quiet) return;
      print(heading);
      heading = '';
    },
    /** Says one thing about the running step. */
    say: printUnderHeading,
    /** Says how far a long step is; at most one line in five seconds reaches the reader. */
    tick(text) {
      if (!text.trim() || Date.now() - lastTick < 5_000) return;
      lastTick = Date.now();
      printUnderHeading(text);
    },
    /** Says how the step ended, unless quiet. */
    done(text) {
      if (!quiet) print(`      ${text}`);
    },
  };
}

/** @typedef {ReturnType<typeof createProgress>} Progress */

/** Prints a failure for a person and leaves with exit code 1. */
export function exitWith(error) {
  process.stderr.write(
    `\n${error instanceof StepError ? error.message : (error?.stack ?? error)}\n`,
  );
  process.exit(1);
}
