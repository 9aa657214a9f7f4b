import * as z from 'zod/mini';
import { personId, sessionId } from './ids.ts';
import { mediaKind, rtpParameters, transportOptions } from './rtp.ts';
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
