import { randomUUID } from 'node:crypto';
import { apiBase } from '@jembatan/shared/app.protocol';
import { authRoutes, type SignedIn } from '@jembatan/shared/auth.contract';
import type { Answer, Call, Route } from '@jembatan/shared/contract/route';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import type { Memory } from './memory.ts';
import type { Cast } from './regions.ts';

/** Somebody signed in to the hub. */
export interface Guest {
  handle: string;
  call<R extends Route>(route: R, call: Call<R>): Promise<Answer<R>>;
}

function addressOf(
  hubUrl: string,
  route: Route,
  call: { params?: unknown; query?: unknown },
): string {
  const params = (call.params ?? {}) as Record<string, string>;
  const path = route.path.replaceAll(/:([A-Za-z]+)/g, (_all, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const query = new URLSearchParams((call.query ?? {}) as Record<string, string>).toString();
  return `${hubUrl}${apiBase}${path}${query && `?${query}`}`;
}

/** Calls the public API; throws with the problem's code. */
export async function call<R extends Route>(
  hubUrl: string,
  route: R,
  input: Call<R> & { token?: string },
): Promise<Answer<R>> {
  const response = await fetch(addressOf(hubUrl, route, input), {
    method: route.method,
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
      ...(input.token && { Authorization: `Bearer ${input.token}` }),
    },
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(
      `${route.method} ${route.path} answered ${response.status}: ${text.slice(0, 300)}`,
    );
  return (route.answer ? route.answer.parse(JSON.parse(text)) : undefined) as Answer<R>;
}

/** Somebody of the cast, signed in: registered with their profile, or back after an earlier run. */
export async function invite(
  hubUrl: string,
  who: Cast,
  { memory, age }: { memory: Memory; age: 'adult' | 'minor' },
): Promise<Guest> {
  const known = memory.handleOf(who.name);
  const { person, accessToken: token } = known
    ? await signIn(hubUrl, who, { login: known, password: memory.password })
    : await register(hubUrl, who, { age, password: memory.password });
  if (!known) await memory.rememberHandle(who.name, person.handle);
  await call(hubUrl, peopleRoutes.changeMe, {
    body: { languages: who.languages, country: who.country },
    token,
  });
  return {
    handle: person.handle,
    call: (route, input) => call(hubUrl, route, { ...input, token }),
  };
}

// A device for each: limits are per device, and a whole cast comes at once.
const deviceOf = (who: Cast) => `demo ${who.name}`;

function register(
  hubUrl: string,
  who: Cast,
  options: { password: string; age: 'adult' | 'minor' },
): Promise<SignedIn> {
  const { name: displayName, timeZone, languages } = who;
  return call(hubUrl, authRoutes.register, {
    body: { displayName, timeZone, locale: languages[0], device: deviceOf(who), ...options },
  });
}

function signIn(
  hubUrl: string,
  who: Cast,
  credentials: { login: string; password: string },
): Promise<SignedIn> {
  return call(hubUrl, authRoutes.login, { body: { ...credentials, device: deviceOf(who) } });
}
