import type { Server } from 'node:http';
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
  const { presence } = features;
  const { io, close } = await createSocketServer({
    http,
    redisUrl: config.REDIS_URL,
    redisPrefix: config.REDIS_PREFIX,
    logger,
  });
  const broadcaster = createBroadcaster(io);
  features.announceTo(broadcaster);
  const subscriptions = createSubscriptions({
    io,
    gates: {
      thread: features.threads.gate,
      community: features.communities.gate,
      session: features.sessions.gate,
      poll: features.polls.gate,
    },
    logger,
    onAsked: (socket, topic, subscription) =>
      presence.setShown(socket.id, topic, subscription?.presence?.shown ?? false),
  });
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
    presence: {
      connected: ({ id, data }) => presence.connected(id, data.actor.id),
      disconnected: ({ id }) => presence.disconnected(id),
    },
    handlers: {
      subscribe: async (socket, { topic }) => {
        const { lastSeq, presence: rights } = await subscriptions.subscribe(socket, topic);
        return {
          ...(lastSeq !== undefined && { lastSeq }),
          ...(rights?.told && { present: await presence.listPresent(topic) }),
        };
      },
      unsubscribe: async (socket, { topic }) => {
        await subscriptions.unsubscribe(socket, topic);
        return {};
      },
      presence: async (socket, { state }) => {
        await presence.setState(socket.id, state);
        return {};
      },
      typing: async (socket, mark) => {
        await presence.say(socket.id, socket.data.actor, mark);
        return {};
      },
    },
  });
  return { io, broadcaster, close };
}
