import type { AppError } from '@jembatan/shared/errors';
import type { JoinedRoom, RoomClosedReason } from '@jembatan/shared/rooms.view';
import { type ReadonlySignal, signal } from '@preact/signals';
import {
  applyRoomEvent,
  applySnapshot,
  emptyRoom,
  type RoomEvent,
  type RoomState,
} from './room.state.ts';

/** Where this tab stands. */
export type RoomPhase =
  /** On the page before the room. `isReady`: the way to the SFU is open. */
  | { readonly kind: 'outside'; readonly isReady: boolean }
  | { readonly kind: 'entering' }
  | { readonly kind: 'lobby' }
  | { readonly kind: 'inside' }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'ended'; readonly reason: RoomClosedReason | 'left' | 'replaced' }
  | { readonly kind: 'failed'; readonly error: AppError };

/** Something that happened to this person and is said once. */
export type RoomNotice = Extract<RoomEvent, { name: 'moderated' }>['payload'];

export interface RoomStore {
  readonly phase: ReadonlySignal<RoomPhase>;
  readonly room: ReadonlySignal<RoomState>;
  /** The newest; a new object each time. */
  readonly notice: ReadonlySignal<RoomNotice | null>;
  /** Why the last attempt to connect failed; null once one succeeded. */
  readonly delay: ReadonlySignal<unknown>;
  /** Sound and picture cannot pass, although the room answers. */
  readonly blocked: ReadonlySignal<boolean>;
  /** The browser opens the way for the first pictures: drawing the room now would hold them up. */
  readonly starting: ReadonlySignal<boolean>;
}

export interface RoomStoreWriter extends RoomStore {
  become(phase: RoomPhase): void;
  takeSnapshot(joined: JoinedRoom): void;
  takeEvent(event: RoomEvent): void;
  setDelay(error: unknown): void;
  setBlocked(blocked: boolean): void;
  setStarting(starting: boolean): void;
}

export function createRoomStore(): RoomStoreWriter {
  const phase = signal<RoomPhase>({ kind: 'outside', isReady: false });
  const room = signal<RoomState>(emptyRoom);
  const notice = signal<RoomNotice | null>(null);
  const delay = signal<unknown>(null);
  const blocked = signal(false);
  const starting = signal(false);
  return {
    phase,
    room,
    notice,
    delay,
    blocked,
    starting,
    become: (next) => {
      phase.value = next;
    },
    takeSnapshot: (joined) => {
      room.value = applySnapshot(room.value, joined);
    },
    takeEvent: (event) => {
      room.value = applyRoomEvent(room.value, event);
      if (event.name === 'moderated') notice.value = event.payload;
    },
    setDelay: (error) => {
      delay.value = error;
    },
    setBlocked: (next) => {
      blocked.value = next;
    },
    setStarting: (next) => {
      starting.value = next;
    },
  };
}
