import type { DraftPlace } from '@jembatan/shared/drafts.contract';
import { AppError } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { DraftsDeps } from './drafts.deps.ts';
import type { Draft, Version } from './drafts.repository.ts';
import { newVersion } from './versions.ts';

/** Tabs of one person that write at one place in the same moment. */
const mostTries = 10;

type Change = (versions: readonly Version[]) => Version[];
export type Rewrite = ReturnType<typeof createRewrite>;

/**
 * Changes what is kept at a place; two at once come one after the other. Not in
 * a transaction with the outbox: there is one document, and news that is missed
 * is asked for when the place is opened.
 */
export function createRewrite({ drafts, clock }: Pick<DraftsDeps, 'drafts' | 'clock'>) {
  async function attempt(
    personId: PersonId,
    place: DraftPlace,
    { found, versions }: { found: Draft | null; versions: Version[] },
  ): Promise<boolean> {
    const next = { versions, edition: newVersion(), changedAt: clock.now() };
    if (versions.length === 0) return found === null || drafts.remove(found);
    if (found) return drafts.change(found, next);
    const count = await drafts.count(personId, limits.drafts);
    if (count >= limits.drafts) throw new AppError('kept-full', { most: limits.drafts });
    return drafts.insert(personId, place, next);
  }

  /** Answers what was there and what is there now; `change` may be asked again. */
  return async function rewrite(
    personId: PersonId,
    place: DraftPlace,
    change: Change,
  ): Promise<{ before: readonly Version[]; after: Version[] }> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const found = await drafts.find(personId, place);
      const before = found?.versions ?? [];
      const versions = change(before);
      if (await attempt(personId, place, { found, versions })) return { before, after: versions };
    }
    throw new AppError('unavailable');
  };
}
