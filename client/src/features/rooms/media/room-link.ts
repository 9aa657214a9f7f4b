import { AppError } from '@jembatan/shared/errors';
import type { JoinReply } from '@jembatan/shared/rooms.view';
import type { JoinAnswer } from '@jembatan/shared/sessions.contract';
import type { RoomEvent } from '../room.state.ts';
import type { Ask } from './ask.ts';
import { askedPauseMs, nextStepAfter, pauseBefore } from './reconnect.ts';
import type { Handshake, OpenConnection, RoomConnection } from './room-connection.ts';

export interface LinkListener {
  /** Connected (again): what was missed is in the answer to the next `join`. */
  onOpen(answer: JoinAnswer): void;
  onEvent(event: RoomEvent): void;
  onJoinReply(reply: JoinReply): void;
  /** The connection is gone; the link is looking for a new one by itself. */
  onLost(): void;
  /** An attempt failed and will be repeated. */
  onDelay(error: unknown): void;
  /** No use in trying on: the room is not for this person, or not there any more. */
  onHopeless(error: AppError): void;
}

export interface LinkOptions {
  /** `POST /sessions/:id/join`. */
  readonly requestTicket: () => Promise<JoinAnswer>;
  readonly openConnection: OpenConnection;
  readonly listener: LinkListener;
}

interface Seat {
  readonly token: string;
  readonly heldMs: number;
}

function waitFor(ms: number): { over: Promise<void>; cut: () => void } {
  let cut = () => {};
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    cut = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { over, cut };
}

/**
 * The way to the SFU: finds it, and finds it again after every drop, with the
 * seat while that is held and with a new ticket when it is not.
 */
export class RoomLink {
  readonly ask: Ask = (name, input) => {
    if (!this.#connection) return Promise.reject(new AppError('unavailable', { network: true }));
    return this.#connection.ask(name, input);
  };
  readonly #options: LinkOptions;
  #connection: RoomConnection | null = null;
  #answer: JoinAnswer | null = null;
  #usedTicket = '';
  #seat: Seat | null = null;
  #lostAt = 0;
  #running = false;
  #stopped = false;
  #cutPause = () => {};

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#connection?.isOpen === true;
  }

  /** A ticket newer than the one the connection was opened with, for `join`. */
  get newerTicket(): string | undefined {
    const ticket = this.#answer?.ticket;
    return ticket === undefined || ticket === this.#usedTicket ? undefined : ticket;
  }

  /** Connects, and keeps trying. Does nothing when it is connected or at it already. */
  open(): void {
    if (this.#running || this.isOpen) return;
    this.#stopped = false;
    this.#running = true;
    this.#run().then(
      (answer) => {
        this.#running = false;
        if (answer) this.#options.listener.onOpen(answer);
      },
      (error: unknown) => {
        this.#running = false;
        this.#giveUp(error);
      },
    );
  }

  /** The network may be back: the next attempt is now. */
  retryNow(): void {
    this.#cutPause();
  }

  /** What `join` answered: with it the seat is found again after a drop. */
  rememberSeat(token: string, seatSeconds: number): void {
    this.#seat = { token, heldMs: seatSeconds * 1_000 };
    // The ticket was spent by that join.
    this.#answer = this.#answer && { ...this.#answer, ticket: this.#usedTicket };
  }

  /** Keeps the ticket younger than its minute while somebody waits before the door. */
  async refreshTicket(): Promise<void> {
    const before = this.#answer;
    const answer = await this.#options.requestTicket();
    this.#answer = answer;
    if (before && before.sfuUrl !== answer.sfuUrl) this.reopen();
  }

  /** The seat is elsewhere or gone: comes in again by a new ticket. */
  renew(): void {
    this.#seat = null;
    this.#answer = null;
    this.reopen();
  }

  /** Drops a connection that does not answer any more and makes a new one. */
  reopen(): void {
    this.#connection?.drop();
    this.#onDrop();
  }

  measure(): Promise<number> {
    if (!this.#connection) return Promise.reject(new AppError('unavailable', { network: true }));
    return this.#connection.measure();
  }

  /** Leaves for good; the seat is free at once. */
  leave(): void {
    this.#stopped = true;
    this.#cutPause();
    this.#connection?.leave();
    this.#connection = null;
  }

  #giveUp(error: unknown): void {
    this.#stopped = true;
    const known =
      error instanceof AppError ? error : new AppError('internal', {}, { cause: error });
    this.#options.listener.onHopeless(known);
  }

  #onDrop(): void {
    this.#connection = null;
    if (this.#stopped) return;
    this.#lostAt = Date.now();
    this.#options.listener.onLost();
    this.open();
  }

  /** What it was opened with; null when it was given up meanwhile. */
  async #run(): Promise<JoinAnswer | null> {
    let attempt = 0;
    let asked = 0;
    let renewed = false;
    while (!this.#stopped) {
      await this.#pause(Math.max(pauseBefore(attempt), asked));
      try {
        return await this.#openOnce();
      } catch (error) {
        const next = nextStepAfter(error);
        if (next === 'give-up') throw error;
        if (next === 'new-ticket') this.#forgetSeat();
        // A refused seat is tried with a ticket at once; a refused ticket waits its turn.
        attempt = next === 'new-ticket' && !renewed ? 0 : attempt + 1;
        renewed ||= next === 'new-ticket';
        asked = askedPauseMs(error);
        this.#options.listener.onDelay(error);
      }
    }
    return null;
  }

  #forgetSeat(): void {
    this.#seat = null;
    this.#answer = null;
  }

  async #pause(ms: number): Promise<void> {
    if (ms === 0) return;
    const pause = waitFor(ms);
    this.#cutPause = pause.cut;
    await pause.over;
  }

  async #handshake(): Promise<{ answer: JoinAnswer; handshake: Handshake }> {
    const held = this.#seat && Date.now() - this.#lostAt < this.#seat.heldMs;
    if (this.#seat && this.#answer && held)
      return { answer: this.#answer, handshake: { resume: this.#seat.token } };
    if (this.#seat) this.#forgetSeat();
    this.#answer ??= await this.#options.requestTicket();
    this.#usedTicket = this.#answer.ticket;
    return { answer: this.#answer, handshake: { ticket: this.#answer.ticket } };
  }

  async #openOnce(): Promise<JoinAnswer | null> {
    const { answer, handshake } = await this.#handshake();
    const { listener, openConnection } = this.#options;
    const connection = await openConnection(answer.sfuUrl, handshake, {
      onEvent: (event) => listener.onEvent(event),
      onJoinReply: (reply) => listener.onJoinReply(reply),
      onDrop: () => this.#onDrop(),
    });
    if (this.#stopped) {
      connection.leave();
      return null;
    }
    this.#connection = connection;
    return answer;
  }
}
