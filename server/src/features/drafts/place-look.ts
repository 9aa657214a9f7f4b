import type { DraftPlace, DraftPlaceView } from '@jembatan/shared/drafts.contract';
import { AppError } from '@jembatan/shared/errors';
import type { PersonActor } from '../../kernel/actor.ts';
import type { DraftsDeps } from './drafts.deps.ts';

const nowhere: DraftPlaceView = {
  title: '',
  communityId: null,
  spaceId: null,
  threadId: null,
  number: null,
};

/** Where texts belong. A text stays its writer's own where the place is out of reach; its name does not. */
export function createPlaceLook({
  threads,
  getReadableSpace,
}: Pick<DraftsDeps, 'threads' | 'getReadableSpace'>) {
  async function look(actor: PersonActor, { kind, id }: DraftPlace): Promise<DraftPlaceView> {
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

  return (actor: PersonActor, place: DraftPlace): Promise<DraftPlaceView> =>
    look(actor, place).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not-found') return nowhere;
      throw error;
    });
}
