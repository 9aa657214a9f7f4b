import type { DraftPlace, DraftVersion, DraftView } from '@jembatan/shared/drafts.contract';
import { AppError } from '@jembatan/shared/errors';
import type { PersonActor } from '../../kernel/actor.ts';
import type { DraftsDeps } from './drafts.deps.ts';
import type { Draft, Version } from './drafts.repository.ts';
import { isEmpty } from './versions.ts';

type PlaceView = DraftView['place'];

const nowhere: PlaceView = {
  title: '',
  communityId: null,
  spaceId: null,
  threadId: null,
  number: null,
};

/** The words stay the person's own also where the place is out of reach; its name does not. */
export function createDraftViews({
  threads,
  getReadableSpace,
}: Pick<DraftsDeps, 'threads' | 'getReadableSpace'>) {
  async function look(actor: PersonActor, { kind, id }: DraftPlace): Promise<PlaceView> {
    if (kind === 'thread') {
      const { space } = await getReadableSpace(actor, id);
      const { name: title, communityId, id: spaceId } = space;
      return { ...nowhere, title, communityId, spaceId };
    }
    const at =
      kind === 'edit'
        ? await threads.access.getReadablePost(actor, id)
        : { ...(await threads.access.getReadableThread(actor, id)), post: null };
    const { thread, post } = at;
    const { title, communityId, spaceId } = thread;
    return { title, communityId, spaceId, threadId: thread.id, number: post?.number ?? null };
  }

  const reach = (actor: PersonActor, place: DraftPlace): Promise<PlaceView> =>
    look(actor, place).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not-found') return nowhere;
      throw error;
    });

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
