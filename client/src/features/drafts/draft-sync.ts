import type { DraftPlace, DraftVersion, DraftView } from '@jembatan/shared/drafts.contract';
import { AppError } from '@jembatan/shared/errors';
import { type ReadonlySignal, signal } from '@preact/signals';
import {
  type Copies,
  type Copy,
  type Dropped,
  noWords,
  printOf,
  type Words,
} from './draft-words.ts';
import type { DraftDesk } from './drafts.api.ts';

/** The boxes a person types into, as they are at the moment of asking. */
export interface Boxes {
  words(): Words;
  /** The Idempotency-Key of the submission the words will be. */
  key(): string;
  /** Goes on at what was written elsewhere. */
  adopt(words: Words, key: string): void;
  renew(): void;
  /** What stood there was sent or thrown away elsewhere. */
  empty(): void;
}

export interface SyncOptions {
  readonly place: DraftPlace;
  readonly desk: DraftDesk;
  readonly copies: Copies;
  readonly boxes: Boxes;
  /** What a changed post says before it is changed, which is nobody's draft. */
  readonly from?: { readonly text: string; readonly revision: number } | undefined;
  /** Between the last key and the save, in milliseconds. */
  readonly pauseMs?: number;
}

type Told = Pick<SyncOptions, 'copies' | 'desk' | 'place'>;

/** Where the words are: on their way, with the hub, or only here as the hub has no room. */
export type SyncState = 'idle' | 'saved' | 'full';

/**
 * Keeps the words of one place in step with the hub. One thing is asked after the
 * other; whatever fails is asked again when there is news or a connection.
 */
export class DraftSync {
  readonly state = signal<SyncState>('idle');
  readonly #others = signal<readonly DraftVersion[]>([]);
  readonly #options: SyncOptions;
  #copy: Copy;
  /** Under which key the words stood when they were last looked at. */
  #key: string;
  #queue: Promise<void> = Promise.resolve();
  /** The key of the last save that was tried. */
  #tried: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#copy = options.copies.read(options.place) ?? this.#nothing;
    this.#key = options.boxes.key();
  }

  /** Written on another device at the same time. */
  get others(): ReadonlySignal<readonly DraftVersion[]> {
    return this.#others;
  }

  /** Words or key may be others than before. */
  looked(): void {
    clearTimeout(this.#timer);
    if (this.#letGoOfSent() || !this.#isDirty) return;
    this.state.value = 'idle';
    this.#timer = setTimeout(() => void this.#then(() => this.#save()), this.#pauseMs);
  }

  /** There may be something newer with the hub. */
  pull(): Promise<void> {
    return this.#then(() => this.#pull());
  }

  /** The page may be gone in a moment: what is not with the hub goes now. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#letGoOfSent() || !this.#isDirty) return this.#queue;
    return this.#then(() => this.#save(true));
  }

  /**
   * Takes one of the others into the boxes; what stands there becomes one of them.
   * Throws `unavailable` while that could lose it.
   */
  async take(version: DraftVersion): Promise<void> {
    const { boxes, desk, from } = this.#options;
    await this.flush();
    if (this.#isDirty && !this.#isUntouched) throw new AppError('unavailable', { network: true });
    const words = wordsOf(version);
    const typed = { ...words, key: version.key, base: version.version };
    // Written anew, it is the last one, and what stood here before is put beside it.
    const draft = await desk.save({ ...typed, baseRevision: from?.revision }, false);
    boxes.adopt(words, version.key);
    this.#key = boxes.key();
    this.#accept(draft, words);
  }

  drop(version: DraftVersion): Promise<void> {
    this.#others.value = this.#others.value.filter((one) => one.version !== version.version);
    return this.#drop({ version: version.version });
  }

  get #pauseMs(): number {
    return this.#options.pauseMs ?? 1_500;
  }

  get #nothing(): Copy {
    const { from } = this.#options;
    return { base: null, print: printOf({ ...noWords, text: from?.text ?? '' }) };
  }

  get #isDirty(): boolean {
    return printOf(this.#options.boxes.words()) !== this.#copy.print;
  }

  get #isUntouched(): boolean {
    return printOf(this.#options.boxes.words()) === this.#nothing.print;
  }

  #know(copy: Copy | null): void {
    this.#copy = copy ?? this.#nothing;
    this.#options.copies.write(this.#options.place, copy);
  }

  /** What fails is no harm: the words are on the device. */
  #then(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work).catch(() => undefined);
    return this.#queue;
  }

  /** Empty under another key than before: sent or thrown away, in these boxes. */
  #letGoOfSent(): boolean {
    const key = this.#options.boxes.key();
    if (key === this.#key) return false;
    const over = this.#key;
    this.#key = key;
    if (this.#options.boxes.words().text !== '') return false;
    const hadCopy = this.#copy.base !== null || this.#tried === over;
    this.#know(null);
    this.state.value = 'idle';
    if (hadCopy) void this.#drop({ key: over });
    return true;
  }

  async #save(last = false): Promise<void> {
    if (!this.#isDirty) return;
    const { boxes, desk, from } = this.#options;
    const words = boxes.words();
    const key = boxes.key();
    this.#tried = key;
    const typed = { ...words, key, base: this.#copy.base, baseRevision: from?.revision };
    try {
      const draft = await desk.save(typed, last);
      // Sent while this was on its way: the hub hears of that next.
      if (boxes.key() !== key) return;
      this.#accept(draft, words);
      this.#useKeyOf(draft, words);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await this.#onRefusal(error, key);
    }
  }

  /** A text that came from the same as another one is a submission of its own. */
  #useKeyOf(draft: DraftView | null, words: Words): void {
    const { boxes } = this.#options;
    if (!draft || printOf(draft) !== printOf(words) || draft.key === boxes.key()) return;
    boxes.adopt(boxes.words(), draft.key);
    this.#key = boxes.key();
  }

  /** Emptied by hand while the hub is away: it is told of that later. */
  #noteEmptied(): void {
    const { boxes, copies, place, from } = this.#options;
    const { base } = this.#copy;
    if (from || base === null || printOf(boxes.words()) !== printOf(noWords)) return;
    copies.drop(place, { version: base });
    this.#know(null);
  }

  async #onRefusal(error: AppError, key: string): Promise<void> {
    if (error.code === 'kept-full') this.state.value = 'full';
    if (error.code === 'unavailable') this.#noteEmptied();
    if (error.code !== 'already-sent' || this.#options.boxes.key() !== key) return;
    // Typed on after it was sent elsewhere: that is another text, and nothing of it is lost.
    this.#options.boxes.renew();
    this.#key = this.#options.boxes.key();
    this.#know(null);
    await this.#save();
  }

  /** The hub's answer to these words. */
  #accept(draft: DraftView | null, words: Words): void {
    const print = printOf(words);
    const isMine = draft !== null && printOf(draft) === print;
    this.#know(isMine ? { base: draft.version, print } : draft ? { base: null, print } : null);
    this.#others.value = draft ? (isMine ? draft.others : [draft, ...draft.others]) : [];
    this.state.value = isMine ? 'saved' : 'idle';
  }

  /** Noted before it is told: what was thrown away without a network does not come back. */
  #drop(one: Dropped): Promise<void> {
    this.#options.copies.drop(this.#options.place, one);
    return this.#then(() => tellDropped(this.#options));
  }

  async #pull(): Promise<void> {
    await tellDropped(this.#options);
    const draft = await this.#options.desk.get();
    if (!draft) return this.#onGone();
    if (draft.version === this.#copy.base) this.#others.value = draft.others;
    else if (this.#goesOn(draft)) this.#adopt(draft);
    else this.#offer(draft);
    if (this.#isDirty && !this.#isUntouched) await this.#save();
  }

  /** The hub has a later state of what stands here. */
  #goesOn(draft: DraftView): boolean {
    if (!this.#fits(draft)) return false;
    if (this.#isUntouched) return !this.#isOffered(draft);
    if (this.#isDirty) return false;
    const isBeside = draft.others.some(({ version }) => version === this.#copy.base);
    return isBeside || draft.key === this.#key;
  }

  #isOffered({ version }: DraftView): boolean {
    return this.#others.value.some((one) => one.version === version);
  }

  /** Another text; what stands here, unchanged, was sent or thrown away when the hub has it no more. */
  #offer(draft: DraftView): void {
    if (this.#copy.base !== null && !this.#isDirty) this.#empty();
    this.#others.value = [draft, ...draft.others];
  }

  #empty(): void {
    this.#options.boxes.empty();
    this.#key = this.#options.boxes.key();
    this.#know(null);
    this.state.value = 'idle';
  }

  /** Made from the revision of the post that is changed here. */
  #fits({ baseRevision }: DraftView): boolean {
    const { from } = this.#options;
    return !from || from.revision === baseRevision;
  }

  #adopt(draft: DraftView): void {
    const { boxes } = this.#options;
    boxes.adopt(wordsOf(draft), draft.key);
    this.#key = boxes.key();
    this.#know({ base: draft.version, print: printOf(draft) });
    this.#others.value = draft.others;
    this.state.value = 'saved';
  }

  /** Sent or thrown away elsewhere, or never there. */
  async #onGone(): Promise<void> {
    const { boxes } = this.#options;
    const wasThere = this.#copy.base !== null;
    this.#others.value = [];
    if (wasThere && !this.#isDirty) return this.#empty();
    if (wasThere) {
      boxes.renew();
      this.#key = boxes.key();
      this.#know(null);
    }
    if (!this.#isUntouched) await this.#save();
  }
}

/** Tells the hub what was thrown away here. Throws AppError, and then it is still to be told. */
export async function tellDropped({ copies, desk, place }: Told): Promise<void> {
  for (const one of copies.dropped(place)) {
    await ('key' in one ? desk.end(one.key) : desk.drop(one.version));
    copies.toldOf(place, one);
  }
}

export const wordsOf = ({ text, title, tags, poll }: Words): Words => ({ text, title, tags, poll });
