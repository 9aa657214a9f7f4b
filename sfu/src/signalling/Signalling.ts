import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { AppError } from '@jembatan/shared/errors';
import type { IceServer } from '@jembatan/shared/rtp';
import { rtcPath, rtcPingIntervalMs } from '@jembatan/shared/sfu.protocol';
import { Server } from 'socket.io';
import { KeyedQueue } from '../kernel/KeyedQueue.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Room } from '../rooms/Room.ts';
import type { RoomRegistry } from '../rooms/RoomRegistry.ts';
import { bindRequests } from './bind-requests.ts';
import type { Door } from './Door.ts';
import { RoomNews } from './RoomNews.ts';
import { RtcSession } from './RtcSession.ts';
import { requestHandlers } from './requests.ts';
import type { RtcServer, RtcSocket } from './types.ts';

export interface SignallingDeps {
  http: HttpServer | HttpsServer;
  registry: RoomRegistry;
  door: Door;
  logger: Logger;
  translate: (err: unknown) => AppError | undefined;
  iceServers: (person: string) => IceServer[] | undefined;
  onJoined: (tookMs: number) => void;
}

/** Bytes of one message: the largest honest one, a device's capabilities, is a tenth of it. */
const maxMessageBytes = 100_000;
/** Milliseconds after a ping without a sign of life. */
const pingTimeoutMs = 7_000;

/** The Socket.IO edge: messages to methods, room events to messages. */
export class Signalling {
  readonly #deps: SignallingDeps;
  readonly #io: RtcServer;
  readonly #news = new Map<Room, RoomNews>();
  readonly #sessions = new Map<string, RtcSession>();
  readonly #joins = new KeyedQueue();

  constructor(deps: SignallingDeps) {
    this.#deps = deps;
    this.#io = new Server(deps.http, {
      path: rtcPath,
      serveClient: false,
      cors: { origin: '*' },
      pingInterval: rtcPingIntervalMs,
      pingTimeout: pingTimeoutMs,
      maxHttpBufferSize: maxMessageBytes,
      connectTimeout: 10_000,
    });
    deps.registry.events.on('opened', (room) => this.#follow(room));
    this.#io.use((socket, next) => void this.#admit(socket, next));
    this.#io.on('connection', (socket) => this.#onConnection(socket));
  }

  get socketCount(): number {
    return this.#io.engine.clientsCount;
  }

  /** Tells every peer that no new room comes here. */
  tellDraining(): void {
    this.#io.emit('node:draining', {});
  }

  async close(): Promise<void> {
    await this.#io.close();
  }

  #follow(room: Room): void {
    const news = new RoomNews(room, {
      io: this.#io,
      socketOf: (peerId) => this.#sessions.get(peerId)?.socket,
    });
    this.#news.set(room, news);
    room.events.on('closed', () => void this.#news.delete(room));
  }

  async #admit(socket: RtcSocket, next: (err?: Error) => void): Promise<void> {
    try {
      socket.data.credential = await this.#deps.door.connect(socket.handshake.auth);
      next();
    } catch (err) {
      next(this.#connectError(err));
    }
  }

  #connectError(err: unknown): Error {
    if (!(err instanceof AppError)) this.#deps.logger.error({ err }, 'handshake failed');
    const { code } = err instanceof AppError ? err : new AppError('internal');
    return Object.assign(new Error(code), { data: { code } });
  }

  #onConnection(socket: RtcSocket): void {
    const { door, logger, translate, iceServers, onJoined } = this.#deps;
    const session = new RtcSession(socket, this.#sessions);
    const log = logger.child({ socket: socket.id });
    const handlers = requestHandlers(session, {
      door,
      joins: this.#joins,
      newsOf: (room) => this.#newsOf(room),
      iceServers,
      onJoined,
    });
    bindRequests(socket, handlers, { logger: log, translate });
    socket.on('disconnect', (reason) => {
      log.debug({ reason, peer: session.seat?.occupant.id }, 'socket closed');
      session.onDisconnect(reason === 'client namespace disconnect');
    });
  }

  #newsOf(room: Room): RoomNews {
    const news = this.#news.get(room);
    if (!news) throw new AppError('room-moved');
    return news;
  }
}
