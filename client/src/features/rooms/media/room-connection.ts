import { AppError, isErrorCode } from '@jembatan/shared/errors';
import type { JoinReply } from '@jembatan/shared/rooms.view';
import {
  rtcPath,
  type SfuRequestName,
  sfuEvents,
  sfuRequests,
} from '@jembatan/shared/sfu.protocol';
import { io, type Socket, WebSocket as SocketTransport, XHR } from 'socket.io-client';
import type { RoomEvent } from '../room.state.ts';
import type { Ask, AskInput, AskOutput } from './ask.ts';

export type Handshake = { readonly ticket: string } | { readonly resume: string };

/** What happens on the connection, in the order of the wire. */
export interface ConnectionListener {
  onEvent(event: RoomEvent): void;
  /** Called before any event that the SFU sent after it. */
  onJoinReply(reply: JoinReply): void;
  /** Once, when an open connection is gone for whatever reason but `close` or `leave`. */
  onDrop(): void;
}

/** One socket to the SFU. It does not reconnect: who holds it decides what comes next. */
export interface RoomConnection {
  readonly isOpen: boolean;
  readonly ask: Ask;
  /** Milliseconds of one question and its answer. */
  measure(): Promise<number>;
  /** Says goodbye: the seat is given up at once. */
  leave(): void;
  /** Drops the link without a word: the seat is held. */
  drop(): void;
}

export type OpenConnection = (
  url: string,
  handshake: Handshake,
  listener: ConnectionListener,
) => Promise<RoomConnection>;

const answerWithinMs = 10_000;
const openWithinMs = 10_000;

const requests = new Map<string, (typeof sfuRequests)[number]>(
  sfuRequests.map((spec) => [spec.name, spec]),
);
const events = new Map<string, (typeof sfuEvents)[number]>(
  sfuEvents.map((spec) => [spec.name, spec]),
);

function unreachable(cause: unknown): AppError {
  return new AppError('unavailable', { network: true }, { cause });
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** `connect_error` of a refusal carries a code in `data`; of a dead network it does not. */
function refusalOf(error: Error): AppError {
  const code = field(field(error, 'data'), 'code');
  return isErrorCode(code) ? new AppError(code, {}, { cause: error }) : unreachable(error);
}

/** Reads an acknowledgement. Throws AppError for a refusal and for an answer of another shape. */
function readReply<N extends SfuRequestName>(name: N, reply: unknown): AskOutput<N> {
  if (field(reply, 'ok') !== true) {
    const error = field(reply, 'error');
    const code = field(error, 'code');
    const details = field(error, 'details');
    throw new AppError(
      isErrorCode(code) ? code : 'internal',
      typeof details === 'object' ? { ...details } : {},
    );
  }
  const parsed = requests.get(name)?.output.safeParse(field(reply, 'data'));
  if (!parsed?.success) throw new AppError('internal', { issues: parsed?.error.issues });
  // Parsed by the very schema that AskOutput<N> is computed from.
  return parsed.data as AskOutput<N>;
}

function opened(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(unreachable('no answer in time')), openWithinMs);
    function fail(error: AppError): void {
      clearTimeout(timer);
      socket.disconnect();
      reject(error);
    }
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.once('connect_error', (error) => fail(refusalOf(error)));
    socket.connect();
  });
}

function readEvent(name: string, raw: unknown): RoomEvent | null {
  const payload = events.get(name)?.payload.safeParse(raw);
  // A newer SFU may say more than this page knows; that is no harm.
  if (!payload?.success) return null;
  // Name and payload come from the same entry of the list that RoomEvent is computed from.
  return { name, payload: payload.data } as RoomEvent;
}

function askOn(socket: Socket, onJoinReply: (reply: JoinReply) => void): Ask {
  return <N extends SfuRequestName>(name: N, input: AskInput<N>): Promise<AskOutput<N>> =>
    new Promise((resolve, reject) => {
      if (!socket.connected) {
        reject(unreachable('not connected'));
        return;
      }
      socket.timeout(answerWithinMs).emit(name, input, (error: unknown, reply: unknown) => {
        if (error) {
          reject(unreachable(error));
          return;
        }
        try {
          const answer = readReply(name, reply);
          // Not by the promise: an event that follows in the same packet would come first.
          if (name === 'join') onJoinReply(answer as JoinReply);
          resolve(answer);
        } catch (refusal) {
          reject(refusal);
        }
      });
    });
}

/** Opens a connection, by WebSocket where the network lets it through. Throws AppError with the SFU's code. */
export const openRoomConnection: OpenConnection = async (url, handshake, listener) => {
  const socket = io(url, {
    path: rtcPath,
    auth: handshake,
    // By name only the WebSocket is known: the rest is left out of the page's first load.
    transportImplementations: [SocketTransport, XHR],
    tryAllTransports: true,
    autoConnect: false,
    reconnection: false,
    forceNew: true,
    withCredentials: false,
  });
  await opened(socket);
  let wanted = true;
  socket.on('disconnect', () => {
    if (wanted) listener.onDrop();
    wanted = false;
  });
  socket.onAny((name: string, raw: unknown) => {
    const event = wanted ? readEvent(name, raw) : null;
    if (event) listener.onEvent(event);
  });
  const ask = askOn(socket, (reply) => {
    if (wanted) listener.onJoinReply(reply);
  });
  return {
    get isOpen() {
      return socket.connected;
    },
    ask,
    measure: async () => {
      const start = performance.now();
      // Closing nothing: an answer, or a refusal before the door, is the measure.
      await ask('consumer:close', { consumerIds: [] }).catch((error: unknown) => {
        if (error instanceof AppError && error.details.network === true) throw error;
      });
      return performance.now() - start;
    },
    leave: () => {
      wanted = false;
      socket.disconnect();
    },
    drop: () => {
      wanted = false;
      // Closing the engine says no goodbye on the namespace, so the SFU holds the seat.
      socket.io.engine?.close();
    },
  };
};
