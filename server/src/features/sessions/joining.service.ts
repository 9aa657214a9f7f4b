import { randomBytes } from 'node:crypto';
import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { JoinAnswer } from '@jembatan/shared/sessions.contract';
import { type TicketClaims, ticketAlgorithm } from '@jembatan/shared/ticket';
import jwt from 'jsonwebtoken';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import * as rules from '../../permissions/sessions.rules.ts';
import type { Limiter } from '../../platform/limiter.ts';
import type { Person } from '../people/index.ts';
import { reachableFrom } from './reachable.ts';
import { type RelayOptions, relaysFor } from './relays.ts';
import type { PlacedRoom, RoomsStore } from './rooms.store.ts';
import type { SessionAccess, SessionAt } from './sessions.access.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { TicketKeys } from './ticket-keys.ts';

export interface JoiningDeps {
  access: SessionAccess;
  sessions: SessionsRepository;
  store: RoomsStore;
  keys: TicketKeys;
  clock: Clock;
  logger: Logger;
  joins: Limiter;
  requirePerson: (id: PersonId) => Promise<Person>;
  relays: RelayOptions | null;
  /** Names this hub in tickets. */
  issuer: string;
}

/** Who asks, by which of their devices, and under which host name they see the hub. */
export interface JoinRequest {
  sessionId: string;
  device: string;
  hostname: string;
}

/** Seconds after which it is worth asking again for a room. */
const retryAfter = 2;

export type JoiningService = ReturnType<typeof createJoiningService>;

/** Tickets to rooms: who may enter, where the room is, and the proof of both. */
export function createJoiningService(deps: JoiningDeps) {
  const { store, keys, sessions, clock } = deps;

  /** Throws `no-room-node` when no node takes the room or Redis is away. */
  async function place({ session }: SessionAt): Promise<PlacedRoom> {
    const { id, node, epoch, inRoom } = session;
    try {
      await keys.publish();
      const placed = await store.place(id, { node, epoch, empty: inRoom === 0 });
      if (placed) return placed;
    } catch (err) {
      deps.logger.warn({ err, sessionId: id }, 'room could not be placed');
    }
    throw new AppError('no-room-node', { retryAfter });
  }

  /** Whoever may join again is no longer kept out. */
  async function admit(
    { session }: SessionAt,
    actor: PersonActor,
    { node }: PlacedRoom,
  ): Promise<void> {
    await store.noteTicket(session.id, actor.id, limits.ticketSeconds);
    if (!(await store.isDenied(session.id, actor.id))) return;
    await store.command(node, { kind: 'person:allow', room: session.id, person: actor.id });
    await store.allow(session.id, actor.id);
  }

  async function sign(
    actor: PersonActor,
    at: SessionAt,
    { placed, device }: { placed: PlacedRoom; device: string },
  ): Promise<string> {
    const { displayName } = await deps.requirePerson(actor.id);
    const role = rules.roomRole(actor, at.place, at.session);
    const issued = Math.floor(clock.now().getTime() / 1_000);
    const claims: TicketClaims = {
      iss: deps.issuer,
      aud: placed.node,
      sub: actor.id,
      sid: actor.sid,
      room: at.session.id,
      epoch: placed.epoch,
      jti: randomBytes(18).toString('base64url'),
      name: displayName,
      role,
      can: rules.roomRights(role, at.session),
      device,
      iat: issued,
      exp: issued + limits.ticketSeconds,
    };
    const { kid, key } = await keys.signer();
    return jwt.sign(claims, key, { algorithm: ticketAlgorithm, keyid: kid });
  }

  return async (
    actor: PersonActor,
    { sessionId, device, hostname }: JoinRequest,
  ): Promise<JoinAnswer> => {
    await deps.joins.take(actor.id);
    const at = await deps.access.getVisibleSession(actor, sessionId);
    requireJoin(actor, at);
    const placed = await place(at);
    await sessions.notePlacement(at.session.id, placed);
    await admit(at, actor, placed).catch((err: unknown) => {
      throw new AppError('no-room-node', { retryAfter }, { cause: err });
    });
    const { sfuUrl, rtpCapabilities } = placed.registration;
    const iceServers = relaysFor(deps.relays, actor.id, clock.now());
    const ticket = await sign(actor, at, { placed, device });
    return { ticket, sfuUrl: reachableFrom(hostname, sfuUrl), iceServers, rtpCapabilities };
  };
}

function requireJoin(actor: PersonActor, { session, place }: SessionAt): void {
  const removed = session.removedIds.includes(actor.id);
  if (!removed && rules.canJoinSession(actor, place, session)) return;
  if (removed || place.banned) throw new AppError('banned');
  const over = session.state === 'ended' || session.state === 'cancelled';
  throw over ? new AppError('session-over') : forbidden('join');
}
