import {
  type AppEventMap,
  type AppEventName,
  type AppRequestMap,
  appEvents,
} from '@jembatan/shared/app.protocol';
import { AppError, isErrorCode } from '@jembatan/shared/errors';
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Socket } from 'socket.io-client';

/** How this tab is connected. `limited`: connected, but news of other servers is held up. */
export type ConnectionState = 'idle' | 'online' | 'offline' | 'catching-up' | 'limited';

type RequestName = keyof AppRequestMap;
type Input<N extends RequestName> = Parameters<AppRequestMap[N]>[0];
type Output<N extends RequestName> = Extract<
  Parameters<Parameters<AppRequestMap[N]>[1]>[0],
  { ok: true }
>['data'];
type Payload<E extends AppEventName> = Parameters<AppEventMap[E]>[0];
export type Subscribed = Output<'subscribe'>;

export interface AppSocket {
  readonly state: ReadonlySignal<ConnectionState>;
  /** Opens the connection; again after a change of person. */
  open(): void;
  close(): void;
  /** Listens to one event, payload checked. Answers the function that stops it. */
  on<E extends AppEventName>(event: E, listener: (payload: Payload<E>) => void): () => void;
  /** Asks and waits for the acknowledgement. Throws AppError; `unavailable` when there is no connection. */
  request<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>>;
  /**
   * Asks for the news of a place (`thread:<id>`, `community:<id>`, `session:<id>`).
   * `onSubscribed` is called each time the place is subscribed (again); whatever
   * happened before may have been missed, so ask `since` then. Places are counted:
   * two subscribers are one subscription. Answers the function that gives it up.
   */
  subscribe(topic: string, onSubscribed?: (answer: Subscribed) => void): () => void;
  /** Called when news may have been missed: reconnect, `resync`, waking from sleep. */
  onGap(listener: () => void): () => void;
}

const answerWithinMs = 10_000;
/** A timer that fires this much too late means that the device slept. */
const sleptMs = 30_000;
const tickMs = 10_000;

const payloads = new Map(appEvents.map((spec) => [spec.name as AppEventName, spec.payload]));

interface Place {
  readonly listeners: Set<(answer: Subscribed) => void>;
  holders: number;
}

/** One Socket.IO connection for this tab; `token` is asked at every attempt. */
export function createAppSocket(token: () => Promise<string | null>): AppSocket {
  const state = signal<ConnectionState>('idle');
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const places = new Map<string, Place>();
  const gapListeners = new Set<() => void>();
  let socket: Socket | null = null;
  let wanted = false;
  let limited = false;

  async function request<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
    if (!socket?.connected) throw new AppError('unavailable', { network: true });
    const reply = await socket
      .timeout(answerWithinMs)
      .emitWithAck(name, input)
      .catch((cause: unknown) => {
        throw new AppError('unavailable', { network: true }, { cause });
      });
    if (reply.ok) return reply.data;
    throw new AppError(
      isErrorCode(reply.error?.code) ? reply.error.code : 'internal',
      reply.error?.details,
    );
  }

  async function subscribeNow(topic: string): Promise<void> {
    const answer = await request('subscribe', { topic }).catch(() => null);
    if (!answer) return;
    for (const listener of places.get(topic)?.listeners ?? []) listener(answer);
  }

  async function catchUp(): Promise<void> {
    state.value = 'catching-up';
    await Promise.all([...places.keys()].map(subscribeNow));
    for (const listener of gapListeners) listener();
    if (socket?.connected) state.value = limited ? 'limited' : 'online';
  }

  function deliver(name: string, raw: unknown): void {
    const schema = payloads.get(name as AppEventName);
    const result = schema?.safeParse(raw);
    // A newer server may send more than this page knows; that is no harm.
    if (!result?.success) return;
    for (const listener of listeners.get(name) ?? []) listener(result.data as never);
  }

  function attach(next: Socket): void {
    next.on('connect', () => void catchUp());
    next.on('disconnect', (reason) => {
      state.value = wanted ? 'offline' : 'idle';
      // The server closes a socket on purpose when a sign-in ends; that event says so itself.
      if (reason === 'io server disconnect' && wanted) setTimeout(() => next.connect(), 1_000);
    });
    next.on('connect_error', () => {
      state.value = wanted ? 'offline' : 'idle';
      if (!next.active && wanted) setTimeout(() => next.connect(), 5_000);
    });
    next.onAny((name: string, payload: unknown) => deliver(name, payload));
  }

  async function connect(): Promise<void> {
    const { io } = await import('./socket-io.ts');
    if (!wanted || socket) return;
    socket = io({
      autoConnect: false,
      transports: ['websocket', 'polling'],
      randomizationFactor: 0.5,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      auth: (pass) => {
        token().then(
          (fresh) => pass({ token: fresh }),
          () => socket?.disconnect(),
        );
      },
    });
    attach(socket);
    socket.connect();
  }

  function on<E extends AppEventName>(
    event: E,
    listener: (payload: Payload<E>) => void,
  ): () => void {
    const set = listeners.get(event) ?? new Set();
    listeners.set(event, set);
    set.add(listener);
    return () => set.delete(listener);
  }

  function watchSleep(): void {
    let last = Date.now();
    setInterval(() => {
      const late = Date.now() - last - tickMs;
      last = Date.now();
      if (late > sleptMs && socket?.connected) void catchUp();
    }, tickMs);
    addEventListener('online', () => socket?.connect());
  }

  on('resync', () => void catchUp());
  on('live', ({ state: live }) => {
    limited = live === 'limited';
    if (socket?.connected) state.value = limited ? 'limited' : 'online';
  });
  watchSleep();

  return {
    state,
    open: () => {
      wanted = true;
      void connect();
    },
    close: () => {
      wanted = false;
      socket?.disconnect();
      socket = null;
      state.value = 'idle';
    },
    on,
    request,
    subscribe: (topic, onSubscribed) => {
      const place = places.get(topic) ?? { listeners: new Set(), holders: 0 };
      places.set(topic, place);
      place.holders += 1;
      if (onSubscribed) place.listeners.add(onSubscribed);
      if (place.holders === 1 || onSubscribed) void subscribeNow(topic);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        if (onSubscribed) place.listeners.delete(onSubscribed);
        place.holders -= 1;
        if (place.holders > 0) return;
        places.delete(topic);
        request('unsubscribe', { topic }).catch(() => undefined);
      };
    },
    onGap: (listener) => {
      gapListeners.add(listener);
      return () => gapListeners.delete(listener);
    },
  };
}
