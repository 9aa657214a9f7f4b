import { AppError } from '@jembatan/shared/errors';
import { type Actor, type PersonActor, visitor } from '../kernel/actor.ts';

/** Who a bearer header belongs to: a visitor without one; throws for one that does not stand. */
export type Authenticate = (authorization: string | undefined) => Promise<Actor>;

/** The person behind an access token whose sign-in still lives; throws `token-expired` or `signed-out`. */
export type ActorOfToken = (accessToken: string) => Promise<PersonActor>;

export function createAuthenticate(actorOfToken: ActorOfToken): Authenticate {
  return async (authorization) => {
    if (authorization === undefined) return visitor;
    const [scheme, token] = authorization.split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw new AppError('signed-out');
    return actorOfToken(token);
  };
}

export function requirePerson(actor: Actor): asserts actor is PersonActor {
  if (actor.kind !== 'person') throw new AppError('signed-out');
}
