import { authRoutes } from '@jembatan/shared/auth.contract';
import { communityRoutes as routes } from '@jembatan/shared/communities.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { type Stack, startStack } from '../support/stack.ts';

const admin = { ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'a long enough one' };
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ environment: admin });
});
afterAll(() => stack[Symbol.asyncDispose]());

async function adminToken(): Promise<string> {
  const body = { login: admin.ADMIN_EMAIL, password: admin.ADMIN_PASSWORD };
  return (await callApi(stack.url, authRoutes.login, { body })).accessToken;
}

describe('institutions', () => {
  test('are added by admins only, and listed by name for everybody signed in', async () => {
    const token = await adminToken();
    const add = (name: string) =>
      callApi(
        stack.url,
        routes.createInstitution,
        { body: { name, kind: 'school', country: 'ID' } },
        { token },
      );
    for (const name of ['SMA 2', 'gymnasium', 'École']) await add(name);
    const person = await stack.person();
    const refused = person.call(routes.createInstitution, {
      body: { name: 'Mine', kind: 'school' },
    });
    expect((await problemOf(refused)).code).toBe('forbidden');
    const first = await person.call(routes.listInstitutions, { query: { limit: '2' } });
    const rest = await person.call(routes.listInstitutions, {
      query: { cursor: first.nextCursor ?? '' },
    });
    const names = [...first.items, ...rest.items].map(({ name }) => name);
    expect(names).toEqual(['gymnasium', 'SMA 2', 'École']);
    expect((await problemOf(callApi(stack.url, routes.listInstitutions, {}))).code).toBe(
      'signed-out',
    );
  });

  test('are what a person is in a community through, as staff say', async () => {
    const token = await adminToken();
    const body = { name: 'Universitas', kind: 'university' } as const;
    const { id: institutionId } = await callApi(
      stack.url,
      routes.createInstitution,
      { body },
      { token },
    );
    const [owner, guest] = await Promise.all([stack.person(), stack.person()]);
    const { id } = await owner.call(routes.createCommunity, {
      body: { name: 'Exchange', kind: 'exchange' },
    });
    const own = { id, personId: owner.id };
    const change = (to: string) =>
      owner.call(routes.changeMember, { params: own, body: { institutionId: to } });
    expect((await problemOf(change('f'.repeat(24)))).code).toBe('not-found');
    expect(await change(institutionId)).toMatchObject({ institutionId, role: 'owner' });
    const { code } = await owner.call(routes.createInvite, { params: { id }, body: {} });
    const joined = await guest.call(routes.acceptInvite, { params: { code } });
    expect(joined.membership?.institutionId).toBe(institutionId);
  });
});
