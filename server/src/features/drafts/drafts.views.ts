import type { DraftVersion, DraftView } from '@jembatan/shared/drafts.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { DraftsDeps } from './drafts.deps.ts';
import type { Draft, Version } from './drafts.repository.ts';
import { createPlaceLook } from './place-look.ts';
import { isEmpty } from './versions.ts';

/** Drafts as their writers see them. */
export function createDraftViews(deps: Pick<DraftsDeps, 'threads' | 'getReadableSpace'>) {
  const reach = createPlaceLook(deps);
  return {
    async toView(
      actor: PersonActor,
      { kind, placeId, versions }: Draft,
    ): Promise<DraftView | null> {
      const [current, ...others] = versions;
      if (!current || isEmpty(current)) return null;
      const place = await reach(actor, { kind, id: placeId });
      return { ...versionView(current), kind, id: placeId, others: others.map(versionView), place };
    },
  };
}

function versionView(version: Version): DraftVersion {
  const { replyTo, baseRevision, changedAt, ...words } = version;
  return {
    ...words,
    ...(replyTo !== null && { replyTo }),
    ...(baseRevision !== null && { baseRevision }),
    changedAt: changedAt.toISOString(),
  };
}
