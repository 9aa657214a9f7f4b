import type * as z from 'zod/mini';

/** HTTP methods a route may use. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/**
 * One REST call: what goes in, what comes out, and who may ask. Server routers,
 * the client's fetch, and the OpenAPI document are all derived from it.
 */
export interface Route {
  readonly method: Method;
  /** Express path below the base, with `:name` parameters. */
  readonly path: string;
  /** One sentence for the reader of the API document. */
  readonly summary: string;
  /** Path parameters; anything malformed answers `not-found`. */
  readonly params?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** Schema of the answer's body; absent means an empty answer (204). */
  readonly answer?: z.ZodMiniType;
  /** Status of success: 200 unless something was made (201) or nothing is answered (204). */
  readonly status?: number;
  /** `required` unless said otherwise: `optional` lets visitors in, `none` ignores the token. */
  readonly auth?: 'required' | 'optional' | 'none';
  /** False where a repeated Idempotency-Key is ignored (sign-in, tickets). */
  readonly idempotent?: boolean;
  /** Media type of the answer when it is not JSON. */
  readonly produces?: string;
  /** Media type of the body when it is not JSON. */
  readonly consumes?: string;
}

type Out<S> = S extends z.ZodMiniType ? z.output<S> : undefined;
type In<S> = S extends z.ZodMiniType ? z.input<S> : undefined;

/** What a handler of the route receives after parsing. */
export interface Parsed<R extends Route> {
  readonly params: Out<R['params']>;
  readonly query: Out<R['query']>;
  readonly body: Out<R['body']>;
}

/** What a caller of the route passes. */
export type Call<R extends Route> = (R['params'] extends z.ZodMiniType
  ? { params: In<R['params']> }
  : { params?: undefined }) &
  (R['query'] extends z.ZodMiniType ? { query?: In<R['query']> } : { query?: undefined }) &
  (R['body'] extends z.ZodMiniType ? { body: In<R['body']> } : { body?: undefined });

/** The parsed body of a successful answer. */
export type Answer<R extends Route> = R['answer'] extends z.ZodMiniType
  ? z.output<R['answer']>
  : undefined;

/** Declares a route; only its types are narrowed. */
export function route<const R extends Route>(spec: R): R {
  return spec;
}
