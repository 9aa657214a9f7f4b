import * as z from 'zod/mini';
import { personId, sessionId, signInId } from './ids.ts';
import { moderateAction, peerId, peerLeftReason, source } from './rooms.view.ts';
import { rtpCapabilities } from './rtp.ts';
import { device } from './sessions.contract.ts';
import { ticketRole } from './ticket.ts';

/** Milliseconds between heartbeats of a node. */
export const heartbeatMs = 1_000;
/** Milliseconds a node counts as alive after its last heartbeat. */
export const leaseMs = 3_000;
/** Entries a stream keeps, roughly (XADD MAXLEN ~). */
export const streamLength = { reports: 100_000, commands: 1_000 } as const;
/** The one field of every entry of both streams; its value is JSON. */
export const streamField = 'json';

/** The name of a node: `NODE_ID`. */
export const nodeId = z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/));

/** Every key that server and SFU share in Redis. `prefix` ends with its own separator, or is empty. */
export function sfuKeys(prefix: string) {
  return {
    /** String, JSON `nodeRegistration`, PX `leaseMs`: exists while the node lives. */
    node: (node: string) => `${prefix}sfu:node:${node}`,
    /** What `node` begins with, for a script that has only ids. */
    nodePrefix: `${prefix}sfu:node:`,
    /** Sorted set of node ids, score = end of lease in ms by Redis time. Dead ones stay until a node sweeps. */
    nodes: `${prefix}sfu:nodes`,
    /** Stream of `sfuCommand`, read by that node only. */
    commands: (node: string) => `${prefix}sfu:${node}:commands`,
    /** Stream of `sfuReport`, read by one server at a time (consumer group of the servers). */
    reports: `${prefix}sfu:reports`,
    /** Hash `placement` of a room: fields `node`, `epoch`. Written by the server's script only. */
    placement: (room: string) => `${prefix}sfu:room:${room}`,
    /** Exists, with a lifetime, while the person may not enter the room. Written by the server. */
    denied: (room: string, person: string) => `${prefix}denied:${room}:${person}`,
    /** Exists while a spent ticket could still be replayed. Written by the SFU. */
    spentTicket: (jti: string) => `${prefix}sfu:ticket:${jti}`,
    /** Hash kid → JSON `ticketPublicKey`. Written by the server; old keys stay for twice a ticket's lifetime. */
    ticketKeys: `${prefix}sfu:ticket-keys`,
  } as const;
}

/** What a node says about itself with each heartbeat. */
export const nodeRegistration = z.object({
  id: nodeId,
  /** The bare origin browsers connect to. */
  sfuUrl: z.string(),
  /** The same for all routers of all nodes of a version. */
  rtpCapabilities,
  /** 0 idle to 1 full: the larger of CPU and room for consumers. Place new rooms low. */
  load: z.number(),
  rooms: z.int(),
  peers: z.int(),
  /** Where it stands, for placing near people; empty when not said. */
  region: z.string(),
  /** True: place no new room here. */
  draining: z.boolean(),
  startedAt: z.iso.datetime(),
});
export type NodeRegistration = z.infer<typeof nodeRegistration>;

/** Where a room lives. The epoch rises by one whenever the node changes, never falls. */
export const placement = z.object({ node: nodeId, epoch: z.int() });
export type Placement = z.infer<typeof placement>;

const commandBase = {
  /** Unique; comes back in `command:done`. */ id: z
    .string()
    .check(z.minLength(1), z.maxLength(64)),
};

/** What the server tells a node. Doing one twice is the same as once; an absent room or person is done. */
export const sfuCommand = z.discriminatedUnion('kind', [
  /** End the room for all. */
  z.object({
    ...commandBase,
    kind: z.literal('room:end'),
    room: sessionId,
    reason: z.enum(['ended', 'no-adult', 'closed']),
  }),
  z.object({ ...commandBase, kind: z.literal('room:lock'), room: sessionId, locked: z.boolean() }),
  /** Every device of the person leaves and stays out until `person:allow` (write `denied` too). */
  z.object({ ...commandBase, kind: z.literal('person:remove'), room: sessionId, person: personId }),
  /** Lifts a removal (delete `denied` too). */
  z.object({ ...commandBase, kind: z.literal('person:allow'), room: sessionId, person: personId }),
  /** Lets a waiting person in, so that the door opens without a host in the room. */
  z.object({ ...commandBase, kind: z.literal('person:admit'), room: sessionId, person: personId }),
  /** Turns a source off for all devices of the person until allowed, or allows it again. */
  z.object({
    ...commandBase,
    kind: z.literal('person:mute'),
    room: sessionId,
    person: personId,
    source,
    muted: z.boolean(),
  }),
  /** A sign-in was revoked: its peers leave every room. */
  z.object({ ...commandBase, kind: z.literal('sign-in:end'), sid: signInId }),
  /** No new rooms; peers are told. */
  z.object({ ...commandBase, kind: z.literal('node:drain'), draining: z.boolean() }),
]);
export type SfuCommand = z.infer<typeof sfuCommand>;

const reportBase = {
  /** Unique for ever: an entry seen twice is dropped by it. */
  id: z.string().check(z.maxLength(128)),
  node: nodeId,
  /** When it happened on the node, which may be long before it is read. */
  at: z.iso.datetime(),
};
const ofRoom = { ...reportBase, room: sessionId, epoch: z.int() };
const ofPeer = { ...ofRoom, peer: peerId, person: personId, sid: signInId, device };

/** Why a node's room ended. `empty`: the last peer left; a valid ticket opens it again. */
export const roomEndReason = z.enum([
  'empty',
  'ended',
  'no-adult',
  'closed',
  'placed-elsewhere',
  'node-closing',
]);

/** What a node tells the server, in the order it happened on that node. */
export const sfuReport = z.discriminatedUnion('kind', [
  /** The node begins: whatever was in rooms of its former life is gone. */
  z.object({ ...reportBase, kind: z.literal('node:started'), sfuUrl: z.string() }),
  z.object({ ...reportBase, kind: z.literal('node:stopped') }),
  z.object({ ...ofRoom, kind: z.literal('room:opened') }),
  z.object({ ...ofRoom, kind: z.literal('room:closed'), reason: roomEndReason }),
  z.object({ ...ofPeer, kind: z.literal('peer:joined'), role: ticketRole }),
  z.object({ ...ofPeer, kind: z.literal('peer:left'), reason: peerLeftReason }),
  /** Who waits at the door now; `attended` false: nobody inside can open it, tell the hosts. */
  z.object({
    ...ofRoom,
    kind: z.literal('lobby:changed'),
    waiting: z.array(personId),
    attended: z.boolean(),
  }),
  /** A media worker died; these rooms restarted on another. */
  z.object({ ...reportBase, kind: z.literal('worker:died'), rooms: z.array(sessionId) }),
  /** For the audit log. `remove` must also become a `denied` key. Target absent: everyone or the room. */
  z.object({
    ...ofRoom,
    kind: z.literal('moderated'),
    action: moderateAction,
    by: personId,
    target: z.exactOptional(personId),
    source: z.exactOptional(source),
  }),
  /** A genuine ticket was refused (`banned`, `ticket-spent`, …). Forged ones are counted by the node only. */
  z.object({
    ...reportBase,
    kind: z.literal('denied'),
    code: z.string(),
    room: sessionId,
    person: personId,
  }),
  /** Acknowledges a command; `code` when it failed. */
  z.object({
    ...reportBase,
    kind: z.literal('command:done'),
    command: z.string(),
    ok: z.boolean(),
    code: z.exactOptional(z.string()),
  }),
]);
export type SfuReport = z.infer<typeof sfuReport>;
export type SfuReportKind = SfuReport['kind'];
