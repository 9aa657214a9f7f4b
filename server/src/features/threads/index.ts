import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Broadcaster } from '../../kernel/broadcaster.ts';
import { rooms } from '../../kernel/broadcaster.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { TopicGate } from '../../kernel/topics.ts';
import { presenceInThread } from '../../permissions/presence.rules.ts';
import {
  canModerateThread,
  canShowTyping,
  dueOf,
  seesAnswers,
} from '../../permissions/threads.rules.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import { createAdvancingRepository } from './advancing.repository.ts';
import { createAliasesRepository } from './aliases.repository.ts';
import { createAliases } from './aliases.ts';
import { createAnnouncementsRepository } from './announcements.repository.ts';
import { createAnswersRepository } from './answers.repository.ts';
import { createAppreciationRepository } from './appreciation.repository.ts';
import { followAudience } from './audience.events.ts';
import { mountBranches } from './branches.service.ts';
import { createCallsRepository } from './calls.repository.ts';
import { createCalls } from './calls.ts';
import { createEditingService } from './editing.service.ts';
import { createFilesOf } from './files-of.ts';
import { createFollowingService } from './following.service.ts';
import { mountHistory } from './history.routes.ts';
import { createHistoryService } from './history.service.ts';
import { createKinds } from './kinds.ts';
import { createLanguageService } from './language.service.ts';
import { createListingService } from './listing.service.ts';
import { createMadeRepository } from './made.repository.ts';
import { createNewest } from './newest.ts';
import { createOpeningsRepository } from './openings.repository.ts';
import { createPacesRepository } from './paces.repository.ts';
import { createPostSearchRepository } from './post-search.repository.ts';
import { createPostPages } from './posts.pages.ts';
import { createPostsRepository } from './posts.repository.ts';
import { createPreviewing } from './previewing.ts';
import { createReactionsService } from './reactions.service.ts';
import { createReadingService } from './reading.service.ts';
import { createReadingsRepository } from './readings.repository.ts';
import { createRemovalService } from './removal.service.ts';
import { createRenewal } from './renewal.ts';
import { createRevealing } from './revealing.service.ts';
import { createRevisionsRepository } from './revisions.repository.ts';
import type { SavingDeps } from './saving.ts';
import { createFindable, createSeals, type SealingDeps } from './sealing.ts';
import { createSlowMode, paceOf } from './slow-mode.ts';
import { createStartingService, type StartingDeps } from './starting.service.ts';
import type { NamesOfTag, SettleTags } from './tags.ts';
import { createTermsOf } from './terms.service.ts';
import { createThreadCountsRepository } from './thread-counts.repository.ts';
import {
  type AccessDeps,
  createThreadAccess,
  requireReply,
  type SpaceAt,
  type ThreadAccess,
  type ThreadAt,
} from './threads.access.ts';
import { tellThreadNews } from './threads.news.ts';
import { createThreadsRepository } from './threads.repository.ts';
import { mountThreads } from './threads.routes.ts';
import { createThreadsService } from './threads.service.ts';
import { threadCanOf } from './threads.views.ts';
import { createUnreadService } from './unread.service.ts';
import { createWikiService } from './wiki.service.ts';
import { createWritingService } from './writing.service.ts';

export { type PicturesOf, renderText } from './content.ts';
export type { Made, MadeRepository } from './made.repository.ts';
export type { OpeningsWithin } from './openings.repository.ts';
export type {
  FoundPost,
  PostSearch,
  PostSearchRepository,
  ThreadSearch,
  WrittenPost,
} from './post-search.repository.ts';
export type { FoundOfSeveral } from './post-several.ts';
export type { Post, PostsRepository } from './posts.repository.ts';
export type { Choice, ReadingsRepository } from './readings.repository.ts';
export type { NamesOfTag, SettleTags } from './tags.ts';
export type { PostAt, SpaceAt, ThreadAccess, ThreadAt } from './threads.access.ts';
export type { Thread, ThreadsRepository } from './threads.repository.ts';
export type { Retagging } from './threads.service.ts';
export { mentionedIn, peopleOf, toPostView, toThreadView } from './threads.views.ts';

export interface ThreadsFeatureDeps
  extends Omit<
    SavingDeps,
    | 'access'
    | 'threads'
    | 'advancing'
    | 'counts'
    | 'posts'
    | 'readings'
    | 'revisions'
    | 'previews'
    | 'aliases'
    | 'slowMode'
    | 'takeCall'
  > {
  connection: Connection;
  bus: EventBus;
  createLimiter: CreateLimiter;
  logger: Logger;
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
  chatSpaceOf: (communityId: CommunityId) => Promise<SpaceId>;
  joinedAt: (personId: PersonId, communityId: CommunityId) => Promise<Date | null>;
  isMember: AccessDeps['isMember'];
  isInTransaction: AccessDeps['isInTransaction'];
  groupsOf: StartingDeps['groupsOf'];
  readableOf: SealingDeps['readableOf'];
  settleTags: SettleTags;
  namesOfTag: NamesOfTag;
  signals: Signals;
}

export type Threads = ReturnType<typeof createThreads>;

function createRepositories(connection: Connection) {
  return {
    threads: createThreadsRepository(connection),
    advancing: createAdvancingRepository(connection),
    posts: createPostsRepository(connection),
    readings: createReadingsRepository(connection),
    revisions: createRevisionsRepository(connection),
    counts: createThreadCountsRepository(connection),
    aliases: createAliasesRepository(connection),
    paces: createPacesRepository(connection),
    answers: createAnswersRepository(connection),
    calls: createCallsRepository(connection),
    appreciation: createAppreciationRepository(connection),
    announcements: createAnnouncementsRepository(connection),
  };
}

/** What every use case of threads works with. */
function createCommon(deps: ThreadsFeatureDeps) {
  const kept = createRepositories(deps.connection);
  const slowMode = createSlowMode({ paces: kept.paces, clock: deps.clock });
  const names = createAliases(kept.aliases);
  const sealing = { ...deps, ...kept, personOf: names.personOf };
  return {
    ...deps,
    ...kept,
    slowMode,
    takeCall: createCalls({ calls: kept.calls, clock: deps.clock }),
    names,
    setSeal: createSeals(sealing),
    findableBy: createFindable(sealing),
    termsOf: createTermsOf({ slowMode, aliases: kept.aliases }),
    access: createThreadAccess({ ...deps, ...kept }),
    previews: deps.createLimiter({ name: 'preview', points: 60, seconds: 20 }),
    createIndexes: async (): Promise<void> =>
      void (await Promise.all(
        Object.values(kept).map((one) => 'createIndexes' in one && one.createIndexes()),
      )),
  };
}

/** What looks at threads of many places at once. */
const createLists = (common: ReturnType<typeof createCommon>) => ({
  made: createMadeRepository(common.connection),
  search: createPostSearchRepository(common.connection),
  openings: createOpeningsRepository(common.connection),
  listNewest: createNewest(common),
  findableBy: common.findableBy,
  announcements: common.announcements,
});

/** All that decides what a reader is offered in a thread. */
const marksOf = (actor: Actor, at: ThreadAt) =>
  JSON.stringify([
    ...[threadCanOf(actor, at), dueOf(at), paceOf(at).seconds, at.space.pseudonyms],
    seesAnswers(actor, at),
  ]);

/** Which audience of a thread an actor belongs to. */
function audienceOf(actor: Actor, at: ThreadAt): string {
  const { id, answerFirst } = at.thread;
  if (canModerateThread(actor, at)) return rooms.threadStaff(id);
  return answerFirst && seesAnswers(actor, at) ? rooms.threadAnswered(id) : rooms.thread(id);
}

/** Throws unless the actor may reply: for whoever is about to. Answers whether others may be told. */
const createReplyDoor =
  (access: ThreadAccess) =>
  async (actor: Actor, id: string): Promise<boolean> => {
    const at = await access.getReadableThread(actor, id);
    requireReply(actor, at);
    return canShowTyping(at);
  };

/** Who may follow a thread's news, and in which room. */
function createGate(access: ThreadAccess): TopicGate {
  return async function gate(actor, id) {
    const at = await access.getReadableThread(actor, id);
    const may = marksOf(actor, at);
    const presence = presenceInThread(actor, at);
    return { rooms: [audienceOf(actor, at)], lastSeq: at.thread.lastSeq, may, presence };
  };
}

/** Threads, posts, reactions and how far people have read. */
export function createThreads(deps: ThreadsFeatureDeps) {
  const common = createCommon(deps);
  const { threads, posts, readings, names, access } = common;
  const unread = createUnreadService(common);
  const reading = createReadingService(common);
  const writing = createWritingService(common);
  const editing = createEditingService({ ...common, writing });
  const removal = createRemovalService(common);
  const service = createThreadsService({ ...common, unread });
  const starting = createStartingService({ ...common, writing });
  const listFollowed = createFollowingService({ ...common, unread });
  const listing = createListingService({ ...common, unread, selfIn: access.selfIn });
  const listPosts = createPostPages({ ...common, unread });
  const setReaction = createReactionsService(common);
  const kinds = createKinds({ ...common, unread });

  return {
    service,
    starting,
    writing,
    removal,
    previewing: createPreviewing(common),
    unread,
    counts: common.counts,
    access,
    threads,
    posts,
    readings,
    names,
    asksOf: deps.asksOf,
    ...createLists(common),
    ...createRenewal({ ...common, logger: deps.logger }),
    listPosts,
    listing,
    ...createFilesOf(common),
    requireReply: createReplyDoor(access),
    gate: createGate(access),
    mount(router: RouteBinder): void {
      mountBranches(router, { ...common, unread });
      kinds.mount(router);
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
        revealAuthor: createRevealing(common),
        setLanguage: createLanguageService(common),
      });
      mountHistory(router, {
        history: createHistoryService({ ...common, editing }),
        setWiki: createWikiService(common),
      });
    },
    announceTo(broadcaster: Broadcaster): void {
      tellThreadNews({ ...common, broadcaster });
      followAudience(common);
      kinds.announceTo(broadcaster);
    },
    ...kinds.telling,
    createIndexes: common.createIndexes,
  };
}
