import { apiBase, appEvents, appRequests, appRoutes } from '@jembatan/shared/app.protocol';
import type { Route } from '@jembatan/shared/contract/route';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let openApi: { openapi: string; paths: Record<string, Record<string, { operationId: string }>> };
let asyncApi: { asyncapi: string; channels: { hub: { messages: Record<string, unknown> } } };

beforeAll(async () => {
  stack = await startStack();
  const load = async (name: string) => (await fetch(`${stack.url}${apiBase}/${name}`)).json();
  [openApi, asyncApi] = (await Promise.all([load('openapi.json'), load('asyncapi.json')])) as [
    typeof openApi,
    typeof asyncApi,
  ];
});
afterAll(() => stack[Symbol.asyncDispose]());

const routes = Object.entries<Route>(appRoutes);

describe('the OpenAPI document', () => {
  it('is 3.1 and names every route once', () => {
    expect(openApi.openapi).toBe('3.1.0');
    const operations = Object.values(openApi.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(operations.sort()).toEqual(routes.map(([name]) => name).sort());
  });

  it.each(routes)('promises %s, and the server has it', async (_name, route) => {
    const path = route.path.replaceAll(/:[A-Za-z]+/g, 'f'.repeat(24));
    const response = await fetch(`${stack.url}${apiBase}${path}`, { method: route.method });
    const text = await response.text();
    expect(text.includes('"what":"route"')).toBe(false);
    expect(response.status).not.toBe(500);
  });

  it('leaves nothing out: an address that is not in it is no route', async () => {
    const response = await fetch(`${stack.url}${apiBase}/nothing-here`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not-found', what: 'route' });
  });
});

describe('the AsyncAPI document', () => {
  it('is 3.0 and names every event and every request', () => {
    expect(asyncApi.asyncapi).toBe('3.0.0');
    const names = [
      ...appEvents.map(({ name }) => name as string),
      ...appRequests.map(({ name }) => `ask:${name}`),
    ];
    expect(Object.keys(asyncApi.channels.hub.messages).sort()).toEqual(names.sort());
  });
});

it('the readable page lists every route', async () => {
  const page = await (await fetch(`${stack.url}${apiBase}/docs`)).text();
  for (const [, route] of routes) expect(page).toContain(`${apiBase}${route.path}`);
});
