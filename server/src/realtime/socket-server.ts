import type { Server as HttpServer } from 'node:http';
import type { AppEventMap, AppRequestMap } from '@jembatan/shared/app.protocol';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import type { PersonActor } from '../kernel/actor.ts';
import type { Logger } from '../kernel/logger.ts';

export interface SocketFacts {
  actor: PersonActor;
  /** Topics this socket asked for, with the rooms each gave. */
  topics: Map<string, readonly string[]>;
  /** What the person may do in those places, as marks. */
  may: Map<string, string>;
}

export type HubServer = Server<AppRequestMap, AppEventMap, DefaultEventsMap, SocketFacts>;
export type HubSocket = Socket<AppRequestMap, AppEventMap, DefaultEventsMap, SocketFacts>;

export interface SocketServerDeps {
  http: HttpServer;
  redisUrl: string;
  redisPrefix: string;
  logger: Logger;
}

export interface SocketServer {
  io: HubServer;
  close(): Promise<void>;
}

/** What the adapter publishes with. */
interface StreamWriter {
  xAdd: (...args: never[]) => Promise<unknown>;
}

/**
 * The client's own timeout ends only commands that were not yet written; a Redis
 * that hangs would hold back the news in this server as well.
 */
function giveUpWhenRedisHangs(redis: StreamWriter): void {
  const xAdd = redis.xAdd.bind(redis);
  Object.defineProperty(redis, 'xAdd', {
    value: (...args: never[]) => withTimeout(xAdd(...args), commandTimeoutMs),
  });
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('redis does not answer')), ms);
  });
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Largest message a client may send, in bytes. */
const maxMessageBytes = 16 * 1024;
/** The adapter's own client gives up a command after this (rule 10): the news then stays in this server. */
const commandTimeoutMs = 500;

/** Socket.IO over the streams adapter, with a Redis client of its own as decision 0005 says. */
export async function createSocketServer({
  http,
  redisUrl,
  redisPrefix,
  logger,
}: SocketServerDeps): Promise<SocketServer> {
  const redis = createClient({
    url: redisUrl,
    commandOptions: { timeout: commandTimeoutMs },
    socket: {
      connectTimeout: 2_000,
      reconnectStrategy: (attempt) => Math.min(100 * attempt, 1_000),
    },
  });
  redis.on('error', (err) => logger.debug({ err }, 'adapter lost redis'));
  giveUpWhenRedisHangs(redis);
  const connected = redis
    .connect()
    .catch((err: unknown) => logger.warn({ err }, 'adapter has no redis yet'));
  await Promise.race([connected, new Promise((resolve) => setTimeout(resolve, 2_000))]);

  const io: HubServer = new Server(http, {
    adapter: createAdapter(redis, {
      streamName: `${redisPrefix}socket.io`,
      channelPrefix: `${redisPrefix}socket.io`,
      onlyPlaintext: true,
    }),
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    pingInterval: 25_000,
    pingTimeout: 10_000,
    cors: { origin: false },
  });
  return {
    io,
    async close() {
      await io.close();
      redis.destroy();
    },
  };
}
