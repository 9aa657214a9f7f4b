import type { Server } from 'node:http';
import { notFound } from '@jembatan/shared/errors';
import type { Config } from './config.ts';
import type { Features } from './features.ts';
import type { Platform } from './platform.ts';
import { createBroadcaster } from './realtime/broadcaster.ts';
import { acceptConnections } from './realtime/connections.ts';
import { createSocketServer } from './realtime/socket-server.ts';
import { createSubscriptions } from './realtime/subscriptions.ts';

export interface RealtimeDeps {
  config: Config;
  platform: Platform;
  features: Features;
  http: Server;
}

/** The hub's sockets: who may connect, what they may ask, what they hear. */
export async function createRealtime({ config, platform, features, http }: RealtimeDeps) {
  const { logger, signals, redis, metrics } = platform;
  const { io, close } = await createSocketServer({ http, redisUrl: config.REDIS_URL, redisPrefix: config.REDIS_PREFIX, logger });
  const broadcaster = createBroadcaster(io);
  features.announceTo(broadcaster);
  const nowhere = async () => {
    throw notFound();
  };
  const subscriptions = createSubscriptions(io, { thread: features.threads.gate, community: features.communities.gate, session: nowhere }, logger);
  acceptConnections({
    io,
    subscriptions,
    signals,
    redis,
    metrics,
    logger,
    actorOfToken: features.auth.service.actorOfToken,
    actorOfSignIn: ({ sid }) => features.auth.actors.bySignIn(sid),
    requestLimit: platform.createLimiter({ name: 'socket', points: 200, seconds: 10 }),
    presence: { connected: () => undefined, disconnected: () => undefined },
    handlers: {
      subscribe: async (socket, { topic }) => {
        const { lastSeq } = await subscriptions.subscribe(socket, topic);
        return lastSeq === undefined ? {} : { lastSeq };
      },
      unsubscribe: async (socket, { topic }) => {
        await subscriptions.unsubscribe(socket, topic);
        return {};
      },
      presence: async () => ({}),
      typing: async () => ({}),
    },
  });
  return { io, broadcaster, close };
}
