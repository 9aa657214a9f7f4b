import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import type { JoinedRoom, JoinReply } from '@jembatan/shared/rooms.view';
import type { RtpCapabilities } from '@jembatan/shared/rtp';
import type { TicketClaims } from '@jembatan/shared/ticket';
import { identityOf, seatKey } from '../rooms/identity.ts';
import type { Peer } from '../rooms/Peer.ts';
import type { Room } from '../rooms/Room.ts';
import { resumeTokenOf } from '../rooms/RoomRegistry.ts';
import type { SourceProducer } from '../rooms/SourceProducer.ts';
import type { Door } from './Door.ts';
import type { RoomNews } from './RoomNews.ts';
import type { Place, RtcSession } from './RtcSession.ts';

export interface JoinInput {
  ticket?: string;
  rtpCapabilities: RtpCapabilities;
  transports?: boolean;
  consume?: boolean;
  batch?: boolean;
}

export interface JoinDeps {
  door: Door;
  newsOf: (room: Room) => RoomNews;
}

/** Consumers made with a join; the rest by `consume`, for what is shown. */
const consumersAtJoin = 64;
/** In which order they are made. */
const importance = ['microphone', 'screen-audio', 'screen', 'camera'];

/** Seats the socket, or lets it wait, and answers with all a client needs to go on. */
export async function join(
  session: RtcSession,
  input: JoinInput,
  deps: JoinDeps,
): Promise<JoinReply | (() => JoinReply)> {
  const resumed = await takePlace(session, input, deps);
  const { seat } = session;
  if (!seat) return { lobby: true };
  const { room, news, occupant: peer } = seat;
  if (input.transports === true)
    await Promise.all([peer.media.ensureTransport('send'), peer.media.ensureTransport('recv')]);
  if (input.consume === true) await peer.media.consume(mostImportant(room, peer));
  return () => {
    if (session.seat !== seat) throw new AppError('seat-gone');
    news.enter(session.socket, input.batch === true);
    queueMicrotask(() => news.tellDoor(peer.id));
    return snapshot({ room, peer, resumed, resumeToken: newToken(session, seat) });
  };
}

/** True when the seat's media is the one of before. */
async function takePlace(session: RtcSession, input: JoinInput, deps: JoinDeps): Promise<boolean> {
  if (input.ticket !== undefined) await renew(session, input.ticket, deps);
  if (session.seat) return begin(session.seat.occupant, input, true);
  if (session.waiting) return false;
  if (session.credential.kind === 'resume') return resume(session, input, deps);
  const room = await roomOf(session, session.credential.claims, deps);
  return enter(session, { room, claims: session.credential.claims, input, deps });
}

/**
 * A fresh ticket on a socket that was opened earlier, for the same person,
 * device and room only. On a taken seat it renews role and rights.
 */
async function renew(session: RtcSession, ticket: string, { door }: JoinDeps): Promise<void> {
  const claims = await door.claims(ticket);
  const identity = identityOf(claims);
  const before = session.seat?.occupant.identity ?? identityBefore(session);
  const same = before && before.room === identity.room && seatKey(before) === seatKey(identity);
  if (before && !same) throw new AppError('ticket-invalid');
  if (session.seat) {
    await door.spend(claims);
    session.seat?.occupant.identify(identity);
  } else if (!session.waiting) session.credential = { kind: 'ticket', claims };
}

function identityBefore({ credential }: RtcSession) {
  return credential.kind === 'ticket' ? identityOf(credential.claims) : undefined;
}

async function resume(
  session: RtcSession,
  input: JoinInput,
  { door, newsOf }: JoinDeps,
): Promise<boolean> {
  if (session.credential.kind !== 'resume') throw new AppError('wrong-state');
  const { room, peer } = await door.seatOf(session.credential.token);
  requireConnected(session);
  session.sit({ room, news: newsOf(room), occupant: peer });
  return begin(peer, input, true);
}

async function roomOf(
  session: RtcSession,
  claims: TicketClaims,
  { door }: JoinDeps,
): Promise<Room> {
  if (session.spent?.jti === claims.jti) return door.room(claims);
  const room = await door.spend(claims);
  session.spent = claims;
  return room;
}

interface Entering {
  room: Room;
  claims: TicketClaims;
  input: JoinInput;
  deps: JoinDeps;
}

function enter(session: RtcSession, { room, claims, input, deps }: Entering): boolean {
  try {
    requireConnected(session);
    const entry = room.enter(identityOf(claims));
    const news = deps.newsOf(room);
    if (entry.kind === 'guest') {
      session.waitAt({ room, news, occupant: entry.guest });
      return false;
    }
    session.sit({ room, news, occupant: entry.peer });
    return begin(entry.peer, input, false);
  } catch (err) {
    room.closeIfEmpty();
    throw err;
  }
}

/** A ticket comes from a fresh page, which has no transports: only a resume or a repeated join keeps media. */
function begin(peer: Peer, { rtpCapabilities }: JoinInput, keepIfAlive: boolean): boolean {
  const keep = keepIfAlive && !peer.media.lost;
  peer.media.begin(rtpCapabilities, { keep });
  return keep;
}

/** The socket may have gone while Redis was asked; nobody would give the seat back. */
function requireConnected(session: RtcSession): void {
  if (!session.socket.connected) throw new AppError('wrong-state');
}

/** The one the client holds stays good until the new one is used: this answer may be lost. */
function newToken(session: RtcSession, { room, occupant: peer }: Place<Peer>): string {
  const secret = peer.rotateToken(session.heldSecret);
  session.heldSecret = secret;
  return resumeTokenOf(room, peer, secret);
}

function mostImportant(room: Room, peer: Peer): string[] {
  const rank = (source: SourceProducer) => importance.indexOf(source.source);
  const others = room.sources.filter((source) => source.peerId !== peer.id);
  return others
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, consumersAtJoin)
    .map((source) => source.id);
}

interface Snapshot {
  room: Room;
  peer: Peer;
  resumed: boolean;
  resumeToken: string;
}

function snapshot({ room, peer, resumed, resumeToken }: Snapshot): JoinedRoom {
  const transports = peer.media.describeTransports();
  const consumers = peer.media.consumers.list().map((consumer) => consumer.view());
  return {
    self: peer.selfView(),
    room: room.view(),
    peers: room.peers.map((other) => other.view()),
    producers: room.sources.map((source) => source.view()),
    resumed,
    resumeToken,
    seatSeconds: limits.seatSeconds,
    ...(transports.send || transports.recv ? { transports } : {}),
    ...(resumed || consumers.length > 0 ? { consumers } : {}),
  };
}
