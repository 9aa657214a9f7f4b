import { authRoutes } from '@jembatan/shared/auth.contract';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { uniqueName } from '../support/services.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ servers: 2 });
});
afterAll(() => stack[Symbol.asyncDispose]());

const cookieOf = (cookies: readonly string[], prefix: RegExp) =>
  cookies.map((cookie) => cookie.split(';')[0]!).find((cookie) => prefix.test(cookie))!;
const refreshCookie = (cookies: readonly string[]) => cookieOf(cookies, /^jembatan_(?!files)/);

/** Refreshes with a cookie, at the first or another server. */
async function refresh(cookie: string, body: object = {}, server = 0) {
  const response = await fetch(`${stack.servers[server]!.url}/api/v1/auth/refresh`, {
    method: 'POST',
    headers: { Cookie: cookie, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return {
    status: response.status,
    answer,
    cookie: response.ok ? refreshCookie(response.headers.getSetCookie()) : '',
  };
}

describe('accounts', () => {
  it('are made without an e-mail, with a handle in any script made from the name', async () => {
    const who = await stack.person({ displayName: 'สมหญิง ใจดี' });
    expect(who.person.handle).toMatch(/สมหญิง/);
    const me = await who.call(peopleRoutes.getMe, {});
    expect(me).toMatchObject({ displayName: 'สมหญิง ใจดี', email: null, hubRole: 'member' });
  });

  it('of equal names get different handles; a handle that was asked for is refused when taken', async () => {
    const handle = `Ana_${uniqueName()}`;
    const [a, b] = await Promise.all([
      stack.person({ displayName: 'Ana Lima' }),
      stack.person({ displayName: 'Ana Lima' }),
    ]);
    expect(a.person.handle).not.toBe(b.person.handle);
    await stack.person({ handle });
    await expect(stack.person({ handle: handle.toUpperCase() })).rejects.toThrow('handle-taken');
    // Some keyboards send letters and marks apart; it is the same name.
    const apart = await stack.person({ handle: `${handle}e\u0301` });
    expect(apart.person.handle).toBe(`${handle}é`);
  });

  it('sign in by handle in any case and by e-mail, and tell nobody which part was wrong', async () => {
    const email = `${uniqueName()}@Example.org`;
    const who = await stack.person({ email });
    for (const login of [
      who.person.handle.toUpperCase(),
      email.toLowerCase(),
      email.toUpperCase(),
    ]) {
      const answer = await callApi(stack.url, authRoutes.login, {
        body: { login, password: who.password },
      });
      expect(answer.person.id).toBe(who.id);
    }
    for (const body of [
      { login: who.person.handle, password: 'wrong' },
      { login: 'nobody-here', password: 'wrong' },
    ]) {
      expect((await problemOf(callApi(stack.url, authRoutes.login, { body }))).code).toBe(
        'credentials-wrong',
      );
    }
  });

  it('of 300 pupils behind one address can be signed in within five minutes', async () => {
    const who = await stack.person();
    const others = await Promise.all(Array.from({ length: 30 }, () => stack.person()));
    const logins = others.map(({ person, password }) =>
      callApi(stack.url, authRoutes.login, { body: { login: person.handle, password } }),
    );
    await expect(Promise.all(logins)).resolves.toHaveLength(30);
    expect(who.token).toBeTruthy();
  });

  it('are closed for a while after many wrong passwords, with Retry-After', async () => {
    const who = await stack.person();
    const attempt = () =>
      problemOf(
        callApi(stack.url, authRoutes.login, {
          body: { login: who.person.handle, password: 'wrong', device: 'x' },
        }),
      );
    const codes: string[] = [];
    for (let n = 0; n < 11; n += 1) codes.push((await attempt()).code);
    expect(codes.slice(0, 10)).toEqual(Array(10).fill('credentials-wrong'));
    const refused = await attempt();
    expect(refused).toMatchObject({ code: 'too-many', status: 429 });
    expect(refused.problem.retryAfter).toBeGreaterThan(0);
  });

  it('refuse bodies of wrong types, operators and foreign names', async () => {
    for (const body of [
      { login: { $gt: '' }, password: 'x' },
      { login: ['a'], password: 'x' },
      { login: 'a' },
      [],
      'text',
    ]) {
      const response = await fetch(`${stack.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    await expect(stack.person({ handle: 'a\u202eb' })).rejects.toThrow('invalid');
  });
});

describe('refresh', () => {
  it('rotates; the previous token answers with the same successor on every server', async () => {
    const first = refreshCookie((await stack.person()).cookies);
    const second = await refresh(first);
    expect(second.status).toBe(200);
    expect(second.cookie).not.toBe(first);
    const again = await refresh(first, {}, 1);
    expect(again.cookie).toBe(second.cookie);
  });

  it('in parallel gives one successor', async () => {
    const first = refreshCookie((await stack.person()).cookies);
    const all = await Promise.all([0, 1, 0, 1].map((server) => refresh(first, {}, server)));
    expect(new Set(all.map(({ cookie }) => cookie)).size).toBe(1);
  });

  it('with an older token ends the whole family', async () => {
    const who = await stack.person();
    const first = refreshCookie(who.cookies);
    const second = await refresh(first);
    const third = await refresh(second.cookie);
    expect((await refresh(first)).status).toBe(401);
    expect((await refresh(third.cookie)).answer.code).toBe('signed-out');
    expect((await problemOf(who.call(peopleRoutes.getMe, {}))).code).toBe('signed-out');
  });

  it('notices the cookie of another sign-in', async () => {
    const [a, b] = [await stack.person(), await stack.person()];
    expect((await refresh(refreshCookie(a.cookies), { sid: b.sid })).answer.code).toBe(
      'signed-out',
    );
    expect((await refresh(refreshCookie(a.cookies), { sid: a.sid })).status).toBe(200);
  });

  it('refuses forged, foreign and empty cookies', async () => {
    const good = refreshCookie((await stack.person()).cookies);
    const [name, value] = good.split('=');
    const [sid, generation] = value!.split('.');
    for (const bad of [
      `${name}=`,
      `${name}=${sid}.${generation}.${'A'.repeat(43)}`,
      `${name}=${sid}.9.${value!.split('.')[2]}`,
      `${name}=x`,
    ]) {
      expect((await refresh(bad)).status).toBe(401);
    }
  });
});

describe('cookies', () => {
  it('are httpOnly, SameSite=Lax, limited by path and named with the hub', async () => {
    const { cookies } = await stack.person();
    const [auth, files] = [
      cookies.find((cookie) => /^jembatan_[0-9a-f]{12}=/.test(cookie)),
      cookies.find((cookie) => cookie.startsWith('jembatan_files_')),
    ];
    expect(auth).toMatch(/Path=\/api\/v1\/auth;.*HttpOnly; SameSite=Lax/i);
    expect(files).toMatch(/Path=\/files;.*HttpOnly; SameSite=Lax/i);
  });
});

describe('signing out', () => {
  it('ends the sign-in on every server at once, and everywhere ends them all', async () => {
    const who = await stack.person();
    const other = await callApi(stack.url, authRoutes.login, {
      body: { login: who.person.handle, password: who.password },
    });
    await who.call(authRoutes.logout, { body: {} });
    expect((await problemOf(who.call(peopleRoutes.getMe, {}))).code).toBe('signed-out');
    await eventually(async () =>
      (
        await problemOf(
          callApi(stack.servers[1]!.url, peopleRoutes.getMe, {}, { token: who.token }),
        )
      ).code === 'signed-out'
        ? undefined
        : 'still in',
    );
    await expect(
      callApi(stack.url, peopleRoutes.getMe, {}, { token: other.accessToken }),
    ).resolves.toMatchObject({ id: who.id });
    await callApi(
      stack.url,
      authRoutes.logout,
      { body: { everywhere: true } },
      { token: other.accessToken },
    );
    expect(
      (await problemOf(callApi(stack.url, peopleRoutes.getMe, {}, { token: other.accessToken })))
        .code,
    ).toBe('signed-out');
  });

  it('CONN-2 disconnects every socket of the sign-in, on every server, and says why', async () => {
    const who = await stack.person();
    using here = await who.connect();
    using there = await who.connect(stack.servers[1]!.url);
    await who.call(authRoutes.logout, { body: {} });
    for (const socket of [here, there]) {
      expect(await socket.next('signed-out')).toEqual({ reason: 'logout' });
      await eventually(() => (socket.socket.connected ? 'still connected' : undefined));
    }
    await expect(who.connect()).rejects.toThrow('signed-out');
  });
});

describe('access tokens', () => {
  it('that are expired, forged, unsigned or of another kind are refused with the right code', async () => {
    const who = await stack.person();
    const claims = jwt.decode(who.token) as Record<string, unknown>;
    const forged = jwt.sign(claims, 'another secret');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${who.token.split('.')[1]}.`;
    for (const token of [forged, unsigned, 'x', `${who.token}x`]) {
      expect((await problemOf(callApi(stack.url, peopleRoutes.getMe, {}, { token }))).code).toBe(
        'signed-out',
      );
    }
    expect((await problemOf(callApi(stack.url, peopleRoutes.getMe, {}))).status).toBe(401);
  });
});

describe('profiles', () => {
  it('keep languages, country and zone, refuse unknown zones, and are seen by handle', async () => {
    const who = await stack.person({ displayName: 'Budi' });
    const changed = await who.call(peopleRoutes.changeMe, {
      body: { languages: ['id', 'en'], country: 'ID', timeZone: 'Asia/Jakarta', bio: 'Guru' },
    });
    expect(changed).toMatchObject({
      languages: ['id', 'en'],
      country: 'ID',
      timeZone: 'Asia/Jakarta',
    });
    expect(
      (await problemOf(who.call(peopleRoutes.changeMe, { body: { timeZone: 'Mars/Olympus' } })))
        .code,
    ).toBe('invalid');
    const seen = await callApi(stack.url, peopleRoutes.getPerson, {
      params: { handle: who.person.handle },
    });
    expect(seen).toMatchObject({ id: who.id, bio: 'Guru' });
  });

  it('of minors, and of those whose age nobody knows, are not found by strangers', async () => {
    const stranger = await stack.person();
    for (const age of ['minor', 'unknown'] as const) {
      const child = await stack.person({ age });
      expect(
        (
          await problemOf(
            stranger.call(peopleRoutes.getPerson, { params: { handle: child.person.handle } }),
          )
        ).status,
      ).toBe(404);
      await expect(
        child.call(peopleRoutes.getPerson, { params: { handle: child.person.handle } }),
      ).resolves.toMatchObject({ id: child.id });
    }
  });
});
