import { AppError } from '@jembatan/shared/errors';
import { communityId, spaceId, threadId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type {
  CommunitiesReading,
  CommunityReading,
  PlaceReading,
  Reading,
  SpaceReading,
  StartReading,
  TagReading,
  ThreadReading,
} from '@jembatan/shared/reading';
import type { PostView } from '@jembatan/shared/threads.view';
import { visitor } from '../../kernel/actor.ts';
import type { Communities } from '../communities/index.ts';
import type { Polls } from '../polls/index.ts';
import type { Tags } from '../tags/index.ts';
import type { Threads } from '../threads/index.ts';
import { pollsOf } from './polls-in.ts';

/** Posts on one page of a thread, and threads on one of a forum. */
const postsOnPage = limits.page.default;
const threadsOnPage = 30;
/** Communities on the first page, and on one of their list. */
const communitiesAtStart = 12;
const communitiesOnPage = 30;
/** Posts that are put on paper at once. */
const postsToPrint = 500;

export interface ReadingDeps {
  threads: Pick<Threads, 'service' | 'listPosts' | 'listing' | 'listNewest'>;
  polls: Pick<Polls, 'viewsOf'>;
  communities: Pick<Communities, 'communities' | 'spaces'>;
  tags: Pick<Tags, 'service' | 'listTagThreads'>;
}

/** Which part of a page is asked for, as its address says. */
export interface Part {
  page?: string | undefined;
  /** A cursor of the list of threads or communities. */
  after?: string | undefined;
  print: boolean;
  /** Of a page of a tag, any of its names; of a forum, the tag it is narrowed to. */
  tag?: string | undefined;
}

export type Kind = Reading['kind'];
/** Pages of one place, which have an id. */
export type PlaceKind = PlaceReading['kind'];
export type FindReading = ReturnType<typeof createReadings>;

/** Public pages as a visitor may read them; null when missing or not public, which look the same. */
export function createReadings(deps: ReadingDeps) {
  const find = {
    ...{ thread: readThread, space: readSpace, community: readCommunity, tag: readTag },
    ...{ start: readStart, communities: readCommunities },
  };
  return async (kind: Kind, id: string, part: Part): Promise<Reading | null> => {
    try {
      return await find[kind](deps, id, part);
    } catch (error) {
      return unlessUnreadable(error);
    }
  };
}

/** A cursor or a number nobody gave is no page either. */
const unreadable = new Set(['not-found', 'signed-out', 'invalid', 'banned', 'forbidden']);

/** Null for what a visitor may not read, whyever; throws what is a failure. */
export function unlessUnreadable(error: unknown): null {
  if (error instanceof AppError && unreadable.has(error.code)) return null;
  throw error;
}

function pageOf({ page }: Part, pages: number): number {
  const number = Number(page ?? '1');
  if (!Number.isInteger(number) || number < 1 || number > pages) throw new AppError('not-found');
  return number;
}

/** Without those that are for people who have answered. */
export const openAmong = (posts: readonly PostView[]) => posts.filter(({ closed }) => !closed);

async function readThread(deps: ReadingDeps, id: string, part: Part): Promise<ThreadReading> {
  const { threads } = deps;
  const thread = await threads.service.getThread(visitor, threadId.parse(id));
  const size = part.print ? postsToPrint : postsOnPage;
  // Of a thread that wants an answer first a visitor reads its beginning.
  const last = thread.answerFirst ? 1 : thread.lastNumber;
  const pages = Math.max(1, Math.ceil(last / size));
  const page = pageOf(part, pages);
  const [{ items, people }, space, community] = await Promise.all([
    threads.listPosts(visitor, thread.id, { from: (page - 1) * size + 1, limit: size }),
    deps.communities.spaces.getSpace(visitor, thread.spaceId),
    deps.communities.communities.getCommunity(visitor, thread.communityId),
  ]);
  const posts = openAmong(items).filter(({ number }) => number <= page * size);
  const polls = await pollsOf(deps, posts);
  return {
    ...{ kind: 'thread', thread, posts, polls, people: people ?? {}, page, pages },
    ...{ whole: part.print, space, community },
  };
}

async function readSpace(deps: ReadingDeps, id: string, part: Part): Promise<SpaceReading> {
  const { communities, spaces } = deps.communities;
  const space = await spaces.getSpace(visitor, spaceId.parse(id));
  const query = { limit: threadsOnPage, cursor: part.after, tag: part.tag };
  const [{ items, nextCursor }, community] = await Promise.all([
    deps.threads.listing.listThreads(visitor, space.id, query),
    communities.getCommunity(visitor, space.communityId),
  ]);
  const tag = part.tag ?? null;
  return { kind: 'space', space, community, threads: items, nextCursor, tag };
}

async function readCommunity(deps: ReadingDeps, id: string): Promise<CommunityReading> {
  const { communities, spaces } = deps.communities;
  const community = await communities.getCommunity(visitor, communityId.parse(id));
  if (!community.can.read) throw new AppError('not-found');
  const { items } = await spaces.listSpaces(visitor, community.id);
  return { kind: 'community', community, spaces: items };
}

async function readTag(
  { communities: { communities }, tags }: ReadingDeps,
  id: string,
  { tag: name = '', after }: Part,
): Promise<TagReading> {
  const community = await communities.getCommunity(visitor, communityId.parse(id));
  if (!community.can.read) throw new AppError('not-found');
  const tag = await tags.service.getTag(visitor, community.id, name);
  const of = { communityId: community.id, name: tag.name };
  const query = { limit: threadsOnPage, cursor: after };
  const { items, nextCursor } = await tags.listTagThreads(visitor, of, query);
  return { kind: 'tag', community, tag, threads: items, nextCursor, after: after ?? null };
}

/** Those that everybody may read: what a visitor is shown of all that there are. */
function listOpen({ communities }: ReadingDeps['communities'], limit: number, cursor?: string) {
  return communities.listCommunities(visitor, { which: 'public', limit, cursor });
}

async function readStart(deps: ReadingDeps): Promise<StartReading> {
  const { items, nextCursor } = await listOpen(deps.communities, communitiesAtStart);
  return { kind: 'start', communities: items, more: nextCursor !== null };
}

async function readCommunities(
  deps: ReadingDeps,
  _id: string,
  { after }: Part,
): Promise<CommunitiesReading> {
  const { items, nextCursor } = await listOpen(deps.communities, communitiesOnPage, after);
  return { kind: 'communities', communities: items, nextCursor, after: after ?? null };
}
