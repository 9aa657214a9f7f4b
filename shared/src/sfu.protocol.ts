import type { EventMap, RequestMap } from './contract/messages.ts';
import { roomEvents, roomRequests } from './rooms.contract.ts';

/** Path of the SFU's Socket.IO, at the bare origin `sfuUrl`. */
export const rtcPath = '/rtc';

/**
 * Milliseconds between pings on that socket. A dead link is noticed within 15 seconds, of which the
 * rest is the answer's; each ping wakes a program that otherwise lets its worker forward.
 */
export const rtcPingIntervalMs = 8_000;

/** Everything a client asks over the SFU's socket; each is acknowledged with `Reply`. */
export const sfuRequests = roomRequests;

/** Everything the SFU sends. */
export const sfuEvents = roomEvents;

/**
 * A refused connection arrives as `connect_error` with this in `error.data`:
 * the code says whether to ask for a new ticket (`ticket-expired`,
 * `ticket-invalid`, `seat-gone`, `room-moved`), to go back (`banned`), or to try
 * the same again (`unavailable`).
 */
export interface RtcConnectError {
  readonly code: string;
}

export type SfuEventMap = EventMap<typeof sfuEvents>;
export type SfuRequestMap = RequestMap<typeof sfuRequests>;
export type SfuEventName = keyof SfuEventMap;
export type SfuRequestName = keyof SfuRequestMap;
