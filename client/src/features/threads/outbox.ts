import { AppError, isErrorCode } from '@jembatan/shared/errors';
import type { PostView } from '@jembatan/shared/threads.view';
import { type ReadonlySignal, signal } from '@preact/signals';
import { type OutboxNews, passingCodes, type Submission } from '../../kept/submission.ts';
import type { Submissions } from './submissions.ts';

/** Where a submission stands. `waiting`: it goes by itself when the server is there again. */
export type SubmissionState = 'sending' | 'waiting' | 'refused';

export interface Entry {
  readonly submission: Submission;
  readonly state: SubmissionState;
  /** Why the server refused it; the text is kept. */
  readonly error: AppError | null;
}

export interface OutboxOptions {
  readonly submissions: Submissions;
  /** Runs the work while nobody else on this device sends: other tabs, the service worker. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Asks the browser to send what waits when there is a network, also without a page. */
  readonly askForSync: () => void;
  /** Tells the others on this device that something has changed, and hears it from them. */
  readonly others: {
    tell(news: OutboxNews): void;
    listen(listener: (news: OutboxNews) => void): () => void;
  };
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
  /** Puts back what was taken out, as it was. */
  restore(submission: Submission): void;
  /** Hears of each post the server has taken. Answers the function that stops it. */
  onSent(listener: (submission: Submission, post: PostView) => void): () => void;
  stop(): void;
}

const pausesMs = [2_000, 5_000, 15_000, 30_000] as const;
const longestPauseMs = 60_000;

/** Our own faults are tried a few times; then the author hears of it. */
const patience = 5;

function pauseOf(error: AppError, attempt: number): number {
  const asked = Number(error.details.retryAfter ?? 0) * 1_000;
  const usual = pausesMs[Math.min(attempt, pausesMs.length - 1)] ?? longestPauseMs;
  return Math.min(Math.max(asked, usual), longestPauseMs);
}

function errorOf(code: string): AppError {
  return new AppError(isErrorCode(code) ? code : 'internal');
}

function entryOf(one: Submission): Entry {
  return {
    submission: one,
    state: one.refusedWith ? 'refused' : 'waiting',
    error: one.refusedWith ? errorOf(one.refusedWith) : null,
  };
}

class DeviceOutbox implements Outbox {
  readonly entries = signal<readonly Entry[]>([]);
  readonly #options: OutboxOptions;
  readonly #kept: Submissions;
  readonly #stopListening: () => void;
  readonly #busy = new Set<string>();
  readonly #attempts = new Map<string, number>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<(submission: Submission, post: PostView) => void>();
  #stopped = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#kept = options.submissions;
    this.#stopListening = options.others.listen((news) => this.#hear(news));
  }

  /** Takes up what the device has: from the last page, from other tabs, and without what they have sent. */
  async open(): Promise<void> {
    await this.#look();
    this.wake();
  }

  submit(written: Omit<Submission, 'writtenAt'>): void {
    const one = { ...written, writtenAt: Date.now() };
    this.#kept.keep(one);
    const state = this.#options.isOnline() ? 'sending' : 'waiting';
    this.entries.value = [...this.entries.value, { submission: one, state, error: null }];
    if (state === 'waiting') this.#options.askForSync();
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
    void this.#drop(key);
    return entry.submission;
  }

  restore(one: Submission): void {
    this.#kept.keep(one);
    this.entries.value = [...this.entries.value, entryOf(one)];
    if (!one.refusedWith) void this.#work(one.threadId);
  }

  onSent(listener: (submission: Submission, post: PostView) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): void {
    this.#stopped = true;
    this.#stopListening();
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

  async #drop(key: string): Promise<void> {
    this.#forget(key);
    await this.#kept.drop(key);
    this.#options.others.tell({});
  }

  #hear({ sent }: OutboxNews): void {
    const entry = sent && this.#find(sent.key);
    if (entry) this.#onSent(entry.submission, sent.post);
    void this.#look();
  }

  #onSent(one: Submission, post: PostView): void {
    this.#forget(one.key);
    for (const listener of this.#listeners) listener(one, post);
  }

  #forget(key: string): void {
    this.#attempts.delete(key);
    this.entries.value = this.entries.value.filter((entry) => entry.submission.key !== key);
  }

  async #look(): Promise<void> {
    const before = new Set(this.entries.value.map((entry) => entry.submission.key));
    const stored = await this.#kept.all();
    const now = new Map(this.entries.value.map((entry) => [entry.submission.key, entry]));
    const asked = new Set(stored.map((one) => one.key));
    // Taken out here while the device was being asked: it is not taken up again.
    const there = stored.filter((one) => now.has(one.key) || !before.has(one.key));
    const fresh = there.map((one) => {
      const entry = now.get(one.key);
      return entry && entry.submission.refusedWith === one.refusedWith ? entry : entryOf(one);
    });
    // Written while the device was being asked.
    const newer = [...now.values()].filter(
      ({ submission: { key } }) => !asked.has(key) && !before.has(key),
    );
    this.entries.value = [...fresh, ...newer];
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
      const post = await this.#options.alone(() => this.#sendIfThere(one));
      if (post) this.#onSent(one, post);
      else this.#forget(one.key);
      return true;
    } catch (thrown) {
      const error =
        thrown instanceof AppError ? thrown : new AppError('internal', {}, { cause: thrown });
      return this.#find(one.key) ? this.#onFailure(one, error) : true;
    }
  }

  /** Null when somebody else on this device has sent it, or its author took it back there. */
  async #sendIfThere(one: Submission): Promise<PostView | null> {
    if (!(await this.#kept.has(one.key))) return null;
    const post = await this.#options.send(one);
    await this.#kept.drop(one.key);
    this.#options.others.tell({ sent: { key: one.key, post } });
    return post;
  }

  #onFailure(one: Submission, error: AppError): boolean {
    const attempt = this.#attempts.get(one.key) ?? 0;
    this.#attempts.set(one.key, attempt + 1);
    if (!passingCodes.has(error.code) || (error.code === 'internal' && attempt >= patience)) {
      const refused = { ...one, refusedWith: error.code };
      this.#kept.keep(refused);
      this.#change(one.key, { submission: refused, state: 'refused', error });
      this.#options.others.tell({});
      return true;
    }
    this.#change(one.key, { state: 'waiting', error });
    if (error.code === 'unavailable') this.#options.askForSync();
    clearTimeout(this.#timers.get(one.threadId));
    const again = setTimeout(() => void this.#work(one.threadId), pauseOf(error, attempt));
    this.#timers.set(one.threadId, again);
    return false;
  }
}

/** Takes up what was left on the device and goes on sending it. */
export function createOutbox(options: OutboxOptions): Outbox {
  const outbox = new DeviceOutbox(options);
  void outbox.open();
  return outbox;
}
