import type * as z from 'zod/mini';

/** A message from a server to clients, without an answer. */
export interface EventSpec<N extends string = string, S extends z.ZodMiniType = z.ZodMiniType> {
  readonly name: N;
  readonly summary: string;
  readonly payload: S;
}

/** A message from a client that is acknowledged with `Reply`. */
export interface RequestSpec<
  N extends string = string,
  I extends z.ZodMiniType = z.ZodMiniType,
  O extends z.ZodMiniType = z.ZodMiniType,
> {
  readonly name: N;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
}

export function event<N extends string, S extends z.ZodMiniType>(
  name: N,
  summary: string,
  payload: S,
): EventSpec<N, S> {
  return { name, summary, payload };
}

/** The two schemas of an acknowledged request. */
export interface Exchange<I extends z.ZodMiniType, O extends z.ZodMiniType> {
  readonly input: I;
  readonly output: O;
}

export function request<N extends string, I extends z.ZodMiniType, O extends z.ZodMiniType>(
  name: N,
  summary: string,
  exchange: Exchange<I, O>,
): RequestSpec<N, I, O> {
  return { name, summary, ...exchange };
}

/** The acknowledgement of every request on every socket. */
export type Reply<T> =
  | { ok: true; data: T }
  | {
      ok: false;
      error: { code: string; message: string; details?: Record<string, unknown> | undefined };
    };

/** Socket.IO's map of server-to-client events, computed from a list of events. */
export type EventMap<L extends readonly EventSpec[]> = {
  [E in L[number] as E['name']]: (payload: z.output<E['payload']>) => void;
};

/** Socket.IO's map of client-to-server requests, computed from a list of requests. */
export type RequestMap<L extends readonly RequestSpec[]> = {
  [R in L[number] as R['name']]: (
    input: z.input<R['input']>,
    ack: (reply: Reply<z.output<R['output']>>) => void,
  ) => void;
};
