import { AppError } from '@jembatan/shared/errors';
import type { PersonActor } from '../kernel/actor.ts';
import { rooms } from '../kernel/broadcaster.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Signals } from '../kernel/signals.ts';
import type { Limiter } from '../platform/limiter.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { RedisLink } from '../platform/redis.ts';
import { bindRequests, type RequestHandlers } from './bind-requests.ts';
import type { HubServer, HubSocket } from './socket-server.ts';
import type { Subscriptions } from './subscriptions.ts';

export interface ConnectionDeps {
  io: HubServer;
  actorOfToken: (token: string) => Promise<PersonActor>;
  /** The person of a sign-in as it is now; throws `signed-out`. */
  actorOfSignIn: (actor: PersonActor) => Promise<PersonActor>;
  subscriptions: Subscriptions;
  handlers: RequestHandlers;
  /** What presence does when a socket comes and goes. */
  presence: { connected(socket: HubSocket): void; disconnected(socket: HubSocket): void };
  signals: Signals;
  redis: RedisLink;
  requestLimit: Limiter;
  metrics: Metrics;
  logger: Logger;
}

/** Lets sockets in by token, binds their requests, and ends them with their sign-in (rule 7). */
export function acceptConnections(deps: ConnectionDeps): void {
  const { io } = deps;
  io.use((socket, next) => {
    const token: unknown = socket.handshake.auth?.token;
    deps.actorOfToken(typeof token === 'string' ? token : '').then(
      (actor) => {
        socket.data = { actor, topics: new Map(), may: new Map() };
        next();
      },
      (error: unknown) => next(refusal(error)),
    );
  });
  io.on('connection', (socket) => welcome(socket, deps));
  followSignals(deps);
}

/** Socket.IO hands `message` and `data` to the client's `connect_error`. */
function refusal(error: unknown): Error {
  const code = error instanceof AppError ? error.code : 'unavailable';
  return Object.assign(new Error(code), { data: { code } });
}

function welcome(socket: HubSocket, deps: ConnectionDeps): void {
  const { actor } = socket.data;
  deps.metrics.sockets.inc();
  void socket.join([rooms.person(actor.id), rooms.signIn(actor.sid)]);
  bindRequests(socket, {
    handlers: deps.handlers,
    takePoint: () => deps.requestLimit.take(actor.sid),
    requireLiving: async (living) => {
      living.data.actor = await deps.actorOfSignIn(living.data.actor);
    },
    logger: deps.logger,
  });
  deps.presence.connected(socket);
  if (!deps.redis.isUp()) socket.emit('live', { state: 'limited' });
  socket.on('disconnect', () => {
    deps.metrics.sockets.dec();
    deps.presence.disconnected(socket);
  });
}

/** MongoDB may be away as well: only a sign-in that ended ends the socket. */
function endIfSignedOut(socket: HubSocket, error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'signed-out') return;
  socket.emit('signed-out', { reason: 'revoked' });
  socket.disconnect(true);
}

function followSignals({
  io,
  signals,
  subscriptions,
  redis,
  logger,
  actorOfSignIn,
}: ConnectionDeps): void {
  const report = (err: unknown) => logger.warn({ err }, 'subscriptions could not be asked again');
  const all = () => [...io.sockets.sockets.values()];

  signals.on('signed-out', ({ sids, reason }) => {
    for (const socket of all().filter(({ data }) => sids.includes(data.actor.sid))) {
      socket.emit('signed-out', { reason });
      socket.disconnect(true);
    }
  });
  signals.on(
    'rights:changed',
    (concerned) => void subscriptions.recheckConcerned(concerned).catch(report),
  );
  signals.on('redis:back', () => {
    for (const socket of all()) {
      actorOfSignIn(socket.data.actor).catch((error: unknown) => endIfSignedOut(socket, error));
      socket.emit('live', { state: 'full' });
      socket.emit('resync', { reason: 'redis-back' });
    }
    void subscriptions.recheckConcerned({}).catch(report);
  });
  redis.onAway(() => {
    for (const socket of all()) socket.emit('live', { state: 'limited' });
  });
}
