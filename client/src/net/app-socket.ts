import {
  type AppEventMap,
  type AppEventName,
  type AppRequestMap,
  appEvents,
} from '@jembatan/shared/app.protocol';
import { AppError, isErrorCode } from '@jembatan/shared/errors';
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Socket } from 'socket.io-client';
import { watchSleep } from './watch-sleep.ts';

/** How this tab is connected. `limited`: connected, but news of other servers is held up. */
export type ConnectionState = 'idle' | 'online' | 'offline' | 'catching-up' | 'limited';

type RequestName = keyof AppRequestMap;
type Input<N extends RequestName> = Parameters<AppRequestMap[N]>[0];
type Output<N extends RequestName> = Extract<
  Parameters<Parameters<AppRequestMap[N]>[1]>[0],
  { ok: true }
>['data'];
type Payload<E extends AppEventName> = Parameters<AppEventMap[E]>[0];
type Listener = (payload: never) => void;
export type Subscribed = Output<'subscribe'>;

const answerWithinMs = 10_000;
const payloads = new Map<string, (typeof appEvents)[number]['payload']>(
  appEvents.map((spec) => [spec.name, spec.payload]),
);

/** A place whose news somebody on this page wants. */
interface Place {
  readonly listeners: Set<(answer: Subscribed) => void>;
  holders: number;
}

/** The one Socket.IO connection of this tab. */
export class AppSocket {
  readonly #state = signal<ConnectionState>('idle');
  readonly #token: () => Promise<string | null>;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #places = new Map<string, Place>();
  readonly #gapListeners = new Set<() => void>();
  #socket: Socket | null = null;
  #wanted = false;
  #limited = false;

  /** `token` is asked at every attempt to connect. */
  constructor(token: () => Promise<string | null>) {
    this.#token = token;
    this.on('resync', () => void this.catchUp());
    this.on('live', ({ state }) => {
      this.#limited = state === 'limited';
      this.#settle();
    });
    watchSleep(() => void this.catchUp());
    addEventListener('online', () => this.#socket?.connect());
  }

  get state(): ReadonlySignal<ConnectionState> {
    return this.#state;
  }

  /** Opens the connection; again after a change of person. */
  open(): void {
    this.#wanted = true;
    this.#connect().catch(() => {
      // The connection's own code did not arrive: tried again with the next chance.
      this.#state.value = 'offline';
      addEventListener('online', () => this.#wanted && this.open(), { once: true });
    });
  }

  close(): void {
    this.#wanted = false;
    this.#socket?.disconnect();
    this.#socket = null;
    this.#state.value = 'idle';
  }

  /** Listens to one event, payload checked. Answers the function that stops it. */
  on<E extends AppEventName>(event: E, listener: (payload: Payload<E>) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set<Listener>();
    this.#listeners.set(event, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Asks and waits for the acknowledgement. Throws AppError; `unavailable` when there is no connection. */
  async request<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
    if (!this.#socket?.connected) throw new AppError('unavailable', { network: true });
    const reply = await this.#socket
      .timeout(answerWithinMs)
      .emitWithAck(name, input)
      .catch((cause: unknown) => {
        throw new AppError('unavailable', { network: true }, { cause });
      });
    if (reply.ok) return reply.data;
    const code: unknown = reply.error?.code;
    throw new AppError(isErrorCode(code) ? code : 'internal', reply.error?.details);
  }

  /**
   * Asks for the news of a place (`thread:<id>`, `community:<id>`, `session:<id>`).
   * `onSubscribed` is called each time the place is subscribed (again); whatever
   * happened before may have been missed, so ask `since` then. Places are counted:
   * two subscribers are one subscription. Answers the function that gives it up.
   */
  subscribe(topic: string, onSubscribed?: (answer: Subscribed) => void): () => void {
    const place = this.#places.get(topic) ?? { listeners: new Set(), holders: 0 };
    this.#places.set(topic, place);
    place.holders += 1;
    if (onSubscribed) place.listeners.add(onSubscribed);
    if (place.holders === 1 || onSubscribed) void this.#subscribeNow(topic);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      if (onSubscribed) place.listeners.delete(onSubscribed);
      this.#letGo(topic, place);
    };
  }

  /** Called when news may have been missed: reconnect, `resync`, waking from sleep. */
  onGap(listener: () => void): () => void {
    this.#gapListeners.add(listener);
    return () => this.#gapListeners.delete(listener);
  }

  #letGo(topic: string, place: Place): void {
    place.holders -= 1;
    if (place.holders > 0) return;
    this.#places.delete(topic);
    // Without connection there is nothing to give up.
    this.request('unsubscribe', { topic }).catch(() => undefined);
  }

  async #subscribeNow(topic: string): Promise<void> {
    const answer = await this.request('subscribe', { topic }).catch(() => null);
    if (!answer) return;
    for (const listener of this.#places.get(topic)?.listeners ?? []) listener(answer);
  }

  /** News may have been missed: asks for every place again, and tells those who wait for gaps. */
  async catchUp(): Promise<void> {
    if (!this.#socket?.connected) return;
    this.#state.value = 'catching-up';
    await Promise.all([...this.#places.keys()].map((topic) => this.#subscribeNow(topic)));
    for (const listener of this.#gapListeners) listener();
    this.#settle();
  }

  #settle(): void {
    if (this.#socket?.connected) this.#state.value = this.#limited ? 'limited' : 'online';
    else this.#state.value = this.#wanted ? 'offline' : 'idle';
  }

  #deliver(name: string, raw: unknown): void {
    const result = payloads.get(name)?.safeParse(raw);
    // A newer server may send more than this page knows; that is no harm.
    if (!result?.success) return;
    for (const listener of this.#listeners.get(name) ?? []) listener(result.data as never);
  }

  async #connect(): Promise<void> {
    const { connectTo } = await import('./socket-io.ts');
    if (!this.#wanted || this.#socket) return;
    const socket = connectTo(this.#token);
    this.#socket = socket;
    const isMine = () => this.#socket === socket;
    socket.on('connect', () => isMine() && void this.catchUp());
    socket.on('connect_error', () => isMine() && this.#onLoss(socket, 5_000));
    socket.on('disconnect', () => isMine() && this.#onLoss(socket, 1_000));
    socket.onAny((name: string, payload: unknown) => isMine() && this.#deliver(name, payload));
    socket.connect();
  }

  /** Socket.IO goes on by itself after a lost line, but not after the other side closed it. */
  #onLoss(socket: Socket, againAfterMs: number): void {
    this.#settle();
    if (socket.active) return;
    setTimeout(() => this.#wanted && this.#socket === socket && socket.connect(), againAfterMs);
  }
}
