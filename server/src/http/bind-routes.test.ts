import { route } from '@jembatan/shared/contract/route';
import express from 'express';
import { expect, it } from 'vitest';
import { visitor } from '../kernel/actor.ts';
import { createBinder } from './bind-routes.ts';

it('a route that the documents do not hold cannot be mounted', () => {
  const never = () => Promise.reject(new Error('not asked'));
  const binder = createBinder({
    router: express.Router(),
    authenticate: async () => visitor,
    transactions: { transact: never, together: () => never, underKey: never, isOpen: () => false },
    idempotency: {
      request: () => ({ id: '', bodyHash: '' }),
      findDone: never,
      claim: never,
      keep: never,
      done: never,
      createIndexes: never,
    },
    deadline: { ms: 1_000, isWorking: async () => true },
  });
  const stray = route({ method: 'GET', path: '/stray', summary: 'Not in the list.' });
  expect(() => binder.bind(stray, async () => undefined)).toThrow('GET /stray is not in appRoutes');
});
