import { randomUUID } from 'node:crypto';
import { apiBase } from '@jembatan/shared/app.protocol';
import { authRoutes } from '@jembatan/shared/auth.contract';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import type { Answer, Call, Route } from '@jembatan/shared/contract/route';
import type { PersonView } from '@jembatan/shared/people.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';

export async function call<R extends Route>(
  url: string,
  route: R,
  input: Call<R>,
  token?: string,
): Promise<Answer<R>> {
  const params = (input.params ?? {}) as Record<string, string>;
  const path = route.path.replaceAll(/:([A-Za-z]+)/g, (_all, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const response = await fetch(`${url}${apiBase}${path}`, {
    method: route.method,
    headers: {
      'Content-Type': 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
  });
  if (!response.ok)
    throw new Error(`${route.method} ${path}: ${response.status} ${await response.text()}`);
  return (route.answer ? route.answer.parse(await response.json()) : undefined) as Answer<R>;
}

/** Somebody with an account, signed in. */
export interface Person {
  token: string;
  password: string;
  person: PersonView;
}

export async function register(url: string, displayName = 'Bench'): Promise<Person> {
  const password = 'a long password';
  const { accessToken: token, person } = await call(url, authRoutes.register, {
    body: { displayName, password, age: 'adult', device: randomUUID() },
  });
  return { token, password, person };
}

/** A person with a public community and one thread in it. */
export async function settle(url: string) {
  const owner = await register(url);
  const { token } = owner;
  const community = await call(
    url,
    communityRoutes.createCommunity,
    { body: { name: 'Bench', reading: 'everyone', joining: 'open' } },
    token,
  );
  const { items } = await call(
    url,
    communityRoutes.listSpaces,
    { params: { id: community.id } },
    token,
  );
  const { thread } = await call(
    url,
    threadRoutes.createThread,
    { params: { id: items[0]!.id }, body: { title: 'Bench', body: 'First.' } },
    token,
  );
  return { ...owner, community, space: items[0]!, thread };
}
