import { AppError, notFound } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { Page } from '@jembatan/shared/paging';
import type { ScheduledView, scheduledRoutes } from '@jembatan/shared/scheduled.contract';
import type * as z from 'zod/mini';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage } from '../../kernel/cursor.ts';
import { timeCursor } from '../../kernel/typed-cursor.ts';
import { createPlaceLook } from '../drafts/index.ts';
import { momentOf } from './moment.ts';
import { pollOf, wordsOf, wordsToKeep } from './planned-words.ts';
import { createPlanning } from './planning.ts';
import type { ScheduledDeps } from './scheduled.deps.ts';
import type { NewScheduled, Scheduled } from './scheduled.repository.ts';
import type { Send, Sent } from './sending.ts';

export type ChangeInput = z.output<typeof scheduledRoutes.changeScheduled.body>;
/** What is planned: the body of the request that will be made, and when. */
export interface Plan extends Pick<Scheduled, 'kind' | 'placeId' | 'input'> {
  localAt: string;
  timeZone: string;
}

const dayMs = 86_400_000;
/** While a person waits for it to be sent. */
const leaseMs = 60_000;

export type ScheduledService = ReturnType<typeof createScheduledService>;
type ServiceDeps = ScheduledDeps & { send: Send };

/** Posts and threads that are sent later: planned, seen, changed and cancelled by their writer alone. */
export function createScheduledService(deps: ServiceDeps) {
  const { scheduled } = deps;
  const toView = createViews(deps);

  return {
    ...createPlans(deps, toView),
    ...createEnds(deps),
    get: async (actor: PersonActor, id: string) => toView(actor, await require(deps, actor.id, id)),

    async list(
      actor: PersonActor,
      query: { limit: number; cursor?: string | undefined },
    ): Promise<Page<ScheduledView>> {
      const { limit } = query;
      const found = await scheduled.list(actor.id, { after: timeCursor(query.cursor), limit });
      const page = cutPage(found, limit, ({ sendAt, id }) => [sendAt.getTime(), id]);
      return { ...page, items: await Promise.all(page.items.map((one) => toView(actor, one))) };
    },
  };
}

type ToView = ReturnType<typeof createViews>;

function createViews(deps: ServiceDeps) {
  const reach = createPlaceLook(deps);
  return async (actor: PersonActor, one: Scheduled): Promise<ScheduledView> => {
    const { id, kind, localAt, timeZone, state, problem } = one;
    const place = await reach(actor, { kind, id: one.placeId });
    const said = { text: wordsOf(one.input, 'body'), title: wordsOf(one.input, 'title') };
    const poll = pollOf(one.input);
    return {
      ...{ id, kind, place, localAt, timeZone, problem, ...said, ...(poll && { poll }) },
      state: state === 'failed' ? 'failed' : 'waiting',
      sendAt: one.sendAt.toISOString(),
      createdAt: one.createdAt.toISOString(),
    };
  };
}

async function require({ scheduled }: ServiceDeps, personId: PersonId, id: string) {
  const one = await scheduled.find(personId, id);
  if (!one) throw notFound('scheduled');
  return one;
}

function createPlans(deps: ServiceDeps, toView: ToView) {
  const { scheduled, clock, transact, tell } = deps;
  const requireRights = createPlanning(deps);
  const holdFiles = ({ personId, input, sendAt }: NewScheduled) =>
    deps.holdFiles(
      personId,
      wordsOf(input, 'body'),
      new Date(sendAt.getTime() + limits.draftDays * dayMs),
    );

  async function plan(actor: PersonActor, { localAt, timeZone, ...what }: Plan) {
    const now = clock.now();
    const moment = momentOf({ localAt, timeZone }, now);
    await requireRights(actor, what, moment.sendAt);
    const { most } = limits.scheduled;
    if ((await scheduled.count(actor.id, most)) >= most) throw new AppError('kept-full', { most });
    const fresh: NewScheduled = {
      ...{ ...what, ...moment, personId: actor.id, tryAt: moment.sendAt, state: 'waiting' },
      ...{ problem: null, tries: 0, createdAt: now, failedAt: null },
    };
    const view = await transact(async () => {
      const made = await scheduled.insert(fresh);
      await holdFiles(made);
      return toView(actor, made);
    });
    tell(actor.id);
    return view;
  }

  async function change(actor: PersonActor, id: string, input: ChangeInput) {
    const one = await require(deps, actor.id, id);
    const moment = needsMoment(input)
      ? momentOf({ localAt: one.localAt, timeZone: one.timeZone, ...said(input) }, clock.now())
      : null;
    if (moment) await requireRights(actor, one, moment.sendAt);
    const waits = moment && { ...moment, tryAt: moment.sendAt, state: 'waiting' as const };
    const next = {
      input: withWords(one, input),
      ...(waits && { ...waits, problem: null, tries: 0, failedAt: null }),
    };
    const changed = await transact(() => scheduled.change(actor.id, id, next));
    if (!changed) throw new AppError('already-sent');
    await holdFiles(changed);
    tell(actor.id);
    return toView(actor, changed);
  }

  return { plan, change };
}

function createEnds(deps: ServiceDeps) {
  const { scheduled, clock, transact, tell } = deps;

  /** `keep`: its words are a draft before it is called off, so that they are never nowhere. */
  async function cancel(actor: PersonActor, id: string, keep: boolean): Promise<undefined> {
    const { kind, placeId, input } = await require(deps, actor.id, id);
    const kept = keep && (await deps.keepDraft(actor, { kind, id: placeId }, wordsToKeep(input)));
    if (!(await transact(() => scheduled.cancel(actor.id, id)))) {
      if (kept) await kept.takeBack();
      throw new AppError('already-sent');
    }
    tell(actor.id);
    return undefined;
  }

  async function sendNow(actor: PersonActor, id: string): Promise<Sent> {
    const { state, tryAt } = await require(deps, actor.id, id);
    const lease = new Date(clock.now().getTime() + leaseMs);
    const taken = await scheduled.change(actor.id, id, { state: 'sending', tryAt: lease });
    if (!taken) throw new AppError('already-sent');
    try {
      // Sent now, it is written now.
      const sent = await deps.send({ ...taken, sendAt: clock.now() });
      await scheduled.remove(id);
      return sent;
    } catch (error) {
      const problem = error instanceof AppError ? error.code : 'internal';
      await scheduled.settle(id, { state, tryAt, problem });
      throw error;
    } finally {
      tell(actor.id);
    }
  }

  return { cancel, sendNow };
}

const said = ({ localAt, timeZone }: ChangeInput) => ({
  ...(localAt !== undefined && { localAt }),
  ...(timeZone !== undefined && { timeZone }),
});

/** A new time was said; what had failed stays so until there is one. */
const needsMoment = (input: ChangeInput) =>
  input.localAt !== undefined || input.timeZone !== undefined;

function withWords({ kind, input }: Scheduled, { text, title }: ChangeInput): Scheduled['input'] {
  return {
    ...input,
    ...(text !== undefined && { body: text }),
    ...(title !== undefined && kind === 'thread' && { title }),
  };
}
