import type { CommunityId, PersonId, SignInId } from '@jembatan/shared/ids';

/** Short messages between servers about things they may have cached. */
export interface SignalMap {
  /** Whoever holds sockets or facts of these asks again. */
  'rights:changed': { personId?: PersonId; communityId?: CommunityId };
  'signed-out': { sids: SignInId[]; reason: 'logout' | 'everywhere' | 'revoked' | 'banned' };
  'person:changed': { personId: PersonId };
  /** Redis came back: anything may have been missed. */
  'redis:back': Record<string, never>;
}

export type SignalKind = keyof SignalMap;

/** Delivered at once in this server, and to the others as long as Redis is there. */
export interface Signals {
  send<K extends SignalKind>(kind: K, payload: SignalMap[K]): void;
  on<K extends SignalKind>(kind: K, handler: (payload: SignalMap[K]) => void): void;
}
