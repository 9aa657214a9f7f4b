import { randomUUID } from 'node:crypto';
import { apiBase } from '@jembatan/shared/app.protocol';
import { authRoutes } from '@jembatan/shared/auth.contract';
import type { Answer, Call, Route } from '@jembatan/shared/contract/route';
import { peopleRoutes } from '@jembatan/shared/people.contract';
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

/** Registers somebody of the cast with their profile. */
export async function invite(
  hubUrl: string,
  who: Cast,
  options: { password: string; age: 'adult' | 'minor' },
): Promise<Guest> {
  const { person, accessToken } = await call(hubUrl, authRoutes.register, {
    body: {
      displayName: who.name,
      timeZone: who.timeZone,
      locale: who.languages[0],
      device: `demo ${who.name}`,
      ...options,
    },
  });
  await call(hubUrl, peopleRoutes.changeMe, {
    body: { languages: who.languages, country: who.country },
    token: accessToken,
  });
  return {
    handle: person.handle,
    call: (route, input) => call(hubUrl, route, { ...input, token: accessToken }),
  };
}
