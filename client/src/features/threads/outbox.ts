import { AppError, type ErrorCode, isErrorCode } from '@jembatan/shared/errors';
import type { PostView } from '@jembatan/shared/threads.contract';
import { type ReadonlySignal, signal } from '@preact/signals';
import * as z from 'zod/mini';

/** Where a submission stands. `waiting`: it goes by itself when the server is there again. */
export type SubmissionState = 'sending' | 'waiting' | 'refused';

const submission = z.object({
  /** The Idempotency-Key: one per submission, the same over all attempts and reloads. */
  key: z.string(),
  threadId: z.string(),
  body: z.string(),
  replyTo: z.optional(z.number()),
  /** Milliseconds since 1970; the order in which a thread's submissions are sent. */
  writtenAt: z.number(),
  refusedWith: z.optional(z.string()),
});
export type Submission = z.infer<typeof submission>;

export interface Entry {
  readonly submission: Submission;
  readonly state: SubmissionState;
  /** Why the server refused it; the text is kept. */
  readonly error: AppError | null;
}

/** Where submissions survive a reload; never throws. */
export interface OutboxStorage {
  read(name: string): string | null;
  write(name: string, text: string): boolean;
  remove(name: string): void;
  names(): string[];
}

export interface OutboxOptions {
  readonly personId: string;
  readonly storage: OutboxStorage;
  /** Sends one submission; rejects with AppError. */
  readonly send: (submission: Submission) => Promise<PostView>;
  readonly isOnline: () => boolean;
}

/** Posts on their way to the server. Nothing in it is lost before the server has it or its author throws it away. */
export interface Outbox {
  readonly entries: ReadonlySignal<readonly Entry[]>;
  submit(submission: Omit<Submission, 'writtenAt'>): void;
  /** The connection may be back: tries what waits, now. */
  wake(): void;
  /** Tries a refused one again, as the same submission. */
  retry(key: string): void;
  /** Takes one out, e.g. to write on at its text. Answers null when it is already gone. */
  take(key: string): Submission | null;
  /** Hears of each post the server has taken. Answers the function that stops it. */
  onSent(listener: (submission: Submission, post: PostView) => void): () => void;
  stop(): void;
}

const prefix = 'jembatan.outbox';
const pausesMs = [2_000, 5_000, 15_000, 30_000] as const;
const longestPauseMs = 60_000;

/** Nothing is wrong with the text itself: it is tried again without being asked. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'too-many',
  'signed-out',
  'token-expired',
  'internal',
]);
/** Our own faults are tried a few times; then the author hears of it. */
const patience = 5;

function parse(text: string | null): Submission | null {
  try {
    const result = submission.safeParse(JSON.parse(text ?? 'null'));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

function pauseOf(error: AppError, attempt: number): number {
  const asked = Number(error.details.retryAfter ?? 0) * 1_000;
  const usual = pausesMs[Math.min(attempt, pausesMs.length - 1)] ?? longestPauseMs;
  return Math.min(Math.max(asked, usual), longestPauseMs);
}

function errorOf(code: string): AppError {
  return new AppError(isErrorCode(code) ? code : 'internal');
}

/** Submissions of one account as the device keeps them, one name each, so that tabs do not overwrite each other. */
class KeptSubmissions {
  readonly #storage: OutboxStorage;
  readonly #folder: string;

  constructor(storage: OutboxStorage, personId: string) {
    this.#storage = storage;
    this.#folder = `${prefix}/${personId}/`;
  }

  keep(one: Submission): void {
    this.#storage.write(this.#folder + one.key, JSON.stringify(one));
  }

  drop(key: string): void {
    this.#storage.remove(this.#folder + key);
  }

  all(): Submission[] {
    return this.#storage
      .names()
      .filter((name) => name.startsWith(this.#folder))
      .map((name) => parse(this.#storage.read(name)))
      .filter((one) => one !== null)
      .sort((a, b) => a.writtenAt - b.writtenAt);
  }
}

class DeviceOutbox implements Outbox {
  readonly entries = signal<readonly Entry[]>([]);
  readonly #options: OutboxOptions;
  readonly #kept: KeptSubmissions;
  readonly #busy = new Set<string>();
  readonly #attempts = new Map<string, number>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<(submission: Submission, post: PostView) => void>();
  #stopped = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#kept = new KeptSubmissions(options.storage, options.personId);
    this.entries.value = this.#kept.all().map((one) => ({
      submission: one,
      state: one.refusedWith ? 'refused' : 'waiting',
      error: one.refusedWith ? errorOf(one.refusedWith) : null,
    }));
  }

  submit(written: Omit<Submission, 'writtenAt'>): void {
    const one = { ...written, writtenAt: Date.now() };
    this.#kept.keep(one);
    const state = this.#options.isOnline() ? 'sending' : 'waiting';
    this.entries.value = [...this.entries.value, { submission: one, state, error: null }];
    void this.#work(one.threadId);
  }

  readonly wake = (): void => {
    const threads = new Set(this.entries.value.map((entry) => entry.submission.threadId));
    for (const threadId of threads) void this.#work(threadId);
  };

  retry(key: string): void {
    const entry = this.#find(key);
    if (!entry) return;
    const { refusedWith: _was, ...one } = entry.submission;
    this.#kept.keep(one);
    this.#change(key, { submission: one, state: 'waiting', error: null });
    void this.#work(one.threadId);
  }

  take(key: string): Submission | null {
    const entry = this.#find(key);
    if (!entry) return null;
    this.#drop(key);
    return entry.submission;
  }

  onSent(listener: (submission: Submission, post: PostView) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #find(key: string): Entry | undefined {
    return this.entries.value.find((entry) => entry.submission.key === key);
  }

  #change(key: string, part: Partial<Entry>): void {
    this.entries.value = this.entries.value.map((entry) =>
      entry.submission.key === key ? { ...entry, ...part } : entry,
    );
  }

  #drop(key: string): void {
    this.#kept.drop(key);
    this.#attempts.delete(key);
    this.entries.value = this.entries.value.filter((entry) => entry.submission.key !== key);
  }

  /** One after the other, in the order they were written; a refused one does not hold up the rest. */
  async #work(threadId: string): Promise<void> {
    if (this.#busy.has(threadId)) return;
    this.#busy.add(threadId);
    for (let goesOn = true; goesOn && !this.#stopped; ) {
      const next = this.entries.value.find(
        (entry) => entry.submission.threadId === threadId && entry.state !== 'refused',
      );
      goesOn = next !== undefined && (await this.#attempt(next.submission));
    }
    this.#busy.delete(threadId);
  }

  /** Answers whether the next one may be tried. */
  async #attempt(one: Submission): Promise<boolean> {
    this.#change(one.key, { state: this.#options.isOnline() ? 'sending' : 'waiting', error: null });
    try {
      const post = await this.#options.send(one);
      this.#drop(one.key);
      for (const listener of this.#listeners) listener(one, post);
      return true;
    } catch (thrown) {
      const error =
        thrown instanceof AppError ? thrown : new AppError('internal', {}, { cause: thrown });
      return this.#find(one.key) ? this.#onFailure(one, error) : true;
    }
  }

  #onFailure(one: Submission, error: AppError): boolean {
    const attempt = this.#attempts.get(one.key) ?? 0;
    this.#attempts.set(one.key, attempt + 1);
    if (!passing.has(error.code) || (error.code === 'internal' && attempt >= patience)) {
      this.#kept.keep({ ...one, refusedWith: error.code });
      this.#change(one.key, { state: 'refused', error });
      return true;
    }
    this.#change(one.key, { state: 'waiting', error });
    clearTimeout(this.#timers.get(one.threadId));
    const again = setTimeout(() => void this.#work(one.threadId), pauseOf(error, attempt));
    this.#timers.set(one.threadId, again);
    return false;
  }
}

/** Takes up what was left on the device and goes on sending it. */
export function createOutbox(options: OutboxOptions): Outbox {
  const outbox = new DeviceOutbox(options);
  outbox.wake();
  return outbox;
}
