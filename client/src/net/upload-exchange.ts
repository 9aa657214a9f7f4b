import { AppError } from '@jembatan/shared/errors';
import type { TokenSource } from './http.ts';
import { problemOf, unreachable } from './problem.ts';

export interface Exchange {
  readonly method: 'POST' | 'PATCH' | 'GET' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: FormData | Blob | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How many bytes of how many have gone out. */
  /** How long the answer may take once all has gone out, in milliseconds. */
  readonly answerMs?: number | undefined;
  readonly onSent?: ((sent: number, total: number) => void) | undefined;
}

/** A line on which nothing moves for so long is cut; one may stand still without an error. */
const stillMs = 25_000;
/** A hub may look at what came for so long. */
const longestAnswerMs = 90_000;

/** `fetch` cannot say how much has gone out; this older way can. */
function once(token: string, exchange: Exchange) {
  const { method, url, headers, body, signal, onSent, answerMs = longestAnswerMs } = exchange;
  return new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = () => reject(unreachable(new Error('no answer')));
    let timer = setTimeout(() => request.abort(), stillMs);
    const moves = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), ms);
    };
    request.open(method, url);
    for (const [name, value] of Object.entries({ accept: 'application/json', ...headers }))
      request.setRequestHeader(name, value);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      moves(stillMs);
      onSent?.(loaded, total);
    });
    request.upload.addEventListener('load', () => moves(answerMs));
    request.addEventListener('load', () => resolve(responseOf(request)));
    request.addEventListener('error', fail);
    request.addEventListener('abort', () => (signal?.aborted ? reject(signal.reason) : fail()));
    const stop = () => request.abort();
    request.addEventListener('loadend', () => {
      clearTimeout(timer);
      removeEventListener('offline', stop);
    });
    addEventListener('offline', stop);
    signal?.addEventListener('abort', stop);
    request.send(body ?? null);
  });
}

function responseOf(request: XMLHttpRequest): Response {
  const lines = request.getAllResponseHeaders().trim().split(/\r?\n/);
  const pairs = lines.map((line) => line.split(': ', 2));
  const headers = new Headers(
    pairs.flatMap(([name, value]): [string, string][] => (name && value ? [[name, value]] : [])),
  );
  // These may have no body, not even an empty one.
  const body = [204, 205, 304].includes(request.status) ? null : request.responseText;
  return new Response(body, { status: request.status, headers });
}

/** The response of a success; a token that has run out is renewed. Throws AppError. */
export async function exchange(source: TokenSource, asked: Exchange): Promise<Response> {
  const token = await source.token();
  if (!token) throw new AppError('signed-out');
  asked.signal?.throwIfAborted();
  const response = await once(token, asked);
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code !== 'token-expired') throw problem;
  const renewed = await source.renew(token);
  if (!renewed) throw new AppError('signed-out');
  const again = await once(renewed, asked);
  if (!again.ok) throw await problemOf(again);
  return again;
}
