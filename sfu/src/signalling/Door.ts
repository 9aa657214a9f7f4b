import { AppError } from '@jembatan/shared/errors';
import { rtcHandshake } from '@jembatan/shared/rooms.view';
import type { TicketClaims } from '@jembatan/shared/ticket';
import type { RoomRegistry } from '../rooms/RoomRegistry.ts';
import type { TicketChecker } from '../tickets/TicketChecker.ts';
import type { TicketStore } from '../tickets/TicketStore.ts';
import type { Credential } from './types.ts';

export interface DoorDeps {
  tickets: Pick<TicketChecker, 'check'>;
  store: Pick<TicketStore, 'spend' | 'isDenied'>;
  registry: RoomRegistry;
  /** Throws `room-moved` when the room is known to live elsewhere. */
  checkPlacement: (room: string, epoch: number) => Promise<void>;
  /** For reports and counters. */
  onRefused: (refusal: Refusal) => void;
}

export interface Refusal {
  code: string;
  claims?: TicketClaims;
}

/** Checks who may connect and who may sit down. */
export class Door {
  readonly #deps: DoorDeps;

  constructor(deps: DoorDeps) {
    this.#deps = deps;
  }

  /** From Socket.IO's `auth`. Throws `ticket-invalid`, `ticket-expired`, `seat-gone`, `banned`. */
  async connect(auth: unknown): Promise<Credential> {
    const parsed = rtcHandshake.safeParse(auth);
    if (!parsed.success) throw this.#refuse('ticket-invalid');
    if ('ticket' in parsed.data)
      return { kind: 'ticket', claims: await this.claims(parsed.data.ticket) };
    const { resume } = parsed.data;
    await this.seatOf(resume);
    return { kind: 'resume', token: resume };
  }

  /** A ticket's claims, when it is good and the person is not kept out. */
  async claims(ticket: string): Promise<TicketClaims> {
    const claims = await this.#check(ticket);
    await this.#requireWelcome(claims);
    return claims;
  }

  /** The seat of a resume token, when the person is not kept out meanwhile. */
  async seatOf(token: string) {
    const found = this.#deps.registry.seatOf(token);
    if (!found) throw this.#refuse('seat-gone');
    const { room, peer } = found;
    if (await this.#deps.store.isDenied(room.id, peer.identity.person)) {
      room.remove(peer.identity.person);
      throw this.#refuse('banned');
    }
    if (peer.left) throw this.#refuse('seat-gone');
    return found;
  }

  /** Spends the ticket and answers with its room. Throws `ticket-expired`, `ticket-spent`, `room-moved`. */
  async spend(claims: TicketClaims) {
    if (claims.exp * 1_000 <= Date.now()) throw this.#refuse('ticket-expired');
    await this.#requireWelcome(claims);
    if (!(await this.#deps.store.spend(claims.jti, claims.exp * 1_000)))
      throw this.#refuse('ticket-spent', claims);
    return this.room(claims);
  }

  /** The room of a ticket that this connection has spent. */
  async room(claims: TicketClaims) {
    const { registry, checkPlacement } = this.#deps;
    if (registry.get(claims.room)?.epoch !== claims.epoch)
      await checkPlacement(claims.room, claims.epoch);
    return registry.forTicket(claims);
  }

  async #check(ticket: string): Promise<TicketClaims> {
    try {
      return await this.#deps.tickets.check(ticket);
    } catch (err) {
      throw err instanceof AppError ? this.#refuse(err.code) : err;
    }
  }

  async #requireWelcome(claims: TicketClaims): Promise<void> {
    const { registry, store } = this.#deps;
    const removed = registry.get(claims.room)?.isRemoved(claims.sub) ?? false;
    if (removed || (await store.isDenied(claims.room, claims.sub)))
      throw this.#refuse('banned', claims);
  }

  #refuse(code: AppError['code'], claims?: TicketClaims): AppError {
    this.#deps.onRefused({ code, ...(claims ? { claims } : {}) });
    return new AppError(code);
  }
}
