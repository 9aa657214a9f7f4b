import { AppError } from '@jembatan/shared/errors';

export interface Deadline {
  /** Milliseconds after which it is asked whether the databases still answer. */
  ms: number;
  /** Answers soon, also when they don't. */
  isWorking: () => Promise<boolean>;
}

/** Times a request may look again while the databases answer and it is only slow. */
const looks = 8;

/**
 * MongoDB away must not keep people waiting (rule 10): 503 within 3 s. A busy
 * MongoDB that still answers is waited for. The change itself may commit after
 * a 503; the request's Idempotency-Key finds it.
 */
export async function withDeadline<T>(work: Promise<T>, deadline: Deadline): Promise<T> {
  work.catch(() => undefined);
  const outcome = work.then((value) => ({ value }));
  for (let look = 0; look < looks; look += 1) {
    const done = await within(deadline.ms, outcome);
    if (done) return done.value;
    if (!(await within(answerMs, deadline.isWorking()))) break;
  }
  throw new AppError('unavailable', { retryAfter: 2 });
}

/** How long the databases may take to say that they are there. */
const answerMs = 400;

/** What the work answers, or undefined when it takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
