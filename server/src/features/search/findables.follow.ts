import type { CommunityId, ThreadId } from '@jembatan/shared/ids';
import type { Post } from '../threads/index.ts';
import {
  type Entry,
  ofCommunity,
  ofFile,
  ofSession,
  ofSpace,
  ofThread,
  tagsOf,
} from './findables.make.ts';
import type { FindablesRepository } from './findables.repository.ts';
import type { SearchDeps } from './search.deps.ts';

export type NamesDeps = Pick<SearchDeps, 'bus' | 'threads' | 'names'> & {
  findables: FindablesRepository;
};

/** Causes of a change after which a post may show other files, or the same ones to others. */
const telling: readonly string[] = ['text', 'hide', 'restore'];

/** Keeps the names of things in step with the things. */
export function followNames(deps: NamesDeps): void {
  const { bus, findables, names } = deps;
  const make = createNaming(deps);
  bus.on('community:changed', ({ facts: { communityId, only } }) =>
    only ? undefined : make.community(communityId),
  );
  bus.on('thread:created', ({ facts }) => make.thread(facts.threadId));
  bus.on('thread:changed', ({ facts }) => make.thread(facts.threadId));
  bus.on('session:changed', async ({ facts: { sessionId } }) => {
    await findables.put((await names.sessions([sessionId])).map(ofSession));
  });
  bus.on('post:created', ({ facts: { postId, seq } }) => make.post(postId, seq));
  bus.on('post:deleted', ({ facts: { postId } }) => findables.removeOfPost(postId));
  bus.on('post:edited', ({ facts: { postId, seq, cause } }) =>
    telling.includes(cause) ? make.postAgain(postId, seq) : undefined,
  );
}

/** Makes the entries of one thing. */
function createNaming({ findables, names, threads }: NamesDeps) {
  async function post(id: string, seq: number): Promise<void> {
    const written = await threads.posts.findAt(id, seq);
    if (written) await findables.put(await filesOf({ names, threads }, written));
  }

  return {
    post,
    async postAgain(id: string, seq: number): Promise<void> {
      await findables.removeOfPost(id);
      await post(id, seq);
    },

    async community(id: CommunityId): Promise<void> {
      const [communities, spaces] = await Promise.all([
        names.communities([id]),
        names.spacesOf(id),
      ]);
      await findables.put([...communities.map(ofCommunity), ...spaces.map(ofSpace)]);
    },

    async thread(id: ThreadId): Promise<void> {
      const thread = await threads.threads.find(id);
      if (thread) await findables.put([ofThread(thread), ...tagsOf(thread)]);
    },
  };
}

/** Entries of what a post shows to all who may read it. */
export async function filesOf(
  { names, threads }: Pick<NamesDeps, 'names' | 'threads'>,
  post: Post,
): Promise<Entry[]> {
  if (post.files.length === 0 || post.deleted || post.hidden) return [];
  const [files, thread] = await Promise.all([
    names.files(post.files),
    threads.threads.find(post.threadId),
  ]);
  return thread ? files.map((file) => ofFile(file, post, thread)) : [];
}
