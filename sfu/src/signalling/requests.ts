import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { IceServer } from '@jembatan/shared/rtp';
import type { KeyedQueue } from '../kernel/KeyedQueue.ts';
import { moderate } from '../rooms/moderation.ts';
import type { Peer } from '../rooms/Peer.ts';
import type { SourceConsumer } from '../rooms/SourceConsumer.ts';
import type { SourceProducer } from '../rooms/SourceProducer.ts';
import type { RequestHandlers } from './bind-requests.ts';
import { type JoinDeps, join } from './join.ts';
import type { RtcSession } from './RtcSession.ts';

export interface RequestDeps extends JoinDeps {
  /** Joins of one socket go one after another: a retry must not spend a ticket twice. */
  joins: KeyedQueue;
  /** Fresh relay credentials for a person, or none when no relay is configured. */
  iceServers: (person: string) => IceServer[] | undefined;
  onJoined: (tookMs: number) => void;
}

/** What one socket may ask, and what happens then. */
export function requestHandlers(session: RtcSession, deps: RequestDeps): RequestHandlers {
  return {
    join: async (input) => {
      const startedAt = performance.now();
      const reply = await deps.joins.run(session.socket.id, () => join(session, input, deps));
      deps.onJoined(performance.now() - startedAt);
      return reply;
    },
    ...transportHandlers(session, deps),
    ...producerHandlers(session),
    ...consumerHandlers(session),
    hand: async ({ raised }) => {
      const { room, peer } = seated(session);
      if (raised) peer.raiseHand(room.nextHand());
      else peer.lowerHand();
      return {};
    },
    moderate: async (order) => {
      const { room, peer } = seated(session);
      await moderate(room, peer, order);
      return {};
    },
  };
}

type Handlers<N extends keyof RequestHandlers> = Pick<RequestHandlers, N>;

function transportHandlers(
  session: RtcSession,
  { iceServers }: RequestDeps,
): Handlers<'transport:create' | 'transport:connect' | 'transport:restart-ice'> {
  return {
    'transport:create': ({ direction }) => seated(session).peer.media.createTransport(direction),
    'transport:connect': async ({ transportId, dtlsParameters, resume }) => {
      const { peer } = seated(session);
      await peer.media.connect(transportId, dtlsParameters);
      await Promise.all(known(peer, resume ?? []).map((consumer) => consumer.pause(false)));
      return {};
    },
    'transport:restart-ice': async ({ transportId }) => {
      const { peer } = seated(session);
      const iceParameters = await peer.media.restartIce(transportId);
      const servers = iceServers(peer.identity.person);
      return { iceParameters, ...(servers ? { iceServers: servers } : {}) };
    },
  };
}

function producerHandlers(
  session: RtcSession,
): Handlers<'produce' | 'producer:pause' | 'producer:resume' | 'producer:close'> {
  return {
    produce: async ({ transportId, paused, ...wish }) => {
      const { peer } = seated(session);
      const source = await peer.media.produce(transportId, { ...wish, paused: paused ?? false });
      return { producerId: source.id, paused: source.paused };
    },
    'producer:pause': async ({ producerId }) => {
      await ownSource(session, producerId).pauseBySelf(true);
      return {};
    },
    'producer:resume': async ({ producerId }) => {
      const source = ownSource(session, producerId);
      if (source.heldByModerator) throw forbidden('muted-by-moderator');
      await source.pauseBySelf(false);
      return {};
    },
    'producer:close': async ({ producerId }) => {
      seated(session).peer.media.sources.byId(producerId)?.close('closed');
      return {};
    },
  };
}

function consumerHandlers(
  session: RtcSession,
): Handlers<
  'consume' | 'consumer:resume' | 'consumer:pause' | 'consumer:close' | 'consumer:prefer'
> {
  const pauseAll = async (consumerIds: readonly string[], paused: boolean) => {
    await Promise.all(
      known(seated(session).peer, consumerIds).map((consumer) => consumer.pause(paused)),
    );
    return {};
  };
  return {
    consume: async ({ producerIds }) => {
      const { consumers, failed } = await seated(session).peer.media.consume(producerIds);
      return () => ({
        consumers: consumers.filter((one) => !one.closed).map((one) => one.view()),
        failed,
      });
    },
    'consumer:resume': ({ consumerIds }) => pauseAll(consumerIds, false),
    'consumer:pause': ({ consumerIds }) => pauseAll(consumerIds, true),
    'consumer:close': async ({ consumerIds }) => {
      const { peer } = seated(session);
      for (const consumer of known(peer, consumerIds)) peer.media.consumers.close(consumer);
      return {};
    },
    'consumer:prefer': async ({ consumerId, ...wish }) => {
      const consumer = seated(session).peer.media.consumers.byId(consumerId);
      if (!consumer) throw notFound('consumer');
      await consumer.prefer(wish);
      return {};
    },
  };
}

function seated(session: RtcSession) {
  if (!session.seat) throw new AppError('wrong-state', { what: 'join' });
  return { room: session.seat.room, peer: session.seat.occupant };
}

function ownSource(session: RtcSession, producerId: string): SourceProducer {
  const source = seated(session).peer.media.sources.byId(producerId);
  if (!source) throw notFound('producer');
  return source;
}

/** Own consumers among these: others have closed meanwhile, or are not one's own. */
function known(peer: Peer, consumerIds: readonly string[]): SourceConsumer[] {
  return consumerIds.flatMap((id) => peer.media.consumers.byId(id) ?? []);
}
