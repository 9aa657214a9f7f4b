import * as z from 'zod/mini';
import { event, request } from './contract/messages.ts';
import { personId, sessionId } from './ids.ts';
import {
  dtlsParameters,
  iceParameters,
  iceServer,
  mediaKind,
  rtpCapabilities,
  rtpParameters,
  transportOptions,
} from './rtp.ts';
import { ticketRight, ticketRole } from './ticket.ts';

/** Ids the SFU makes: peers, transports, producers, consumers. Opaque. */
const roomThingId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));
export const peerId = roomThingId;
export const transportId = roomThingId;
export const producerId = roomThingId;
export const consumerId = roomThingId;

/** What a producer shows or lets hear. Its kind follows: microphone and screen-audio are audio. */
export const source = z.enum(['camera', 'microphone', 'screen', 'screen-audio']);
export type Source = z.infer<typeof source>;

/** A client's first message on the connection, as Socket.IO's `auth`. Exactly one of the two. */
export const rtcHandshake = z.union([
  z.object({ ticket: z.string().check(z.maxLength(4096)) }),
  z.object({ resume: z.string().check(z.maxLength(200)) }),
]);

/** `reconnecting` while the seat is held: the peer dropped less than `seatSeconds` ago. */
export const peerConnection = z.enum(['connected', 'reconnecting']);

/** One device of one person in the room. */
export const peer = z.object({
  id: peerId,
  personId,
  displayName: z.string(),
  role: ticketRole,
  /** Present while the hand is up; the lower number was raised first. */
  hand: z.exactOptional(z.int()),
  connection: peerConnection,
  /** Sources a moderator turned off and has not allowed again. */
  mutedSources: z.array(source),
});
export type PeerView = z.infer<typeof peer>;

/** The asker's own peer, with what its ticket allows. */
export const selfPeer = z.extend(peer, { can: z.array(ticketRight) });
export type SelfView = z.infer<typeof selfPeer>;

export const producer = z.object({
  id: producerId,
  peerId,
  kind: mediaKind,
  source,
  paused: z.boolean(),
  /** Who holds it paused; a moderator's hold ends only by `moderate { action: 'allow' }`. */
  mutedBy: z.nullable(z.enum(['self', 'moderator'])),
});
export type ProducerView = z.infer<typeof producer>;

/** How many layers a simulcast or SVC producer has; absent means one. */
const layerCount = z.object({ spatialLayers: z.int(), temporalLayers: z.int() });

/** All a browser needs to receive one producer. New consumers start paused. */
export const consumer = z.object({
  consumerId,
  producerId,
  peerId,
  kind: mediaKind,
  source,
  rtpParameters,
  /** The wanted state of this side. */
  paused: z.boolean(),
  producerPaused: z.boolean(),
  layers: z.exactOptional(layerCount),
});
export type ConsumerView = z.infer<typeof consumer>;

/** Somebody at the door. */
export const waitingPeer = z.object({
  peerId,
  personId,
  displayName: z.string(),
  since: z.iso.datetime(),
});
export type WaitingPeer = z.infer<typeof waitingPeer>;

export const roomState = z.object({
  id: sessionId,
  epoch: z.int(),
  /** A locked room sends newcomers without `moderate` to the lobby. */
  locked: z.boolean(),
});
export type RoomView = z.infer<typeof roomState>;

/** Why a peer is gone. `lost`: the seat's 60 seconds passed. `ended`: the session ended. */
export const peerLeftReason = z.enum([
  'left',
  'lost',
  'removed',
  'signed-out',
  'ended',
  'moved',
  'closed',
]);
export type PeerLeftReason = z.infer<typeof peerLeftReason>;

export const producerClosedReason = z.enum([
  'closed',
  'stopped-by-moderator',
  'peer-left',
  'transport-closed',
  'room-restarted',
]);
export type ProducerClosedReason = z.infer<typeof producerClosedReason>;

export const consumerClosedReason = z.enum([
  'producer-closed',
  'transport-closed',
  'room-restarted',
  'closed',
]);
export type ConsumerClosedReason = z.infer<typeof consumerClosedReason>;

/** `ended`: for all, by a host or the hub. `no-adult`, `closed`: by the hub. `removed`: this person only. */
export const roomClosedReason = z.enum([
  'ended',
  'no-adult',
  'closed',
  'removed',
  'denied',
  'signed-out',
]);
export type RoomClosedReason = z.infer<typeof roomClosedReason>;

/** `placed-elsewhere`: a newer epoch exists. `node-closing`: this node stops. */
export const roomMovedReason = z.enum(['placed-elsewhere', 'node-closing']);
export type RoomMovedReason = z.infer<typeof roomMovedReason>;

/**
 * What a moderator may do. `mute` and `stop-video` turn the source off until
 * `allow`; `stop-screen` ends the share, a new one may start. `deny` sends
 * one waiting peer away; `remove` keeps the person out until the hub allows.
 */
export const moderateAction = z.enum([
  'mute',
  'stop-video',
  'stop-screen',
  'allow',
  'admit',
  'admit-all',
  'deny',
  'remove',
  'lock',
  'unlock',
  'lower-hand',
  'end',
]);
export type ModerateAction = z.infer<typeof moderateAction>;

/** Present when the room is entered; a lobby answer says only `lobby: true`. */
const joined = z.object({
  self: selfPeer,
  room: roomState,
  /** Everyone in the room, self included. */
  peers: z.array(peer),
  /** Every producer in the room, own ones included. */
  producers: z.array(producer),
  /** True: the seat, its transports, producers and consumers are the ones of before. False: make all new. */
  resumed: z.boolean(),
  /** For `auth: { resume }` of the next connection; a new one with each `join`. */
  resumeToken: z.string(),
  /** Seconds the seat is held after a drop. */
  seatSeconds: z.int(),
  /** With `transports: true`, and always when resumed with transports. */
  transports: z.exactOptional(
    z.object({ send: z.exactOptional(transportOptions), recv: z.exactOptional(transportOptions) }),
  ),
  /** With `consume: true` (new ones, paused; audio first), and always when resumed. */
  consumers: z.exactOptional(z.array(consumer)),
});
export type JoinedRoom = z.infer<typeof joined>;

const inLobby = z.object({ lobby: z.literal(true) });
export const joinReply = z.union([joined, inLobby]);
export type JoinReply = z.infer<typeof joinReply>;

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
