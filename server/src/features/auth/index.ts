import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { Hub } from '../../platform/hub.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import type { PeopleRepository } from '../people/index.ts';
import { createActorLookup } from './actors.ts';
import { createAdminKeysRepository } from './admin-keys.repository.ts';
import { mountAuth } from './auth.routes.ts';
import { createAuthService } from './auth.service.ts';
import { createCookies } from './cookies.ts';
import { createFirstAdmin } from './first-admin.ts';
import { createSignInsRepository } from './sign-ins.repository.ts';
import { createTokens } from './tokens.ts';

export type { AuthService } from './auth.service.ts';
export type { Cookies } from './cookies.ts';

export interface AuthFeatureDeps {
  connection: Connection;
  people: PeopleRepository;
  hub: Hub;
  signals: Signals;
  clock: Clock;
  logger: Logger;
  createLimiter: CreateLimiter;
  /** Whether the hub's address is https. */
  secureCookies: boolean;
}

/** Accounts and sign-ins. */
export function createAuth(deps: AuthFeatureDeps) {
  const signIns = createSignInsRepository(deps.connection);
  const actors = createActorLookup({ ...deps, signIns });
  const service = createAuthService({
    ...deps,
    signIns,
    actors,
    tokens: createTokens(deps.hub.secret),
    attempts: deps.createLimiter({ name: 'sign-in-device', points: 10, seconds: 300 }),
    accountAttempts: deps.createLimiter({ name: 'sign-in-account', points: 50, seconds: 3_600 }),
    registrations: deps.createLimiter({ name: 'register', points: 400, seconds: 300 }),
  });
  const cookies = createCookies({ hubId: deps.hub.id, secure: deps.secureCookies });
  const firstAdmin = createFirstAdmin({
    ...deps,
    keys: createAdminKeysRepository(deps.connection),
    auth: service,
  });
  return {
    service,
    actors,
    cookies,
    firstAdmin,
    mount: (router: RouteBinder) => mountAuth(router, { service, firstAdmin, cookies }),
    createIndexes: signIns.createIndexes,
  };
}
