import type { CommunityId, PersonId, PostId, SpaceId, ThreadId } from '@jembatan/shared/ids';
import type { ThreadKind } from '@jembatan/shared/threads.view';
import { type Connection, type Model, mongo } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { byTerm, maxMerged } from './post-rarity.ts';
import { createSeveral } from './post-several.ts';
import { type PostDocument, postModel } from './posts.model.ts';
import { type Post, toPost } from './posts.repository.ts';
import { type ThreadDocument, threadModel } from './threads.model.ts';
import { type Thread, toThread } from './threads.repository.ts';

/** What a search may look through and look for. */
export interface PostSearch {
  /** All of these. */
  terms: readonly string[];
  /** Of each of these lists one: what a beginning may go on as. */
  anyOf?: readonly (readonly string[])[];
  /** Not all of any of these. */
  unwanted?: readonly (readonly string[])[];
  /** Null: every space. */
  spaceIds: readonly SpaceId[] | null;
  communityId?: CommunityId | undefined;
  /** What the rules say besides. */
  visible?: Record<string, unknown>;
  threadIds?: readonly ThreadId[] | undefined;
  /** Within this thread. */
  threadId?: ThreadId | undefined;
  authorId?: PersonId | undefined;
  has?: 'picture' | 'file' | undefined;
  lang?: string | undefined;
  /** At this instant or later. */
  since?: Date | undefined;
  /** Nothing newer, so that later pages go on with the same list. */
  until: Date;
  limit: number;
  /** With the Markdown of each, to compare it with a phrase. */
  withBodies?: boolean;
}

/** Which threads a search for posts keeps to. */
export interface ThreadSearch {
  /** Any of these names. */
  tags?: readonly string[] | undefined;
  kind?: ThreadKind | undefined;
  /** With or without an accepted answer. */
  answered?: boolean | undefined;
}

export interface FoundPost {
  id: PostId;
  threadId: ThreadId;
  createdAt: Date;
  /** Where bodies were asked for. */
  written?: WrittenPost;
}

/** What a post is compared by. */
export interface WrittenPost {
  number: number;
  body: string;
}

/** Threads of one tag or kind that a search looks through. */
const maxThreads = 2_000;
/** A beginning goes on as at most so many words. */
const maxEndings = 20;
/** What comes after every letter. */
const last = '\u{10ffff}';

export type PostSearchRepository = ReturnType<typeof createPostSearchRepository>;

/** Finds posts by their terms; who may see what comes in as part of the question. */
export function createPostSearchRepository(connection: Connection) {
  const Posts = postModel(connection);
  return { ...foundPosts(Posts), ...foundThreads(threadModel(connection)) };
}

function foundPosts(Posts: Model<PostDocument>) {
  async function findShare({ limit, ...asked }: PostSearch): Promise<FoundPost[]> {
    const { sort, hint } = entryOf(asked);
    const fields = { threadId: 1, createdAt: 1, ...(asked.withBodies && { number: 1, body: 1 }) };
    const found = await Posts.find(filterOf(asked), fields)
      .sort(sort)
      .hint(hint)
      .limit(limit)
      .batchSize(limit)
      .lean();
    return found.map(toFound);
  }

  /** Newest first; without hidden and deleted posts. */
  async function find({ limit, ...asked }: PostSearch): Promise<FoundPost[]> {
    const shares = await sharesOf(Posts, asked);
    const found = await Promise.all(shares.map((share) => findShare({ ...share, limit })));
    return newestOf(found.flat(), limit);
  }

  return {
    find,
    findSeveral: createSeveral(Posts, find),

    endingsOf: createEndings(Posts),

    /** Numbers of posts, and their Markdown, to rank by. */
    async writtenOf(ids: readonly PostId[]): Promise<Map<string, WrittenPost>> {
      if (ids.length === 0) return new Map();
      const found = await Posts.find({ _id: { $in: ids } }, { number: 1, body: 1 })
        .batchSize(ids.length)
        .lean();
      return new Map(found.map(({ _id, number, body }) => [_id.toString(), { number, body }]));
    },

    /** First posts of threads, the newest first. */
    async openings(asked: PostSearch & { threadIds: readonly ThreadId[] }): Promise<FoundPost[]> {
      const { limit, ...rest } = asked;
      const found = await Posts.find(
        { ...filterOf(rest), number: 1 },
        { threadId: 1, createdAt: 1 },
      )
        .hint({ threadId: 1, number: 1 })
        .lean();
      return newestOf(found.map(toFound), limit);
    },

    /** Posts that show files, in the order of their ids, from after one on. */
    async showingFilesAfter(id: string | null, limit: number): Promise<Post[]> {
      const showing = { 'files.0': { $exists: true }, ...(id && { _id: { $gt: id } }) };
      return (await Posts.find(showing).sort({ _id: 1 }).limit(limit).lean()).map(toPost);
    },

    /** What an earlier version of the hub searched by takes room and time. */
    async dropFormerIndexes(): Promise<void> {
      const former = { terms: 1, spaceId: 1, createdAt: -1 };
      const all = await Posts.collection.indexes().catch(() => []);
      const old = all.find(({ key }) => JSON.stringify(key) === JSON.stringify(former));
      if (old?.name) await Posts.collection.dropIndex(old.name);
    },

    /** Writes the terms of a post unless it has been edited or deleted meanwhile. */
    async setTerms(
      post: { id: PostId; revision: number },
      terms: readonly string[],
    ): Promise<void> {
      await Posts.updateOne(
        { _id: post.id, revision: post.revision, deleted: false },
        { $set: { terms: [...terms] } },
      );
    },
  };
}

function foundThreads(Threads: Model<ThreadDocument>) {
  return {
    /** Titles of those threads that are not hidden and, as the rules say, to be seen. */
    async openTitles(
      ids: readonly string[],
      visible: Record<string, unknown>,
    ): Promise<Map<string, string>> {
      const open = { _id: { $in: ids }, hidden: false, ...visible };
      const found = await Threads.find(open, { title: 1 })
        .batchSize(Math.max(1, ids.length))
        .lean();
      return new Map(found.map(({ _id, title }) => [_id.toString(), title]));
    },

    /** Those of some tags that a thread has which may be seen. */
    async usedTags(
      tags: readonly string[],
      spaceIds: readonly SpaceId[] | null,
      visible: Record<string, unknown>,
    ): Promise<Set<string>> {
      const within = spaceIds ? { spaceId: { $in: [...spaceIds] } } : {};
      const isUsed = (tag: string) =>
        Threads.findOne({ tags: tag, hidden: false, ...within, ...visible }, { _id: 1 })
          .hint({ tags: 1, lastActivityAt: -1 })
          .lean();
      const used = await Promise.all(tags.map(isUsed));
      return new Set(tags.filter((_tag, index) => used[index]));
    },

    /** In the order of their ids, from after one on. */
    async threadsAfter(id: string | null, limit: number): Promise<Thread[]> {
      const found = Threads.find(id ? { _id: { $gt: id } } : {}).sort({ _id: 1 });
      return (await found.limit(limit).lean()).map(toThread);
    },

    /** Threads of a tag or a kind, most recently active first. */
    async threadsLike(
      { tags, kind, answered }: ThreadSearch,
      spaceIds: readonly SpaceId[] | null,
    ): Promise<ThreadId[]> {
      const accepted = answered ? { $gt: 0 } : null;
      const found = await Threads.find(
        {
          hidden: false,
          ...(tags && { tags: { $in: [...tags] } }),
          ...(kind && { kind }),
          ...(answered !== undefined && { acceptedNumber: accepted }),
          ...(spaceIds && { spaceId: { $in: [...spaceIds] } }),
        },
        { _id: 1 },
      )
        .sort({ lastActivityAt: -1 })
        .hint(tags ? { tags: 1, lastActivityAt: -1 } : { kind: 1, lastActivityAt: -1 })
        .limit(maxThreads)
        .lean();
      return found.map(({ _id }) => idOf(_id));
    },
  };
}

const toFound = ({ _id, threadId, number, createdAt, body }: FoundDocument): FoundPost => ({
  ...(body !== undefined && number !== undefined && { written: { number, body } }),
  id: idOf(_id),
  threadId: idOf(threadId),
  createdAt,
});

type FoundDocument = Pick<PostDocument, '_id' | 'threadId' | 'createdAt'> &
  Partial<Pick<PostDocument, 'number' | 'body'>>;

const newestOf = (found: FoundPost[], limit: number) =>
  found.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime()).slice(0, limit);

type Asked = Omit<PostSearch, 'limit'>;

const hasWords = ({ terms, anyOf = [] }: Asked) => terms.length > 0 || anyOf.length > 0;

/**
 * A word's posts are in order within each space, so that nothing is looked at that may not be
 * read; so many spaces are asked at once as are merged in order.
 */
async function sharesOf(Posts: Model<PostDocument>, asked: Asked): Promise<Asked[]> {
  const { anyOf = [], spaceIds } = asked;
  if (!hasWords(asked)) return [asked];
  const all = spaceIds ?? (await Posts.distinct('spaceId')).map((id) => idOf<'space'>(id));
  const size = Math.floor(maxMerged / Math.max(1, ...anyOf.map(({ length }) => length)));
  const shares: Asked[] = [];
  for (let from = 0; from < all.length; from += size)
    shares.push({ ...asked, spaceIds: all.slice(from, from + size) });
  return shares;
}

/**
 * By which index, in which order. Without words a person's posts or the readable spaces are the
 * way in; who reads very many is answered by age, in which ids are as well.
 */
function entryOf(asked: Asked) {
  const { authorId, spaceIds, threadId } = asked;
  const newest = { createdAt: -1 } as const;
  if (hasWords(asked)) return { sort: newest, hint: byTerm };
  if (threadId) return { sort: newest, hint: { threadId: 1, createdAt: 1 } as const };
  if (authorId) return { sort: newest, hint: { authorId: 1, createdAt: -1 } as const };
  if (spaceIds && spaceIds.length <= maxMerged)
    return { sort: newest, hint: { spaceId: 1, createdAt: -1 } as const };
  return { sort: { _id: -1 } as const, hint: { _id: 1 } as const };
}

function filterOf(asked: Asked) {
  const { terms, spaceIds, communityId, threadIds, threadId, until, since } = asked;
  return {
    ...(terms.length > 0 && { terms: { $all: [...terms] } }),
    ...withoutOrWith(asked),
    ...(spaceIds && { spaceId: { $in: [...spaceIds] } }),
    ...(communityId && { communityId }),
    ...(threadIds && { threadId: { $in: [...threadIds] } }),
    ...(threadId && {
      threadId: threadIds ? { $in: threadIds.filter((id) => id === threadId) } : threadId,
    }),
    createdAt: { $lte: until, ...(since && { $gte: since }) },
    // What is deleted has no words: to ask for that as well would mean to look at each post.
    ...(hasWords(asked) ? {} : { deleted: false }),
    hidden: false,
    ...traitsOf(asked),
  };
}

/** What is asked together with the rest, so that nothing takes the place of what the rules say. */
function withoutOrWith({ anyOf = [], unwanted = [], visible = {} }: Asked) {
  const clauses = [
    ...(Object.keys(visible).length > 0 ? [visible] : []),
    ...anyOf.map((some) => ({ terms: { $in: [...some] } })),
    ...unwanted.map((all) => ({ $nor: [{ terms: { $all: [...all] } }] })),
  ];
  return clauses.length > 0 ? { $and: clauses } : {};
}

function traitsOf({ authorId, has, lang }: Asked) {
  return {
    ...(authorId && { authorId }),
    ...(lang && { lang }),
    ...(has === 'file' && { 'files.0': { $exists: true } }),
    ...(has === 'picture' && { html: /<img / }),
  };
}

/** The words there are that begin so, read off the index one by one, each at once. */
function createEndings(Posts: Model<PostDocument>) {
  return async function endingsOf(beginning: string): Promise<string[]> {
    const endings: string[] = [];
    let from = { terms: beginning };
    while (endings.length < maxEndings) {
      const [key] = await Posts.collection
        .find({}, { min: { ...from, ...before }, max: { terms: beginning + last, ...before } })
        .hint(byTerm)
        .returnKey(true)
        .limit(1)
        .toArray();
      const term: unknown = key?.terms;
      if (typeof term !== 'string') break;
      endings.push(term);
      from = { terms: `${term}\u0000` };
    }
    return endings;
  };
}

/** The bound of an index names all its fields; these come before every value, in its direction. */
const first = new mongo.MinKey();
const before = {
  ...{ spaceId: first, createdAt: new mongo.MaxKey() },
  ...{ _id: first, threadId: first, hidden: first },
};
