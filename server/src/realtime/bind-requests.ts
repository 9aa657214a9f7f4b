import { appRequests } from '@jembatan/shared/app.protocol';
import type { Reply } from '@jembatan/shared/contract/messages';
import { AppError } from '@jembatan/shared/errors';
import type * as z from 'zod/mini';
import { toAppError } from '../http/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { HubSocket } from './socket-server.ts';

type Request = (typeof appRequests)[number];
type RequestName = Request['name'];
type Named<N extends RequestName> = Extract<Request, { name: N }>;

/** One handler for every request there is. */
export type RequestHandlers = {
  [N in RequestName]: (
    socket: HubSocket,
    input: z.output<Named<N>['input']>,
  ) => Promise<z.output<Named<N>['output']>>;
};

export interface BindDeps {
  handlers: RequestHandlers;
  /** Takes one point of the socket's person; throws `too-many`. */
  takePoint: (socket: HubSocket) => Promise<void>;
  /** Throws `signed-out` when the sign-in has ended meanwhile. */
  requireLiving: (socket: HubSocket) => Promise<void>;
  logger: Logger;
}

/** Binds all requests of a socket: parsed, limited, checked, answered, for every one alike. */
export function bindRequests(socket: HubSocket, deps: BindDeps): void {
  for (const request of appRequests) bindOne(socket, request, deps);
}

/** The casts are the only ones on this path: the loop cannot tell TypeScript which name goes with which input. */
function bindOne(socket: HubSocket, request: Request, deps: BindDeps): void {
  const handle = deps.handlers[request.name] as (
    socket: HubSocket,
    input: unknown,
  ) => Promise<unknown>;
  const listener = async (raw: unknown, ack: unknown) => {
    const reply = await answer(socket, { request, raw, handle }, deps);
    if (typeof ack === 'function') ack(reply);
  };
  socket.on(request.name, listener as never);
}

interface Incoming {
  request: Request;
  raw: unknown;
  handle: (socket: HubSocket, input: unknown) => Promise<unknown>;
}

async function answer(
  socket: HubSocket,
  { request, raw, handle }: Incoming,
  deps: BindDeps,
): Promise<Reply<unknown>> {
  try {
    const parsed = request.input.safeParse(raw);
    if (!parsed.success)
      throw new AppError('invalid', {
        issues: parsed.error.issues
          .slice(0, 10)
          .map(({ path, code }) => ({ path: path.map(String).join('.'), code })),
      });
    await deps.takePoint(socket);
    await deps.requireLiving(socket);
    return { ok: true, data: await handle(socket, parsed.data) };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal')
      deps.logger.error(
        { err: thrown, request: request.name, socketId: socket.id },
        'request failed',
      );
    return { ok: false, error: { code: error.code, message: error.code, details: error.details } };
  }
}
