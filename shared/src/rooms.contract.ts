import * as z from 'zod/mini';
import { event, request } from './contract/messages.ts';
import {
  consumer,
  consumerClosedReason,
  consumerId,
  joinReply,
  moderateAction,
  peer,
  peerId,
  peerLeftReason,
  producer,
  producerClosedReason,
  producerId,
  roomClosedReason,
  roomMovedReason,
  roomState,
  source,
  transportId,
  waitingPeer,
} from './rooms.view.ts';
import {
  dtlsParameters,
  iceParameters,
  iceServer,
  mediaKind,
  rtpCapabilities,
  rtpParameters,
  transportOptions,
} from './rtp.ts';

const nothing = z.object({});
const aFew = <T extends z.ZodMiniType>(item: T) => z.array(item).check(z.maxLength(200));
const layer = z.int().check(z.gte(0), z.lte(7));

/** Everything a client asks the SFU. Errors carry a code of `errors.ts`. */
export const roomRequests = [
  request('join', 'Enter the room, or its lobby. Again on the same socket: the same seat.', {
    input: z.object({
      /** A fresh ticket: for a socket opened more than 60 s ago, or to renew role and rights on a taken seat. */
      ticket: z.exactOptional(z.string().check(z.maxLength(4096))),
      rtpCapabilities,
      /** Make both transports and answer with them. */
      transports: z.exactOptional(z.boolean()),
      /** Make paused consumers of what is there; wants `transports`. */
      consume: z.exactOptional(z.boolean()),
      /** Get `peers` in batches in place of `peer:joined`, `peer:changed`, `peer:left`. */
      batch: z.exactOptional(z.boolean()),
    }),
    output: joinReply,
  }),
  request(
    'transport:create',
    'Make the send or the receive transport; one of each, a second replaces the first.',
    {
      input: z.object({ direction: z.enum(['send', 'recv']) }),
      output: transportOptions,
    },
  ),
  request(
    'transport:connect',
    'Give the browser’s DTLS side, and resume consumers in the same trip.',
    {
      input: z.object({ transportId, dtlsParameters, resume: z.exactOptional(aFew(consumerId)) }),
      output: nothing,
    },
  ),
  request(
    'transport:restart-ice',
    'New ICE credentials for the same transport, after a change of network.',
    {
      input: z.object({ transportId }),
      output: z.object({ iceParameters, iceServers: z.exactOptional(z.array(iceServer)) }),
    },
  ),
  request('produce', 'Send a source. One producer per source: a second replaces the first.', {
    input: z.object({
      transportId,
      kind: mediaKind,
      source,
      rtpParameters,
      paused: z.exactOptional(z.boolean()),
    }),
    output: z.object({ producerId, paused: z.boolean() }),
  }),
  request('producer:pause', 'I want it paused.', {
    input: z.object({ producerId }),
    output: nothing,
  }),
  request('producer:resume', 'I want it sent; `forbidden` while a moderator holds the source.', {
    input: z.object({ producerId }),
    output: nothing,
  }),
  request('producer:close', 'I stop this source. An unknown id is fine: it is closed.', {
    input: z.object({ producerId }),
    output: nothing,
  }),
  request('consume', 'Receive producers; asked again, the same consumers.', {
    input: z.object({ producerIds: aFew(producerId) }),
    output: z.object({
      consumers: z.array(consumer),
      failed: z.array(z.object({ producerId, code: z.string() })),
    }),
  }),
  request('consumer:resume', 'I want these received.', {
    input: z.object({ consumerIds: aFew(consumerId) }),
    output: nothing,
  }),
  request('consumer:pause', 'I do not want these now.', {
    input: z.object({ consumerIds: aFew(consumerId) }),
    output: nothing,
  }),
  request('consumer:close', 'I am done with these.', {
    input: z.object({ consumerIds: aFew(consumerId) }),
    output: nothing,
  }),
  request(
    'consumer:prefer',
    'The highest layers worth sending, and the weight when bandwidth is short (1 to 255).',
    {
      input: z.object({
        consumerId,
        spatialLayer: z.exactOptional(layer),
        temporalLayer: z.exactOptional(layer),
        priority: z.exactOptional(z.int().check(z.gte(1), z.lte(255))),
      }),
      output: nothing,
    },
  ),
  request('hand', 'Raise or lower the own hand.', {
    input: z.object({ raised: z.boolean() }),
    output: nothing,
  }),
  request(
    'moderate',
    'Order in the room; wants `moderate`, or for the door `admit` when no moderator is there.',
    {
      input: z.object({
        action: moderateAction,
        /** Whom, for all actions but `admit-all`, `lock`, `unlock` and `end`; `mute` and `lower-hand` without it mean everyone but me. */
        peerId: z.exactOptional(peerId),
        /** For `allow`: only this source. */
        source: z.exactOptional(source),
      }),
      output: nothing,
    },
  ),
] as const;

/** Everything the SFU tells. Each carries the state that holds now, never a difference of one. */
export const roomEvents = [
  event('peer:joined', 'A peer is in the room.', peer),
  event('peer:changed', 'Hand, role, connection or held sources changed.', peer),
  event(
    'peer:left',
    'A peer is gone, with its producers.',
    z.object({ id: peerId, reason: peerLeftReason }),
  ),
  event(
    'peers',
    'The three above in one, for clients that joined with `batch`.',
    z.object({
      joined: z.array(peer),
      changed: z.array(peer),
      left: z.array(z.object({ id: peerId, reason: peerLeftReason })),
    }),
  ),
  event('producer:opened', 'A source began.', producer),
  event('producer:changed', 'A source was paused or resumed.', producer),
  event(
    'producer:closed',
    'A source ended; its consumers too.',
    z.object({ id: producerId, peerId, source, reason: producerClosedReason }),
  ),
  event(
    'consumer:changed',
    'State, quality or layers of an own consumer.',
    z.object({
      consumerId,
      paused: z.boolean(),
      producerPaused: z.boolean(),
      /** 0 (nothing arrives) to 10. */
      score: z.number(),
      /** What is being sent now; null while nothing is. */
      layers: z.nullable(z.object({ spatialLayer: z.int(), temporalLayer: z.int() })),
    }),
  ),
  event(
    'consumer:closed',
    'An own consumer is gone.',
    z.object({ id: consumerId, reason: consumerClosedReason }),
  ),
  event(
    'speakers',
    'Who is heard now, loudest first; empty when it is silent. Sent when others speak or another is loudest.',
    z.object({
      speakers: z.array(
        z.object({ peerId, producerId, /** Decibels below full, -127 to 0. */ volume: z.number() }),
      ),
    }),
  ),
  event(
    'quality',
    'How good peers’ links are, for those that changed.',
    z.object({
      changes: z.array(z.object({ peerId, quality: z.enum(['good', 'fair', 'poor']) })),
    }),
  ),
  event('room:changed', 'The room was locked or unlocked.', roomState),
  event(
    'lobby',
    'Who waits at the door, in order; to those who may admit.',
    z.object({ waiting: z.array(waitingPeer) }),
  ),
  event('admitted', 'The door opened: `join` again on this socket.', nothing),
  event(
    'moderated',
    'A moderator did this to you; `by` is null when it was the hub.',
    z.object({
      action: moderateAction,
      by: z.nullable(z.object({ peerId, displayName: z.string() })),
      source: z.exactOptional(source),
    }),
  ),
  event('replaced', 'The same device came in by another socket; this one closes.', nothing),
  event(
    'room:restarted',
    'The media is gone, the seat is not: drop transports and `join` again on this socket.',
    z.object({
      epoch: z.int(),
      reason: z.enum(['worker-died']),
    }),
  ),
  event(
    'room:moved',
    'The room is elsewhere: ask for a new ticket. The socket closes.',
    z.object({ reason: roomMovedReason }),
  ),
  event(
    'room:closed',
    'The room is over for you. The socket closes.',
    z.object({ reason: roomClosedReason }),
  ),
  event(
    'node:draining',
    'No new rooms here; the call goes on, and a new one may land elsewhere.',
    nothing,
  ),
] as const;
