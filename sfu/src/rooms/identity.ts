import type { PersonId, SessionId, SignInId } from '@jembatan/shared/ids';
import type { Source } from '@jembatan/shared/rooms.view';
import {
  knownRights,
  type TicketClaims,
  type TicketRight,
  type TicketRole,
} from '@jembatan/shared/ticket';

/** Who sits on a seat and what the hub's ticket allows them. */
export interface Identity {
  readonly room: SessionId;
  readonly epoch: number;
  readonly person: PersonId;
  readonly sid: SignInId;
  readonly device: string;
  readonly displayName: string;
  readonly role: TicketRole;
  readonly can: readonly TicketRight[];
}

export function identityOf(claims: TicketClaims): Identity {
  return {
    room: claims.room,
    epoch: claims.epoch,
    person: claims.sub,
    sid: claims.sid,
    device: claims.device,
    displayName: claims.name,
    role: claims.role,
    can: knownRights(claims.can),
  };
}

/** One device of one person has one seat. */
export function seatKey({ person, device }: Pick<Identity, 'person' | 'device'>): string {
  return `${person}:${device}`;
}

/** The right that sending a source takes. */
export const rightFor: Record<Source, TicketRight> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'screen',
  'screen-audio': 'screen',
};

export const kindOf: Record<Source, 'audio' | 'video'> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  'screen-audio': 'audio',
};
