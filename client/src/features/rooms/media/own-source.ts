import { AppError } from '@jembatan/shared/errors';
import type { ProducerClosedReason, ProducerView, Source } from '@jembatan/shared/rooms.view';
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Ask } from './ask.ts';
import { CaptureError, type CaptureProblem } from './capture.ts';
import type { Outgoing, RoomMedia } from './room-media.ts';
import { settler } from './settle.ts';

/** One of the own sources, as its button shows it. */
export interface OwnSourceState {
  /** What the person wants. Kept over drops: it is sent as a state, never as a toggle. */
  readonly wanted: boolean;
  /** The device's picture or sound; null while it is not open. */
  readonly track: MediaStreamTrack | null;
  readonly problem: CaptureProblem | null;
}

export interface OwnSource {
  readonly state: ReadonlySignal<OwnSourceState>;
  want(on: boolean): Promise<void>;
  /** Opens the device anew (another one was chosen) and goes on sending. */
  recapture(): Promise<void>;
  /** Brings device and room to what is wanted. */
  sync(): Promise<void>;
  /** After a join: the room's own list says that it has this producer of the source, or none. */
  adopt(producer: ProducerView | undefined): Promise<void>;
  /** News about a producer of this source. */
  onProducer(producer: ProducerView): void;
  onClosed(producerId: string, reason: ProducerClosedReason): void;
  /** All that was sent is gone with its transport; the wish stays. */
  forget(): void;
  limitSize(layer: number): void;
  close(): void;
}

export interface OwnSourceOptions {
  readonly source: Source;
  readonly capture: () => Promise<MediaStreamTrack>;
  /** The microphone stays open while muted, so that unmuting is instant; a camera's light goes out. */
  readonly whenOff: 'keep-open' | 'stop-device' | 'stop-sending';
  readonly ask: Ask;
  /** Null while outside the room. */
  readonly media: () => RoomMedia | null;
  /** True while a moderator holds it off, or it is given up for now. */
  readonly isHeld: () => boolean;
}

const nothing: OwnSourceState = { wanted: false, track: null, problem: null };

class SourceKeeper {
  readonly state = signal<OwnSourceState>(nothing);
  readonly settle = settler(() => this.#step());
  readonly #options: OwnSourceOptions;
  #outgoing: Outgoing | null = null;
  #paused: boolean | undefined;
  #capturing: Promise<void> | null = null;
  #size = 2;

  constructor(options: OwnSourceOptions) {
    this.#options = options;
  }

  /** Wanted, and nothing holds it off. */
  get isOn(): boolean {
    return this.state.value.wanted && !this.#options.isHeld();
  }

  set(change: Partial<OwnSourceState>): void {
    this.state.value = { ...this.state.value, ...change };
  }

  /** The room's list is the truth: what it does not have is sent anew, what it has is brought in step. */
  adopt(producer: ProducerView | undefined): void {
    if (!this.#outgoing) return;
    if (this.#outgoing.producerId === producer?.id) {
      this.#paused = producer.paused;
      return;
    }
    this.#outgoing.close();
    this.forget();
  }

  know(producer: ProducerView): void {
    if (producer.id !== this.#outgoing?.producerId) return;
    this.#paused = producer.paused;
    if (producer.mutedBy === 'moderator') this.set({ wanted: false });
  }

  end(producerId: string, reason: ProducerClosedReason): void {
    if (producerId !== this.#outgoing?.producerId) return;
    this.#outgoing.close();
    this.forget();
    if (reason === 'stopped-by-moderator') this.set({ wanted: false });
  }

  forget(): void {
    this.#outgoing = null;
    this.#paused = undefined;
  }

  limit(layer: number): void {
    this.#size = layer;
    this.#outgoing?.limitSize(layer).catch(() => undefined);
  }

  stopDevice(): void {
    const { track } = this.state.value;
    if (!track) return;
    track.onended = null;
    track.stop();
    this.set({ track: null });
  }

  close(): void {
    this.stopDevice();
    this.#outgoing?.close();
    this.forget();
    this.state.value = nothing;
  }

  /** Opens the device. Started from the click itself, as browsers ask for screens. */
  open(): Promise<void> {
    if (this.state.value.track) return Promise.resolve();
    this.#capturing ??= this.#capture().finally(() => {
      this.#capturing = null;
    });
    return this.#capturing;
  }

  async #capture(): Promise<void> {
    try {
      const track = await this.#options.capture();
      track.onended = () => this.#onEnded();
      this.set({ track, problem: null });
    } catch (error) {
      const was = this.state.value.problem;
      const problem = error instanceof CaptureError ? error.problem : 'not-possible';
      this.set({ wanted: false, track: null, problem: was === 'unplugged' ? was : problem });
    }
  }

  /** The device was unplugged, or the share was ended outside the page. */
  #onEnded(): void {
    const { wanted } = this.state.value;
    const isShare = this.#options.whenOff === 'stop-sending';
    this.set({
      track: null,
      wanted: wanted && !isShare,
      problem: isShare || !wanted ? null : 'unplugged',
    });
    this.settle().catch(() => undefined);
  }

  async #step(): Promise<void> {
    if (this.isOn) await this.open();
    const media = this.#options.media();
    if (this.isOn) await this.#turnOn(media);
    else await this.#turnOff(media);
  }

  async #turnOn(media: RoomMedia | null): Promise<void> {
    const { track } = this.state.value;
    if (!track) return;
    track.enabled = true;
    if (!media) return;
    if (this.#outgoing?.isClosed) this.forget();
    if (this.#outgoing) await this.#outgoing.replaceTrack(track);
    else await this.#start(media, track);
    if (this.#paused) await this.#tell(false);
  }

  async #start(media: RoomMedia, track: MediaStreamTrack): Promise<void> {
    this.#outgoing = await media.send(track, { source: this.#options.source, paused: false });
    this.#paused = this.#outgoing.startedPaused;
    if (this.#size < 2) await this.#outgoing.limitSize(this.#size);
  }

  async #turnOff(media: RoomMedia | null): Promise<void> {
    const { whenOff } = this.#options;
    const { track, problem } = this.state.value;
    if (track && whenOff === 'keep-open') track.enabled = false;
    // Without any device left the room is told so, in place of "muted".
    const isOver = whenOff === 'stop-sending' || (problem !== null && !track);
    if (media && this.#outgoing && isOver) {
      this.#outgoing.close();
      this.forget();
    } else if (media && this.#outgoing) {
      if (!this.#paused) await this.#tell(true);
      if (whenOff === 'stop-device') await this.#outgoing.replaceTrack(null);
    }
    if (whenOff !== 'keep-open') this.stopDevice();
  }

  async #tell(paused: boolean): Promise<void> {
    const producerId = this.#outgoing?.producerId;
    if (!producerId) return;
    try {
      await this.#options.ask(paused ? 'producer:pause' : 'producer:resume', { producerId });
      this.#paused = paused;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Held by a moderator meanwhile: that is the state now. A dead link is settled at the next join.
      if (error.code === 'forbidden') this.set({ wanted: false });
      else if (error.code === 'not-found') this.forget();
      else if (error.details.network !== true) throw error;
    }
  }
}

/** One own source: a wish, a device and a producer, kept in step whatever happens in between. */
export function createOwnSource(options: OwnSourceOptions): OwnSource {
  const own = new SourceKeeper(options);
  return {
    state: own.state,
    want: (on) => {
      own.set({ wanted: on, ...(on ? { problem: null } : {}) });
      if (own.isOn) void own.open();
      return own.settle();
    },
    recapture: async () => {
      if (!own.state.value.track) return;
      own.stopDevice();
      await own.settle();
    },
    sync: () => own.settle(),
    adopt: (producer) => {
      own.adopt(producer);
      return own.settle();
    },
    onProducer: (producer) => own.know(producer),
    onClosed: (producerId, reason) => {
      own.end(producerId, reason);
      own.settle().catch(() => undefined);
    },
    forget: () => own.forget(),
    limitSize: (layer) => own.limit(layer),
    close: () => own.close(),
  };
}
