import { type FileId, fileId, type PostId, type ThreadId } from '@jembatan/shared/ids';
import { fileIdsIn } from '../../text/file-addresses.ts';
import { createFileDoor, type FileDoorDeps } from './file-door.ts';
import type { RevisionsRepository } from './revisions.repository.ts';

export interface FilesOfDeps extends FileDoorDeps {
  revisions: Pick<RevisionsRepository, 'list'>;
}

/** Versions of one post that are looked at, the newest first. */
const most = 500;

/** Which files posts name and show. */
export function createFilesOf({ access, posts, revisions }: FilesOfDeps) {
  return {
    canReadInThread: createFileDoor({ access, posts }),

    /** Files that any earlier version of a post named; of a deleted one these are all there were. */
    async filesOfPost(postId: PostId): Promise<FileId[]> {
      const asked = { postId, from: 0, after: null, newestFirst: true, limit: most };
      const named = (await revisions.list(asked)).flatMap(({ body }) => fileIdsIn(body));
      return [...new Set(named)].map((id) => fileId.parse(id));
    },

    /** Whether a post of the thread shows the file, be it hidden. */
    isShownInThread: async (threadId: ThreadId, id: FileId): Promise<boolean> =>
      (await posts.listShowing(threadId, id)).some(({ deleted }) => !deleted),
  };
}
