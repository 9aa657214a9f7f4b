import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { limits } from '@jembatan/shared/limits';
import { type TicketPublicKey, ticketAlgorithm, ticketPublicKey } from '@jembatan/shared/ticket';
import type { Clock } from '../../kernel/clock.ts';
import { TtlCache } from '../../kernel/ttl-cache.ts';
import type { RoomsStore } from './rooms.store.ts';
import type { StoredKey, TicketKeySet, TicketKeysRepository } from './ticket-keys.repository.ts';

/** Days after which a new key takes over. */
const rotationDays = 30;
/** An old key outlives the tickets signed with it, also those of a server that did not hear of the change yet. */
const keptMs = 2 * limits.ticketSeconds * 1_000;
const cacheRule = { ttlMs: 10_000, max: 1 };

export interface TicketKeysDeps {
  repository: TicketKeysRepository;
  store: Pick<RoomsStore, 'publishKeys' | 'withdrawKey'>;
  clock: Clock;
}

export interface Signer {
  kid: string;
  key: KeyObject;
}

export type TicketKeys = ReturnType<typeof createTicketKeys>;

/** The pair that signs tickets: made once for the hub, changed now and then. */
export function createTicketKeys({ repository, store, clock }: TicketKeysDeps) {
  const cache = new TtlCache<TicketKeySet>(cacheRule);

  async function read(): Promise<TicketKeySet> {
    return (await repository.find()) ?? repository.load(makeKey(clock.now()));
  }

  const load = () => cache.get('keys', read);

  /** Also those that are on their way out. */
  async function publicKeys(): Promise<TicketPublicKey[]> {
    const { current, retired } = await load();
    const living = retired.filter(({ until }) => until > clock.now());
    return [current, ...living].map(toPublic);
  }

  async function forgetOld({ retired }: TicketKeySet): Promise<void> {
    const gone = retired.filter(({ until }) => until <= clock.now()).map(({ kid }) => kid);
    for (const kid of gone) await store.withdrawKey(kid);
    if (gone.length > 0) await repository.forget(gone);
  }

  async function rotate({ current }: TicketKeySet): Promise<void> {
    const until = new Date(clock.now().getTime() + keptMs);
    await repository.replace({ ...current, until }, makeKey(clock.now()));
    cache.clear();
  }

  return {
    publicKeys,
    rotate: async () => rotate(await load()),
    async signer(): Promise<Signer> {
      const { current } = await load();
      return { kid: current.kid, key: createPrivateKey({ key: current.jwk, format: 'jwk' }) };
    },
    /** Puts the public keys where SFU nodes look for them. Rejects while Redis is away. */
    publish: async () => store.publishKeys(await publicKeys()),
    /** Changes a key that is old enough and forgets those nobody needs. */
    async tend(): Promise<void> {
      const set = await load();
      const age = clock.now().getTime() - set.current.createdAt.getTime();
      if (age > rotationDays * 86_400_000) await rotate(set);
      await forgetOld(set);
    },
  };
}

function makeKey(now: Date): StoredKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomBytes(9).toString('base64url');
  return { kid, jwk: privateKey.export({ format: 'jwk' }), createdAt: now };
}

function toPublic({ kid, jwk: { kty, crv, x, y } }: StoredKey): TicketPublicKey {
  return ticketPublicKey.parse({ kty, crv, x, y, kid, alg: ticketAlgorithm, use: 'sig' });
}
