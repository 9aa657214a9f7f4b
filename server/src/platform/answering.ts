import type { ClientSession } from 'mongoose';
import type { Outcome } from '../kernel/transactions.ts';
import type { Entry } from './groups.ts';
import { answerAgain, type DoneRequest, type IdempotencyStore } from './idempotency.ts';

interface Writing<I, R> {
  session: ClientSession;
  /** Answers one outcome for each. */
  write: (items: readonly I[]) => Promise<Outcome<R>[]>;
}

/**
 * Inside a transaction: writes what was not written before, and keeps the answers. A request that
 * was done is refused with its answer, be it an earlier one or a twin among the entries.
 */
export async function answerOnce<I, R>(
  idempotency: IdempotencyStore,
  entries: readonly Entry<I>[],
  { session, write }: Writing<I, R>,
): Promise<Outcome<R>[]> {
  const requests = entries.flatMap(({ request }) => request ?? []);
  const done = new Map(await idempotency.findDone(requests, session));
  const fresh = firstOfEach(entries.filter(({ request }) => !request || !done.has(request.id)));
  const written = fresh.length > 0 ? await write(fresh.map(({ item }) => item)) : [];
  const outcomes = new Map(fresh.map((entry, index) => [entry, written[index]]));
  const kept = fresh.flatMap((entry) => doneBy(entry, outcomes.get(entry)));
  await idempotency.keep(kept, session);
  for (const one of kept) done.set(one.id, one);
  return entries.map((entry): Outcome<R> => {
    const own = outcomes.get(entry);
    if (own) return own;
    const twin = entry.request && done.get(entry.request.id);
    // The first of twins was refused: the same would be said of the other.
    if (!entry.request || !twin) return refusalOf(entry, outcomes);
    return { refused: answerAgain(entry.request, twin) };
  });
}

/** Entries without those whose twin comes before them. */
function firstOfEach<I>(entries: readonly Entry<I>[]): Entry<I>[] {
  const seen = new Set<string>();
  return entries.filter(({ request }) => {
    if (!request) return true;
    const isFirst = !seen.has(request.id);
    seen.add(request.id);
    return isFirst;
  });
}

function doneBy<R>({ request }: Entry<unknown>, outcome: Outcome<R> | undefined): DoneRequest[] {
  if (!request || !outcome || !('result' in outcome)) return [];
  return [{ ...request, answer: outcome.result }];
}

function refusalOf<I, R>(
  { request }: Entry<I>,
  outcomes: ReadonlyMap<Entry<I>, Outcome<R> | undefined>,
): Outcome<R> {
  for (const [first, outcome] of outcomes)
    if (request && first.request?.id === request.id && outcome) return outcome;
  return { refused: new Error('a change has no outcome') };
}
