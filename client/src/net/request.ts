import { apiBase } from '@jembatan/shared/app.protocol';
import type { Route } from '@jembatan/shared/contract/route';
import { AppError } from '@jembatan/shared/errors';
import { problemOf, unreachable } from './problem.ts';

/** What a call carries, whatever its route; `Call<R>` is checked where it is made. */
export interface LooseCall {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

export interface Attempt {
  readonly token: string | null;
  readonly key: string | null;
  readonly signal?: AbortSignal | undefined;
  /** Sent instead of a JSON body by routes that consume multipart/form-data. */
  readonly form?: FormData | undefined;
  /** It is sent also when the page is closed at once. */
  readonly keepalive?: boolean | undefined;
}

/** The address of a call, path parameters filled and percent-encoded. */
export function urlOf(route: Route, call: LooseCall): string {
  const params = new Map(Object.entries(call.params ?? {}));
  const path = route.path.replace(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(String(params.get(name))),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return query.size ? `${apiBase}${path}?${query}` : `${apiBase}${path}`;
}

function headersOf(attempt: Attempt, json: boolean): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (json) headers['content-type'] = 'application/json';
  if (attempt.token) headers.authorization = `Bearer ${attempt.token}`;
  if (attempt.key) headers['idempotency-key'] = attempt.key;
  return headers;
}

/**
 * One attempt: sends the call and answers the response of a success.
 * Throws AppError for every other answer, and `unavailable` with
 * `details.network` when no answer came.
 */
export async function send(route: Route, call: LooseCall, attempt: Attempt): Promise<Response> {
  const json = call.body !== undefined;
  const response = await fetch(urlOf(route, call), {
    method: route.method,
    headers: headersOf(attempt, json),
    credentials: 'same-origin',
    signal: attempt.signal ?? null,
    keepalive: attempt.keepalive === true,
    body: attempt.form ?? (json ? JSON.stringify(call.body) : null),
  }).catch((error: unknown) => {
    if (attempt.signal?.aborted) throw error;
    throw unreachable(error);
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The body of a success, checked by the route's schema; undefined for an empty answer. */
export async function read(route: Route, response: Response): Promise<unknown> {
  if (!route.answer || response.status === 204) return undefined;
  const body: unknown = await response.json().catch((error: unknown) => {
    throw unreachable(error);
  });
  const result = route.answer.safeParse(body);
  if (!result.success) throw new AppError('internal', { issues: result.error.issues });
  return result.data;
}
