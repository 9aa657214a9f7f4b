import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authRoutes } from '@jembatan/shared/auth.contract';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import { expect, it } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { startStack } from '../support/stack.ts';

const account = { displayName: 'Ibu Admin', password: 'a long password' };

it('the one-time link makes one admin, and only one', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'jembatan-')), 'admin-link');
  await using stack = await startStack({ environment: { ADMIN_LINK_FILE: file } });
  const link = new URL((await readFile(file, 'utf8')).trim());
  expect(link.pathname).toBe('/admin-link');
  const key = link.searchParams.get('key')!;
  expect(
    (
      await problemOf(
        callApi(stack.url, authRoutes.adminLink, { body: { ...account, key: 'guess' } }),
      )
    ).status,
  ).toBe(404);
  const tries = await Promise.allSettled(
    [1, 2, 3].map(() => callApi(stack.url, authRoutes.adminLink, { body: { ...account, key } })),
  );
  const [admin] = tries.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(
    await callApi(stack.url, peopleRoutes.getMe, {}, { token: admin!.accessToken }),
  ).toMatchObject({ hubRole: 'admin', age: 'adult', can: { administer: true } });
  await stack.addServer();
  expect((await readFile(file, 'utf8')).trim()).toBe('');
});

it('a link whose account is refused can be used again', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'jembatan-')), 'admin-link');
  await using stack = await startStack({ environment: { ADMIN_LINK_FILE: file } });
  const key = new URL((await readFile(file, 'utf8')).trim()).searchParams.get('key')!;
  await stack.person({ handle: 'taken' });
  const redeem = (handle: string) =>
    callApi(stack.url, authRoutes.adminLink, { body: { ...account, handle, key } });
  expect((await problemOf(redeem('Taken'))).code).toBe('handle-taken');
  expect((await redeem('free')).person.handle).toBe('free');
});

it('the admin of the environment is made once, and gets a new password by the next start', async () => {
  const email = 'head@school.example';
  await using stack = await startStack({
    environment: { ADMIN_EMAIL: email, ADMIN_PASSWORD: 'the first one' },
  });
  stack.environment.ADMIN_PASSWORD = 'the second one';
  await stack.addServer();
  const login = (password: string) =>
    callApi(stack.url, authRoutes.login, { body: { login: email, password } });
  expect((await problemOf(login('the first one'))).code).toBe('credentials-wrong');
  const { accessToken } = await login('the second one');
  expect(await callApi(stack.url, peopleRoutes.getMe, {}, { token: accessToken })).toMatchObject({
    hubRole: 'admin',
    email,
  });
});
