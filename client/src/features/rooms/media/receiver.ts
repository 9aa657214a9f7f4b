import type { ConsumerView, ProducerView } from '@jembatan/shared/rooms.view';
import type { SfuEventMap } from '@jembatan/shared/sfu.protocol';
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Ask } from './ask.ts';
import { type Look, type Preference, preferenceFor, type ViewRules } from './layers.ts';
import type { Incoming, RoomMedia } from './room-media.ts';
import { settler } from './settle.ts';

type ConsumerNews = Parameters<SfuEventMap['consumer:changed']>[0];

/** One received source as a tile needs it. */
export interface Reception {
  readonly track: MediaStreamTrack;
  /** 0 (nothing arrives) to 10. */
  readonly score: number;
  /** Paused from this side. */
  readonly paused: boolean;
}

export interface Receiver {
  /** By producer id. */
  readonly receptions: ReadonlySignal<ReadonlyMap<string, Reception>>;
  /** Consumers that came with a join. A new media session forgets those of before. */
  adopt(consumers: readonly ConsumerView[], options: { resumed: boolean }): void;
  /** Makes consumers fit the producers there are and the way they are looked at. */
  sync(): Promise<void>;
  /** How a tile shows a producer now. */
  look(producerId: string, look: Look): void;
  onChanged(news: ConsumerNews): void;
  onClosed(consumerId: string): void;
  /** Of the consumers that came with a join, those to let flow at once. */
  firstConsumers(): string[];
  close(): void;
}

export interface ReceiverOptions {
  readonly ask: Ask;
  readonly media: () => RoomMedia | null;
  /** Everything others send now. */
  readonly producers: () => readonly ProducerView[];
  readonly rules: () => ViewRules;
}

interface Entry {
  readonly view: ConsumerView;
  incoming: Incoming | null;
  paused: boolean;
  preferred: string;
  score: number;
}

/** Tiles that will surely be seen before anyone has measured them. */
const seenAtFirst = 9;
const unmeasured = 480;

class Reconciler {
  readonly receptions = signal<ReadonlyMap<string, Reception>>(new Map());
  readonly settle = settler(() => this.#step());
  readonly entries = new Map<string, Entry>();
  readonly looks = new Map<string, Look>();
  readonly #failed = new Set<string>();
  readonly #options: ReceiverOptions;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  adopt(consumers: readonly ConsumerView[], resumed: boolean): void {
    this.#failed.clear();
    const kept = new Set(resumed ? consumers.map((consumer) => consumer.consumerId) : []);
    for (const [producerId, entry] of this.entries) {
      if (kept.has(entry.view.consumerId)) entry.preferred = '';
      else this.#drop(producerId);
    }
    for (const view of consumers) this.#add(view);
    this.#publish();
  }

  end(consumerId: string): void {
    for (const [producerId, entry] of this.entries) {
      if (entry.view.consumerId === consumerId) this.#drop(producerId);
    }
    this.#publish();
  }

  note(news: ConsumerNews): void {
    const entry = [...this.entries.values()].find(
      ({ view }) => view.consumerId === news.consumerId,
    );
    if (!entry) return;
    entry.paused = news.paused;
    entry.score = news.score;
    this.#publish();
  }

  preference(entry: Entry): Preference {
    const { producerId, source } = entry.view;
    return preferenceFor(source, this.#lookAt(producerId), this.#options.rules());
  }

  #lookAt(producerId: string): Look {
    const known = this.looks.get(producerId);
    if (known) return known;
    const place = [...this.entries.keys()].indexOf(producerId);
    return { visible: place < seenAtFirst && !document.hidden, widthPx: unmeasured };
  }

  #add(view: ConsumerView): void {
    const entry = this.entries.get(view.producerId);
    if (entry) entry.paused = view.paused;
    else
      this.entries.set(view.producerId, {
        view,
        incoming: null,
        paused: view.paused,
        preferred: '',
        score: 10,
      });
  }

  /** The producer is over; nobody looks at it any more. */
  #end(producerId: string): void {
    this.#drop(producerId);
    this.looks.delete(producerId);
  }

  #drop(producerId: string): void {
    this.entries.get(producerId)?.incoming?.close();
    this.entries.delete(producerId);
  }

  #publish(): void {
    const shown = new Map<string, Reception>();
    for (const [producerId, { incoming, score, paused }] of this.entries) {
      if (incoming) shown.set(producerId, { track: incoming.track, score, paused });
    }
    this.receptions.value = shown;
  }

  async #step(): Promise<void> {
    const media = this.#options.media();
    if (!media) return;
    const wanted = new Set(this.#options.producers().map((producer) => producer.id));
    for (const producerId of this.entries.keys())
      if (!wanted.has(producerId)) this.#end(producerId);
    await this.#consume([...wanted].filter((id) => !this.entries.has(id) && !this.#failed.has(id)));
    await this.#receive(media);
    this.#publish();
    await this.#bringInStep();
  }

  async #consume(producerIds: string[]): Promise<void> {
    if (producerIds.length === 0) return;
    const { consumers, failed } = await this.#options.ask('consume', { producerIds });
    for (const view of consumers) this.#add(view);
    // Not asked again until the next join: mostly they ended meanwhile.
    for (const { producerId } of failed) this.#failed.add(producerId);
  }

  async #receive(media: RoomMedia): Promise<void> {
    const missing = [...this.entries].filter(([, entry]) => !entry.incoming);
    await Promise.all(
      missing.map(async ([producerId, entry]) => {
        const incoming = await media.receive(entry.view);
        // It may have ended while the browser made its end.
        if (this.entries.get(producerId) === entry) entry.incoming = incoming;
        else incoming.close();
      }),
    );
  }

  async #bringInStep(): Promise<void> {
    const entries = [...this.entries.values()].map((entry) => ({
      entry,
      wish: this.preference(entry),
    }));
    const turned = (paused: boolean) =>
      entries.filter(({ entry, wish }) => wish.paused === paused && entry.paused !== paused);
    await this.#flow(
      turned(true).map(({ entry }) => entry),
      true,
    );
    await this.#prefer(
      entries.filter(({ entry, wish }) => entry.view.kind === 'video' && !wish.paused),
    );
    await this.#flow(
      turned(false).map(({ entry }) => entry),
      false,
    );
  }

  async #flow(entries: Entry[], paused: boolean): Promise<void> {
    if (entries.length === 0) return;
    const consumerIds = entries.map((entry) => entry.view.consumerId);
    await this.#options.ask(paused ? 'consumer:pause' : 'consumer:resume', { consumerIds });
    for (const entry of entries) entry.paused = paused;
    this.#publish();
  }

  async #prefer(entries: { entry: Entry; wish: Preference }[]): Promise<void> {
    const changed = entries.filter(({ entry, wish }) => entry.preferred !== JSON.stringify(wish));
    await Promise.all(
      changed.map(async ({ entry, wish: { spatialLayer, temporalLayer, priority, ...rest } }) => {
        entry.preferred = JSON.stringify({ ...rest, spatialLayer, temporalLayer, priority });
        await this.#options.ask('consumer:prefer', {
          consumerId: entry.view.consumerId,
          spatialLayer,
          temporalLayer,
          priority,
        });
      }),
    );
  }
}

/** Keeps what is received equal to what others send, and its size to what is looked at. */
export function createReceiver(options: ReceiverOptions): Receiver {
  const reception = new Reconciler(options);
  const syncQuietly = () => {
    // A dead link is no news here: everything is compared again at the next join.
    reception.settle().catch(() => undefined);
  };
  return {
    receptions: reception.receptions,
    adopt: (consumers, { resumed }) => reception.adopt(consumers, resumed),
    sync: () => reception.settle(),
    look: (producerId, look) => {
      reception.looks.set(producerId, look);
      if (reception.entries.has(producerId)) syncQuietly();
    },
    onChanged: (news) => reception.note(news),
    onClosed: (consumerId) => {
      reception.end(consumerId);
      syncQuietly();
    },
    firstConsumers: () => {
      const flowing = [...reception.entries.values()].filter(
        (entry) => !reception.preference(entry).paused,
      );
      for (const entry of flowing) entry.paused = false;
      return flowing.map((entry) => entry.view.consumerId);
    },
    close: () => reception.adopt([], false),
  };
}
