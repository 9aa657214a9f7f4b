import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Broadcaster } from '../../kernel/broadcaster.ts';
import { rooms } from '../../kernel/broadcaster.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { TopicGate } from '../../kernel/topics.ts';
import { presenceIn } from '../../permissions/presence.rules.ts';
import { canModerateThread } from '../../permissions/threads.rules.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import { createEditingService } from './editing.service.ts';
import { createFileDoor } from './file-door.ts';
import { createFollowingService } from './following.service.ts';
import { createListingService } from './listing.service.ts';
import { createPostSearchRepository } from './post-search.repository.ts';
import { createPostPages } from './posts.pages.ts';
import { createPostsRepository } from './posts.repository.ts';
import { createPublicPage } from './public-page.ts';
import { createReactionsService } from './reactions.service.ts';
import { createReadingService } from './reading.service.ts';
import { createReadingsRepository } from './readings.repository.ts';
import { createRemovalService } from './removal.service.ts';
import { createRenewal } from './renewal.ts';
import { createStartingService } from './starting.service.ts';
import { createThreadAccess, requireReply, type SpaceAt } from './threads.access.ts';
import { tellThreadNews } from './threads.news.ts';
import { createThreadsRepository } from './threads.repository.ts';
import { mountThreads } from './threads.routes.ts';
import { createThreadsService } from './threads.service.ts';
import { createUnreadService } from './unread.service.ts';
import { createWritingService, type WritingDeps } from './writing.service.ts';

export type { FoundPost, PostSearchRepository } from './post-search.repository.ts';
export type { Post, PostsRepository } from './posts.repository.ts';
export type { ReadingsRepository } from './readings.repository.ts';
export type { PostAt, SpaceAt, ThreadAccess, ThreadAt } from './threads.access.ts';
export type { Thread, ThreadsRepository } from './threads.repository.ts';
export { mentionedIn, peopleOf, toPostView, toThreadView } from './threads.views.ts';

export interface ThreadsFeatureDeps
  extends Omit<WritingDeps, 'access' | 'threads' | 'posts' | 'readings' | 'previews'> {
  connection: Connection;
  bus: EventBus;
  createLimiter: CreateLimiter;
  logger: Logger;
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
  chatSpaceOf: (communityId: CommunityId) => Promise<SpaceId>;
  joinedAt: (personId: PersonId, communityId: CommunityId) => Promise<Date | null>;
}

export type Threads = ReturnType<typeof createThreads>;

/** Threads, posts, reactions and how far people have read. */
export function createThreads(deps: ThreadsFeatureDeps) {
  const threads = createThreadsRepository(deps.connection);
  const posts = createPostsRepository(deps.connection);
  const readings = createReadingsRepository(deps.connection);
  const access = createThreadAccess({ threads, posts, getReadableSpace: deps.getReadableSpace });
  const previews = deps.createLimiter({ name: 'preview', points: 60, seconds: 20 });
  const common = { ...deps, threads, posts, readings, access, previews };
  const unread = createUnreadService(common);
  const reading = createReadingService(common);
  const writing = createWritingService(common);
  const editing = createEditingService({ ...common, writing });
  const removal = createRemovalService(common);
  const service = createThreadsService({ ...common, unread });
  const starting = createStartingService({ ...common, writing });
  const listing = createListingService({ ...common, unread });
  const listFollowed = createFollowingService({ ...common, unread });
  const listPosts = createPostPages({ ...common, unread });
  const setReaction = createReactionsService(common);

  const gate: TopicGate = async (actor, id) => {
    const at = await access.getReadableThread(actor, id);
    const room = canModerateThread(actor, at) ? rooms.threadStaff(id) : rooms.thread(id);
    return { rooms: [room], lastSeq: at.thread.lastSeq, presence: presenceIn(actor, at.place) };
  };

  return {
    service,
    starting,
    writing,
    removal,
    unread,
    access,
    threads,
    posts,
    readings,
    search: createPostSearchRepository(deps.connection),
    renewAll: createRenewal({ ...common, logger: deps.logger }),
    listPosts,
    canReadInThread: createFileDoor({ access, posts }),
    publicPage: createPublicPage({ access, posts }),
    /** Throws unless the actor may reply: for whoever is about to. */
    requireReply: async (actor: Actor, id: string) =>
      requireReply(actor, await access.getReadableThread(actor, id)),
    gate,
    mount: (router: RouteBinder) =>
      mountThreads(router, {
        service,
        starting,
        listing,
        listFollowed,
        writing,
        editing,
        removal,
        setReaction,
        reading,
        listPosts,
      }),
    announceTo: (broadcaster: Broadcaster) => tellThreadNews({ ...common, broadcaster }),
    async createIndexes(): Promise<void> {
      await Promise.all([threads.createIndexes(), posts.createIndexes(), readings.createIndexes()]);
    },
  };
}
