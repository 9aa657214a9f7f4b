import type { Reply } from '@jembatan/shared/contract/messages';
import { AppError } from '@jembatan/shared/errors';
import { type SfuRequestName, sfuRequests } from '@jembatan/shared/sfu.protocol';
import type * as z from 'zod/mini';
import type { Logger } from '../kernel/logger.ts';
import { TokenBucket } from './TokenBucket.ts';
import type { RtcSocket } from './types.ts';

type Spec<N extends SfuRequestName> = Extract<(typeof sfuRequests)[number], { name: N }>;
type Output<N extends SfuRequestName> = z.input<Spec<N>['output']>;

/**
 * One function per request. A function as the answer is called in the moment
 * of sending: a snapshot made in it misses nothing and repeats nothing.
 */
export type RequestHandlers = {
  [N in SfuRequestName]: (
    input: z.output<Spec<N>['input']>,
  ) => Promise<Output<N> | (() => Output<N>)>;
};

export interface BindingDeps {
  logger: Logger;
  /** Turns what the media engine refuses into a code. */
  translate: (err: unknown) => AppError | undefined;
}

/** What a request weighs in the limit: the dear ones make things in the worker. */
const costs: Partial<Record<SfuRequestName, number>> = {
  join: 10,
  'transport:create': 10,
  'transport:restart-ice': 5,
  produce: 5,
  consume: 3,
};
const allowance = { size: 200, perSecond: 40 };
/** A socket that goes on this long after being refused is closed. */
const patience = { size: 500, perSecond: 5 };

/**
 * Binds every request of the protocol: limits, parses, calls, acknowledges.
 * The only place where a message from the wire becomes a typed one.
 */
export function bindRequests(
  socket: RtcSocket,
  handlers: RequestHandlers,
  deps: BindingDeps,
): void {
  const bucket = new TokenBucket(allowance);
  const tolerance = new TokenBucket(patience);
  const refuse = () => {
    if (!tolerance.take()) socket.disconnect(true);
    return refused;
  };
  socket.onAny((name: string) => {
    if (!names.has(name)) refuse();
  });
  for (const { name, input } of sfuRequests) {
    // SAFETY: name and handler come from the same row; the input is parsed by that row's schema below.
    const handle = handlers[name] as (input: unknown) => Promise<unknown>;
    const listener = async (raw: unknown, ack: unknown) => {
      const reply = bucket.take(costs[name])
        ? await answer(() => handle(parse(input, raw)), { ...deps, name })
        : refuse();
      if (typeof ack === 'function') ack(typeof reply === 'function' ? reply() : reply);
    };
    // SAFETY: the library's listener types describe honest clients; this one takes anything.
    socket.on(name, listener as never);
  }
}

const names: ReadonlySet<string> = new Set(sfuRequests.map((request) => request.name));

const refused: Reply<never> = {
  ok: false,
  error: { code: 'too-many', message: 'too-many', details: { retryAfter: 1 } },
};

function parse(schema: z.ZodMiniType, raw: unknown): unknown {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', {
    issues: parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.')),
  });
}

async function answer(
  ask: () => Promise<unknown>,
  deps: BindingDeps & { name: string },
): Promise<Reply<unknown> | (() => Reply<unknown>)> {
  try {
    const data = await ask();
    if (!isLate(data)) return { ok: true, data };
    return () => lateAnswer(data, deps);
  } catch (err) {
    return failure(err, deps);
  }
}

function isLate(data: unknown): data is () => unknown {
  return typeof data === 'function';
}

function lateAnswer(data: () => unknown, deps: BindingDeps & { name: string }): Reply<unknown> {
  try {
    return { ok: true, data: data() };
  } catch (err) {
    return failure(err, deps);
  }
}

function failure(
  err: unknown,
  { logger, translate, name }: BindingDeps & { name: string },
): Reply<never> {
  const known = err instanceof AppError ? err : translate(err);
  if (!known) logger.error({ err, request: name }, 'request failed');
  const { code, details } = known ?? new AppError('internal');
  return { ok: false, error: { code, message: code, details } };
}
