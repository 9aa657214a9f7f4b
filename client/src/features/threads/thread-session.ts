import type { AppError } from '@jembatan/shared/errors';
import type { PersonId, ThreadId } from '@jembatan/shared/ids';
import type { PostsPage, PostView, ThreadView } from '@jembatan/shared/threads.view';
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { AppSocket } from '../../net/app-socket.ts';
import { appErrorOf } from '../../net/problem.ts';
import { type Range, rangeAround } from './ranges.ts';
import type { ThreadsApi } from './threads.api.ts';
import {
  applyAnswer,
  applyCatchUp,
  applyThreadEvent,
  forgetOutside,
  hasTail,
  mergePage,
  startThread,
  type ThreadEvent,
  type ThreadState,
} from './threads.store.ts';

interface Deps {
  readonly id: ThreadId;
  readonly api: ThreadsApi;
  readonly socket: Pick<AppSocket, 'on' | 'subscribe'>;
  /** Null for visitors, who get no news. */
  readonly self: PersonId | null;
}

/** Where a thread opens. */
export type Target = { readonly number: number } | { readonly at: string } | 'unread' | 'last';

/** Posts shown before the first unread one, so that it has its context. */
const contextPosts = 2;
/** News that is early gets this long before the server is asked. */
const patienceMs = 400;
/** After a failure the server is asked again this much later. */
const againMs = 4_000;
/** More posts than this in the page make a cheap phone slow. */
const mostShown = 200;

/** One open thread: its state, kept in step with the server, and the run of posts that is shown. */
export class ThreadSession {
  readonly state = signal<ThreadState | null>(null);
  readonly error = signal<AppError | null>(null);
  readonly loading = signal<'back' | 'forward' | 'jump' | null>(null);
  /** The right to see it was lost while it was open. */
  readonly lost = signal(false);
  /** Posts beyond this number wait behind the pill. */
  readonly shownTo = signal(0);
  /** The number that was read up to when the thread was opened: where "new" begins. */
  readonly newFrom = signal<number | null>(null);
  /** Shown by what answers what. */
  readonly nested = signal(false);
  /** There, a post to bring into sight. */
  readonly wanted = signal<number | null>(null);
  readonly #anchor = signal(1);
  readonly #deps: Deps;
  readonly #early: ThreadEvent[] = [];
  readonly #stops: (() => void)[] = [];
  #subscribedSeq = 0;
  #asking = false;
  /** Something came up while the server was asked. */
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The shown run, cut where the pill begins. */
  readonly run: ReadonlySignal<Range | null> = computed(() => {
    const state = this.state.value;
    const run = state && rangeAround(state.ranges, this.#anchor.value);
    return (
      run && { first: run.first, last: Math.min(run.last, Math.max(this.shownTo.value, run.first)) }
    );
  });

  /** Posts that have come since and are not shown yet; only at the thread's end. */
  readonly behindPill: ReadonlySignal<readonly PostView[]> = computed(() => {
    const state = this.state.value;
    const run = this.run.value;
    const loaded = state && rangeAround(state.ranges, this.#anchor.value);
    if (!state || !run || !loaded) return [];
    const posts: PostView[] = [];
    for (let number = run.last + 1; number <= loaded.last; number += 1) {
      const post = state.posts.get(number);
      if (post && !post.closed) posts.push(post);
    }
    return posts;
  });

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Loads the page around the target and listens to news from then on. */
  async open(target: Target): Promise<void> {
    if (this.#stops.length === 0) this.#listen(target);
    this.error.value = null;
    try {
      const { thread, page } = await this.#first(target);
      this.newFrom.value = thread.read && thread.read.unread > 0 ? thread.read.number + 1 : null;
      this.#begin(thread, page);
    } catch (error) {
      this.error.value = appErrorOf(error);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** `onArrival` is called just before the posts are added, to hold what is read in its place. */
  async loadBack(onArrival?: () => void): Promise<void> {
    const run = this.run.value;
    if (!run || run.first <= 1) return;
    await this.#load('back', async () => {
      const page = await this.#deps.api.from(this.#deps.id, run.first - 1, 'back');
      onArrival?.();
      return page;
    });
    this.#trim('end');
  }

  /** `onTrim` is called just before posts above are let go of. */
  async loadForward(onTrim?: () => void): Promise<void> {
    const run = this.run.value;
    if (!run || !this.hasMore()) return;
    const page = await this.#load('forward', () =>
      this.#deps.api.from(this.#deps.id, run.last + 1),
    );
    if (page) this.#showRun(run.last);
    onTrim?.();
    this.#trim('start');
  }

  /** Whether there are posts behind the loaded run that a page has to be asked for. */
  hasMore(): boolean {
    const state = this.state.value;
    const loaded = state && rangeAround(state.ranges, this.#anchor.value);
    // Behind a first post that has to be answered there is nothing to see yet.
    if (!state || state.thread.terms?.answerFirst) return false;
    return Boolean(loaded && loaded.last < state.thread.lastNumber);
  }

  /** Shows another part of the thread; what lies between is not loaded. */
  async jump(target: Exclude<Target, 'unread'>): Promise<number | null> {
    const state = this.state.value;
    if (!state) return null;
    if (typeof target === 'object' && 'number' in target && this.isShown(target.number))
      return target.number;
    const page = await this.#load('jump', () => this.#pageFor(target));
    if (!page) return null;
    const number = this.#numberIn(page, target);
    this.#anchor.value = number;
    this.#showRun(number);
    return number;
  }

  /** Shows what waits behind the pill. Answers the first number of it. */
  reveal(): number | null {
    const first = this.behindPill.value[0]?.number ?? null;
    const last = this.behindPill.value.at(-1)?.number;
    if (last) this.shownTo.value = last;
    return first;
  }

  /** Takes in the answer of an own command; an own new post is shown at once. */
  accept(post: PostView): void {
    this.#update((state) => applyAnswer(state, post, this.#deps.self));
    const state = this.state.value;
    if (state && post.author.id === this.#deps.self && this.#isLoaded(post.number)) {
      this.shownTo.value = Math.max(this.shownTo.value, post.number);
    }
    if (state?.thread.terms?.answerFirst) void this.#catchUp();
  }

  /** Takes in the thread as the server answered an own change of it. */
  acceptThread(thread: ThreadView): void {
    this.#update((state) =>
      thread.lastSeq < state.lastSeq
        ? state
        : { ...state, thread: { ...thread, lastSeq: state.lastSeq } },
    );
    if (thread.lastSeq > (this.state.value?.lastSeq ?? 0)) void this.#catchUp();
  }

  moveRead(number: number, unread: number): void {
    this.#apply({ name: 'thread:read', payload: { threadId: this.#deps.id, number, unread } });
  }

  /** Asks for the thread and its changes anew: what the reader may do can have become other. */
  refresh(): Promise<void> {
    return this.#catchUp();
  }

  /** The whole run around a number is shown: what was loaded before, and what was asked for now. */
  #showRun(number: number): void {
    const loaded = rangeAround(this.state.value?.ranges ?? [], number);
    this.shownTo.value = loaded?.last ?? number;
  }

  #isLoaded(number: number): boolean {
    const state = this.state.value;
    return Boolean(
      state && rangeAround(state.ranges, this.#anchor.value) === rangeAround(state.ranges, number),
    );
  }

  /** Whether a post stands on the page now. */
  isShown(number: number): boolean {
    const run = this.run.value;
    return Boolean(run && run.first <= number && number <= run.last);
  }

  async #first(target: Target): Promise<{ thread: ThreadView; page: PostsPage }> {
    const { api, id } = this.#deps;
    if (target !== 'unread') {
      const page = await this.#pageFor(target);
      return { page, thread: page.thread ?? (await api.thread(id)) };
    }
    // Most threads fit into their first page; only the others are asked twice.
    const page = await api.from(id, 1);
    const thread = page.thread ?? (await api.thread(id));
    const from = thread.read ? thread.read.number + 1 : 1;
    const fits = (page.items.at(-1)?.number ?? 0) >= Math.min(from, thread.lastNumber);
    if (fits) return { page, thread };
    const far =
      from > thread.lastNumber
        ? await api.last(id)
        : await api.from(id, Math.max(1, from - contextPosts));
    return { page: far, thread: far.thread ?? thread };
  }

  #pageFor(target: Exclude<Target, 'unread'>): Promise<PostsPage> {
    const { api, id } = this.#deps;
    if (target === 'last') return api.last(id);
    if ('at' in target) return api.at(id, target.at);
    return api.from(id, Math.max(1, target.number - contextPosts));
  }

  #numberIn(page: PostsPage, target: Exclude<Target, 'unread'>): number {
    const first = page.items[0]?.number ?? 1;
    const last = page.items.at(-1)?.number ?? 1;
    if (target === 'last') return last;
    if ('at' in target) return first;
    return Math.min(Math.max(target.number, first), last);
  }

  #begin(thread: ThreadView, page: PostsPage): void {
    let state = startThread(thread, page);
    for (const event of this.#early.splice(0))
      state = applyThreadEvent(state, event, this.#deps.self);
    this.#anchor.value = page.items[0]?.number ?? 1;
    this.shownTo.value = page.items.at(-1)?.number ?? 0;
    this.state.value = state;
    this.#settle();
    if (this.#subscribedSeq > state.lastSeq) void this.#catchUp();
  }

  async #load(
    kind: 'back' | 'forward' | 'jump',
    ask: () => Promise<PostsPage>,
  ): Promise<PostsPage | null> {
    if (this.loading.value) return null;
    this.loading.value = kind;
    this.error.value = null;
    try {
      const page = await ask();
      this.#update((state) => mergePage(state, page));
      return page;
    } catch (error) {
      this.error.value = appErrorOf(error);
      return null;
    } finally {
      this.loading.value = null;
    }
  }

  /** Lets go of the far end of a run that has grown long. */
  #trim(end: 'start' | 'end'): void {
    const run = this.run.value;
    if (!run || run.last - run.first < mostShown) return;
    const kept =
      end === 'start'
        ? { first: run.last - mostShown + 1, last: Number.POSITIVE_INFINITY }
        : { first: 1, last: run.first + mostShown - 1 };
    this.#anchor.value = end === 'start' ? run.last : run.first;
    if (end === 'end') this.shownTo.value = Math.min(this.shownTo.value, kept.last);
    this.#update((state) => forgetOutside(state, kept));
  }

  #update(change: (state: ThreadState) => ThreadState): void {
    const state = this.state.value;
    if (!state) return;
    this.state.value = change(state);
    this.#settle();
  }

  #apply(event: ThreadEvent): void {
    if (event.payload.threadId !== this.#deps.id) return;
    if (this.state.value) this.#update((state) => applyThreadEvent(state, event, this.#deps.self));
    else this.#early.push(event);
  }

  /** When something cannot be known from news alone, the server is asked, a moment later. */
  #settle(): void {
    const state = this.state.value;
    if (!state || (state.askFrom === null && state.waiting.length === 0)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#catchUp(), patienceMs);
  }

  async #catchUp(): Promise<void> {
    const before = this.state.value;
    this.#again = this.#asking;
    if (!before || this.#asking) return;
    this.#asking = true;
    try {
      // What opens has no newer seq.
      const isClosed = [...before.posts.values()].some((post) => post.closed);
      const from = isClosed ? 0 : (before.askFrom ?? before.lastSeq);
      const changes = await this.#deps.api.since(this.#deps.id, from);
      if (changes) this.#update((state) => applyCatchUp(state, changes, this.#deps.self));
      else await this.#restart();
    } catch (error) {
      const known = appErrorOf(error);
      if (known.code === 'not-found') this.lost.value = true;
      else this.#timer = setTimeout(() => void this.#catchUp(), againMs);
    } finally {
      this.#asking = false;
      if (this.#again) void this.#catchUp();
    }
  }

  /** So much has changed that what is loaded is loaded anew, at the same place. */
  async #restart(): Promise<void> {
    const number = this.run.value?.first ?? 1;
    const { thread, page } = await this.#first({ number: number + contextPosts });
    this.#begin(thread, page);
  }

  #listen(target: Target): void {
    const { socket, id, self } = this.#deps;
    if (!self) return;
    for (const name of ['post:created', 'post:edited', 'post:deleted'] as const) {
      this.#stops.push(socket.on(name, (payload) => this.#apply({ name, payload })));
    }
    this.#stops.push(
      socket.on('thread:changed', (payload) => this.#apply({ name: 'thread:changed', payload })),
      socket.on('thread:read', (payload) => this.#apply({ name: 'thread:read', payload })),
      socket.on('topic:lost', ({ topic }) => {
        if (topic === `thread:${id}`) this.lost.value = true;
      }),
      socket.on('topic:changed', ({ topic }) => {
        if (topic === `thread:${id}`) void this.#catchUp();
      }),
      socket.subscribe(`thread:${id}`, ({ lastSeq = 0 }) => {
        this.#subscribedSeq = Math.max(this.#subscribedSeq, lastSeq);
        // Read positions have no seq: after any gap the thread is asked for, changed or not.
        void this.#catchUp();
        // It could not be opened; now that the connection stands, it may.
        if (this.error.value && !this.state.value) void this.open(target);
      }),
    );
  }
}

/** Whether the shown run reaches the thread's end. */
export function isAtEnd(session: ThreadSession): boolean {
  const state = session.state.value;
  return Boolean(state && hasTail(state) && !session.hasMore());
}
