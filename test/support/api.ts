import { apiBase } from '@jembatan/shared/app.protocol';
import type { Answer, Call, Route } from '@jembatan/shared/contract/route';

export interface ApiOptions {
  token?: string | undefined;
  /** Sent as they are, e.g. `{ 'Idempotency-Key': '…' }`. */
  headers?: Record<string, string>;
}

/** An answer that was not a success, with its problem document. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Record<string, unknown>;
  constructor(status: number, problem: Record<string, unknown>) {
    super(`${status} ${String(problem.code)} ${JSON.stringify(problem)}`);
    this.status = status;
    this.code = String(problem.code);
    this.problem = problem;
  }
}

/** Fills the path's parameters and the query. */
export function urlOf(
  origin: string,
  route: Route,
  call: { params?: unknown; query?: unknown },
): string {
  const params = (call.params ?? {}) as Record<string, string>;
  const path = route.path.replaceAll(/:([A-Za-z]+)/g, (_all, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const query = new URLSearchParams(
    Object.entries((call.query ?? {}) as Record<string, unknown>).map(([name, value]) => [
      name,
      String(value),
    ]),
  ).toString();
  return `${origin}${apiBase}${path}${query && `?${query}`}`;
}

/** Calls a route of a running server; the answer is parsed by its schema, so that drift fails. */
export async function callApi<R extends Route>(
  origin: string,
  route: R,
  call: Call<R>,
  options: ApiOptions = {},
): Promise<Answer<R>> {
  const response = await fetch(urlOf(origin, route, call), {
    method: route.method,
    headers: {
      ...(call.body !== undefined && { 'Content-Type': 'application/json' }),
      ...(options.token && { Authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
  });
  if (!response.ok)
    throw new ProblemError(response.status, (await response.json()) as Record<string, unknown>);
  const answer: unknown = route.answer ? route.answer.parse(await response.json()) : undefined;
  return answer as Answer<R>;
}

/** The problem a call answers with; fails when it succeeds. */
export async function problemOf(call: Promise<unknown>): Promise<ProblemError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error('the call succeeded');
}
