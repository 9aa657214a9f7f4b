import type { SfuEventMap, SfuRequestMap } from '@jembatan/shared/sfu.protocol';
import type { TicketClaims } from '@jembatan/shared/ticket';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';

/** With what a connection came. */
export type Credential =
  | { kind: 'ticket'; claims: TicketClaims }
  | { kind: 'resume'; token: string };

interface SocketData {
  credential: Credential;
}

export type RtcSocket = Socket<SfuRequestMap, SfuEventMap, DefaultEventsMap, SocketData>;
export type RtcServer = Server<SfuRequestMap, SfuEventMap, DefaultEventsMap, SocketData>;
