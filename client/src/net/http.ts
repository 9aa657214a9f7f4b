import type { Answer, Call, Route } from '@jembatan/shared/contract/route';
import { AppError } from '@jembatan/shared/errors';
import { type Attempt, type LooseCall, read, send } from './request.ts';
import { withRetry } from './retry.ts';

/** Where the access token comes from and what is told when it no longer holds. */
export interface TokenSource {
  /** Null for visitors. Rejects with `signed-out` when this tab's sign-in has ended. */
  token(): Promise<string | null>;
  /** A newer token than the one that was refused. */
  renew(refused: string): Promise<string | null>;
  /** The server says that this sign-in has ended. */
  ended(): void;
}

export interface ApiOptions {
  /**
   * Names the submission, so that however often it is sent it is done once.
   * Give the same key when a person presses the same button again after a
   * failure; without one every call is a submission of its own.
   */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly form?: FormData | undefined;
  /** It is sent also when the page is closed at once. */
  readonly keepalive?: boolean | undefined;
}

/** Asks the server. Throws AppError; the answer has been checked by the route's schema. */
export type Api = <R extends Route>(
  route: R,
  call: Call<R>,
  options?: ApiOptions,
) => Promise<Answer<R>>;

/** A name for one submission. Also where `crypto.randomUUID` is missing (plain http in a school's network). */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

function keyOf(route: Route, options: ApiOptions): string | null {
  if (route.method !== 'POST' || route.idempotent === false) return null;
  return options.key ?? newKey();
}

/** True when sending twice does no more than sending once. */
function isRepeatable(route: Route, key: string | null): boolean {
  return (
    key !== null || route.method === 'GET' || route.method === 'PUT' || route.method === 'DELETE'
  );
}

export function createApi(source: TokenSource): Api {
  async function attempt(
    route: Route,
    call: LooseCall,
    rest: Omit<Attempt, 'token'>,
  ): Promise<Response> {
    if (route.auth === 'none') return send(route, call, { ...rest, token: null });
    const token = await source.token();
    try {
      return await send(route, call, { ...rest, token });
    } catch (error) {
      if (!(error instanceof AppError) || !token) throw error;
      if (error.code === 'signed-out') source.ended();
      if (error.code !== 'token-expired') throw error;
      return send(route, call, { ...rest, token: await source.renew(token) });
    }
  }

  return async (route, call, options = {}) => {
    const key = keyOf(route, options);
    const { signal, form, keepalive } = options;
    const work = async () =>
      read(route, await attempt(route, call, { key, signal, form, keepalive }));
    const answer = await withRetry(work, { repeatable: isRepeatable(route, key), signal });
    // The answer was parsed by the very schema its type is computed from.
    return answer as Answer<typeof route>;
  };
}
