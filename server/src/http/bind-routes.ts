import { appRoutes } from '@jembatan/shared/app.protocol';
import type { Answer, Parsed, Route } from '@jembatan/shared/contract/route';
import { AppError, notFound } from '@jembatan/shared/errors';
import type { Request, Response, Router } from 'express';
import type { Actor, PersonActor } from '../kernel/actor.ts';
import { AlreadyAnswered, type IdempotencyStore } from '../platform/idempotency.ts';
import type { Transactions } from '../platform/transactions.ts';
import { type Authenticate, requirePerson } from './authenticate.ts';
import { type Deadline, withDeadline } from './deadline.ts';

type ActorOf<R extends Route> = R['auth'] extends 'optional' | 'none' ? Actor : PersonActor;

/** A parsed request with who asks. */
export type Input<R extends Route> = Parsed<R> & { actor: ActorOf<R> };

/** What a feature's router uses to mount its routes. */
export interface RouteBinder {
  /** A route that takes and answers JSON. */
  bind<R extends Route>(route: R, handle: (input: Input<R>) => Promise<Answer<R>>): void;
  /** A route that needs the request or writes the answer itself (cookies, files, calendars). */
  bindRaw<R extends Route>(
    route: R,
    handle: (input: Input<R>, req: Request, res: Response) => Promise<Answer<R> | undefined>,
  ): void;
}

export interface BinderDeps {
  router: Router;
  authenticate: Authenticate;
  transactions: Transactions;
  idempotency: IdempotencyStore;
  deadline: Deadline;
}

/** A file that is worked on and stored takes longer than an answer. */
const fileDeadlineMs = 60_000;

const known = new Set<Route>(Object.values(appRoutes));
const methods = { GET: 'get', POST: 'post', PATCH: 'patch', PUT: 'put', DELETE: 'delete' } as const;

export function createBinder(deps: BinderDeps): RouteBinder {
  const mount = <R extends Route>(
    route: R,
    handle: (input: Input<R>, req: Request, res: Response) => Promise<unknown>,
  ) => {
    if (!known.has(route)) throw new Error(`${route.method} ${route.path} is not in appRoutes`);
    deps.router[methods[route.method]](
      route.path.replaceAll('.', '\\.'),
      async (req: Request, res: Response) => {
        req.routeName = route.path;
        const work = async () => {
          const input = await parse(deps, route, req);
          return answerOnce(deps, route, { req, input, run: () => handle(input, req, res) });
        };
        const ms = route.consumes ? fileDeadlineMs : deps.deadline.ms;
        const answer = await withDeadline(work(), { ...deps.deadline, ms });
        if (!res.headersSent) send(res, route, answer);
      },
    );
  };
  return {
    bind: (route, handle) => mount(route, handle),
    bindRaw: (route, handle) => mount(route, handle),
  };
}

/** The casts are safe: each part was parsed by the route's own schema, and the actor checked by its `auth`. */
async function parse<R extends Route>(deps: BinderDeps, route: R, req: Request): Promise<Input<R>> {
  const actor =
    route.auth === 'none' ? { kind: 'visitor' } : await deps.authenticate(req.get('authorization'));
  if ((route.auth ?? 'required') === 'required') requirePerson(actor as Actor);
  const params = route.params?.safeParse(req.params);
  if (params && !params.success) throw notFound();
  return {
    params: params?.data,
    query: parsePart(route.query, req.query),
    body: parsePart(route.body, req.body ?? {}),
    actor,
  } as Input<R>;
}

function parsePart(schema: Route['body'], value: unknown): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues
    .slice(0, 10)
    .map(({ path, code }) => ({ path: path.map(String).join('.'), code }));
  throw new AppError('invalid', { issues });
}

interface Work<R extends Route> {
  req: Request;
  input: Input<R>;
  run: () => Promise<unknown>;
}

/** A POST with an Idempotency-Key answers its repeats with the first answer. */
async function answerOnce<R extends Route>(
  deps: BinderDeps,
  route: R,
  { req, input, run }: Work<R>,
): Promise<unknown> {
  const key = req.get('idempotency-key');
  if (
    route.method !== 'POST' ||
    route.idempotent === false ||
    !key ||
    input.actor.kind !== 'person'
  )
    return run();
  if (key.length > 200)
    throw new AppError('invalid', { issues: [{ path: 'Idempotency-Key', code: 'too_big' }] });
  const request = deps.idempotency.request({
    personId: input.actor.id,
    method: route.method,
    path: req.originalUrl,
    key,
    body: input.body,
  });
  try {
    return await deps.transactions.underKey(request, run);
  } catch (error) {
    if (error instanceof AlreadyAnswered) return error.kept.answer;
    throw error;
  }
}

function send(res: Response, route: Route, answer: unknown): void {
  res.set('Cache-Control', 'private, no-store');
  if (!route.answer) return void res.status(204).end();
  res.status(route.status ?? 200).json(answer);
}
