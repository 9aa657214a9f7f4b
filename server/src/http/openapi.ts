import { apiBase, appEvents, appRequests, appRoutes } from '@jembatan/shared/app.protocol';
import type { Route } from '@jembatan/shared/contract/route';
import { errorStatus } from '@jembatan/shared/errors';
import * as z from 'zod/mini';

type Json = Record<string, unknown>;

/** JSON Schema of one side of a schema; parts that JSON cannot say become "anything". */
function jsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

/** OpenAPI writes `{id}` where Express writes `:id`. */
export const openApiPath = (path: string) => path.replaceAll(/:([A-Za-z]+)/g, '{$1}');

function parametersOf(route: Route): Json[] {
  const within = (schema: z.ZodMiniType | undefined, place: 'path' | 'query') => {
    if (!schema) return [];
    const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
      properties?: Json;
      required?: string[];
    };
    return Object.entries(properties).map(([name, part]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: part,
    }));
  };
  return [...within(route.params, 'path'), ...within(route.query, 'query')];
}

function answerOf(route: Route): Json {
  const status = String(route.status ?? (route.answer || route.produces ? 200 : 204));
  const content = route.produces
    ? { [route.produces]: {} }
    : route.answer && { 'application/json': { schema: jsonSchema(route.answer, 'output') } };
  return {
    [status]: { description: 'Success', ...(content && { content }) },
    default: { $ref: '#/components/responses/Problem' },
  };
}

function operation(name: string, route: Route): Json {
  const type = route.consumes ?? 'application/json';
  const body = route.body
    ? jsonSchema(route.body, 'input')
    : { type: 'object', properties: { file: { type: 'string', format: 'binary' } } };
  const takesBody = route.body || route.consumes;
  return {
    operationId: name,
    summary: route.summary,
    parameters: parametersOf(route),
    ...(takesBody && { requestBody: { required: true, content: { [type]: { schema: body } } } }),
    responses: answerOf(route),
    security: { none: [], optional: [{}, { bearer: [] }], required: [{ bearer: [] }] }[
      route.auth ?? 'required'
    ],
  };
}

const problem = {
  description: 'What went wrong (RFC 9457); decide by `code`.',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['code', 'status'],
        properties: {
          code: { enum: Object.keys(errorStatus) },
          status: { type: 'integer' },
          title: { type: 'string' },
          type: { type: 'string' },
          retryAfter: { type: 'number' },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of every REST call. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<Route>(appRoutes)) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Jembatan',
      version: '1',
      description: 'Forums, study groups, live sessions and people in one hub.',
    },
    servers: [{ url: apiBase }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      responses: { Problem: problem },
    },
  };
}

/** The AsyncAPI 3 document of every message on the hub's socket. */
export function asyncApiDocument(): Json {
  const sent = appEvents.map(
    (event) =>
      [
        event.name,
        { summary: event.summary, payload: jsonSchema(event.payload, 'output') },
      ] as const,
  );
  const asked = appRequests.map(
    (request) =>
      [
        `ask:${request.name}`,
        {
          name: request.name,
          summary: request.summary,
          payload: jsonSchema(request.input, 'input'),
          'x-acknowledgement': jsonSchema(request.output, 'output'),
        },
      ] as const,
  );
  const names = (list: readonly (readonly [string, unknown])[]) =>
    list.map(([name]) => ({ $ref: `#/channels/hub/messages/${name.replaceAll('/', '~1')}` }));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Jembatan news',
      version: '1',
      description: 'Socket.IO, default namespace, `auth: { token }`.',
    },
    channels: { hub: { address: '/socket.io', messages: Object.fromEntries([...sent, ...asked]) } },
    operations: {
      news: { action: 'send', channel: { $ref: '#/channels/hub' }, messages: names(sent) },
      requests: { action: 'receive', channel: { $ref: '#/channels/hub' }, messages: names(asked) },
    },
  };
}
