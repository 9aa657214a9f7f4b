import { AppError } from '@jembatan/shared/errors';
import type { SignInId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Signals } from '../../kernel/signals.ts';
import { TtlCache } from '../../kernel/ttl-cache.ts';
import type { PeopleRepository } from '../people/index.ts';
import type { SignInsRepository } from './sign-ins.repository.ts';

/** Longest time a sign-in that was ended elsewhere still counts here, should the signal be lost. */
const cacheRule = { ttlMs: 2_000, max: 20_000 };

export interface ActorLookup {
  /** The person of a living sign-in, with role and age as they are now; throws `signed-out`. */
  bySignIn(sid: SignInId): Promise<PersonActor>;
}

export interface ActorDeps {
  people: PeopleRepository;
  signIns: SignInsRepository;
  signals: Signals;
}

export function createActorLookup({ people, signIns, signals }: ActorDeps): ActorLookup {
  const cache = new TtlCache<PersonActor>(cacheRule);
  signals.on('signed-out', ({ sids }) => {
    for (const sid of sids) cache.drop(sid);
  });
  signals.on('person:changed', () => cache.clear());
  signals.on('redis:back', () => cache.clear());

  async function load(sid: SignInId): Promise<PersonActor> {
    const signIn = await signIns.find(sid);
    const person = signIn && !signIn.revokedAt ? await people.findById(signIn.personId) : null;
    if (!person) throw new AppError('signed-out');
    return { kind: 'person', id: person.id, sid, hubRole: person.hubRole, age: person.age };
  }

  return { bySignIn: (sid) => cache.get(sid, () => load(sid)) };
}
