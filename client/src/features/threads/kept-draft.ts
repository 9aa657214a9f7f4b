import { newKey } from '../../net/http.ts';
import type { Drafts } from '../../state/drafts.ts';

/**
 * The draft of one place, as one tab writes it. Another tab may write at the
 * same place: neither takes the other's text off the device.
 */
export class KeptDraft {
  readonly #drafts: Drafts;
  readonly #place: string;
  #text: string;
  #key: string;
  /** What this tab wrote last, to tell its own text from another tab's. */
  #written: string;
  /** The device has what was written last; where it keeps nothing, nothing can be missed. */
  #isThere: boolean;

  /** Starts from what the device has; with `start` where it has nothing. */
  constructor(drafts: Drafts, place: string, start = '') {
    this.#drafts = drafts;
    this.#place = place;
    const kept = drafts.read(place) ?? this.#takeAside();
    this.#text = kept?.text ?? start;
    this.#key = kept?.key ?? newKey();
    this.#written = this.#text;
    this.#isThere = kept !== null;
  }

  get text(): string {
    return this.#text;
  }

  /** The Idempotency-Key of the submission this text will be. */
  get key(): string {
    this.#renewIfSent();
    return this.#key;
  }

  /** Not on the device before `keep`. */
  change(text: string): void {
    this.#text = text;
  }

  keep(): void {
    if (this.#written === this.#text) return;
    this.#renewIfSent();
    this.#putAside();
    this.#written = this.#text;
    if (this.#text !== '') this.#write();
    else this.#remove();
  }

  /** Goes on at what the person wrote elsewhere, as the same submission. */
  adopt(text: string, key: string): void {
    this.#text = text;
    this.keep();
    this.#key = key;
    if (text !== '') this.#write();
  }

  /** What is sent from now on is another submission. */
  renew(): void {
    this.#key = newKey();
    if (this.#text !== '') this.#write();
  }

  /** Sent or thrown away: the device forgets this text, and no other. */
  clear(): void {
    const kept = this.#drafts.read(this.#place);
    if (kept && (kept.text === this.#written || kept.text === this.#text))
      this.#drafts.remove(this.#place);
    this.#text = '';
    this.#written = '';
    this.#isThere = false;
    this.#key = newKey();
  }

  /** Another tab has sent or thrown away what stood here: what this one has is another submission. */
  #renewIfSent(): void {
    if (!this.#isThere || this.#drafts.read(this.#place)) return;
    this.#isThere = false;
    this.#key = newKey();
  }

  #write(): void {
    this.#drafts.write(this.#place, { text: this.#text, key: this.#key, changedAt: Date.now() });
    this.#isThere = this.#drafts.read(this.#place) !== null;
  }

  #remove(): void {
    this.#drafts.remove(this.#place);
    this.#isThere = false;
  }

  get #asidePlace(): string {
    return `${this.#place}#other`;
  }

  /** Another tab's text stands at the place: it is kept beside, for whoever comes next. */
  #putAside(): void {
    const kept = this.#drafts.read(this.#place);
    if (!kept || kept.text === this.#written || kept.text === this.#text) return;
    this.#drafts.write(this.#asidePlace, kept);
  }

  #takeAside(): ReturnType<Drafts['read']> {
    const aside = this.#drafts.read(this.#asidePlace);
    if (!aside) return null;
    this.#drafts.remove(this.#asidePlace);
    this.#drafts.write(this.#place, aside);
    return aside;
  }
}
