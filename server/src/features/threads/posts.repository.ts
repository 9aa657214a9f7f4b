import type {
  CommunityId,
  FileId,
  PersonId,
  PostId,
  SpaceId,
  ThreadId,
} from '@jembatan/shared/ids';
import { type ClientSession, type Connection, type Model, Types } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { only } from '../../kernel/only.ts';
import { type PostDocument, postModel } from './posts.model.ts';

export interface Reaction {
  emoji: string;
  people: PersonId[];
}

export interface Post
  extends Omit<
    PostDocument,
    | '_id'
    | 'threadId'
    | 'spaceId'
    | 'communityId'
    | 'groupId'
    | 'authorId'
    | 'editorId'
    | 'mentions'
    | 'files'
    | 'reactions'
  > {
  id: PostId;
  threadId: ThreadId;
  spaceId: SpaceId;
  communityId: CommunityId;
  groupId: CommunityId | null;
  /** Under a pseudonym, the alias and not the person. */
  authorId: PersonId;
  /** Who saved the text, where that was not the author: the person, or their alias. */
  editorId?: PersonId | null;
  mentions: PersonId[];
  files: FileId[];
  reactions: Reaction[];
}

/** What may be written over a post; `seq` always, for every change takes one. */
export type PostChange = Partial<Omit<Post, 'id' | 'threadId' | 'number' | 'seq'>> & {
  seq: number;
};

export type NewPostFields = Omit<Post, 'id'>;

export type PostsRepository = ReturnType<typeof createPostsRepository>;

/** Posts kept for the news that follow their writing. */
const rememberedPosts = 200;

/** Lists need no terms and no Markdown. */
export const listed = { terms: 0, body: 0, mentions: 0, files: 0 } as const;

/** A document as lists read it: without the fields of `listed`. */
type Listed = Omit<PostDocument, keyof typeof listed> &
  Partial<Pick<PostDocument, keyof typeof listed>>;

export function toPost(doc: Listed): Post {
  const {
    _id,
    threadId,
    spaceId,
    communityId,
    groupId,
    authorId,
    editorId = null,
    mentions = [],
    files = [],
    reactions = [],
    terms = [],
    body = '',
    ...rest
  } = doc;
  return {
    ...rest,
    body,
    terms,
    id: idOf(_id),
    threadId: idOf(threadId),
    spaceId: idOf(spaceId),
    communityId: idOf(communityId),
    groupId: idOrNull(groupId),
    authorId: idOf(authorId),
    editorId: idOrNull(editorId),
    mentions: mentions.map((id) => idOf<'person'>(id)),
    files: files.map((id) => idOf<'file'>(id)),
    reactions: reactions.map(({ emoji, people }) => ({
      emoji,
      people: people.map((id) => idOf<'person'>(id)),
    })),
  };
}

const oid = (id: string) => new Types.ObjectId(id);

function toDocument(post: NewPostFields): PostDocument {
  const { threadId, spaceId, communityId, groupId, authorId, editorId, ...rest } = post;
  return {
    _id: new Types.ObjectId(),
    ...{ threadId: oid(threadId), spaceId: oid(spaceId), communityId: oid(communityId) },
    ...{ groupId: groupId && oid(groupId), authorId: oid(authorId) },
    ...(editorId && { editorId: oid(editorId) }),
    ...rest,
    mentions: post.mentions.map(oid),
    files: post.files.map(oid),
    reactions: post.reactions.map(({ emoji, people }) => ({ emoji, people: people.map(oid) })),
    reactionCount: post.reactionCount ?? 0,
  };
}

const orNull = (doc: PostDocument | null) => (doc ? toPost(doc) : null);

export function createPostsRepository(connection: Connection) {
  const Posts = postModel(connection);
  return {
    ...singlePosts(Posts),
    ...pagesOfPosts(Posts),
    async createIndexes(): Promise<void> {
      await Posts.createIndexes();
    },
  };
}

function singlePosts(Posts: Model<PostDocument>) {
  const written = new Map<string, Post>();

  /** Keeps what was just written for those who tell of it at once; the oldest make room. */
  function remember(post: Post): Post {
    written.delete(post.id);
    written.set(post.id, post);
    const oldest = written.keys().next().value;
    if (written.size > rememberedPosts && oldest) written.delete(oldest);
    return post;
  }

  return {
    async insert(post: NewPostFields): Promise<Post> {
      return remember(toPost(only(await Posts.insertMany([post])).toObject()));
    },

    /** Several at once, through the driver itself. */
    async insertTogether(posts: readonly NewPostFields[], session: ClientSession): Promise<Post[]> {
      const documents = posts.map(toDocument);
      await Posts.collection.insertMany(documents, { session, ignoreUndefined: true });
      return documents.map((document) => remember(toPost(document)));
    },

    /** The post as it was at a seq, if this server wrote it just now; else as it is. */
    async findAt(id: string, seq: number): Promise<Post | null> {
      const post = written.get(id);
      return post?.seq === seq ? post : orNull(await Posts.findById(id).lean());
    },

    find: async (id: string): Promise<Post | null> => orNull(await Posts.findById(id).lean()),

    findByNumber: async (threadId: ThreadId, number: number): Promise<Post | null> =>
      orNull(await Posts.findOne({ threadId, number }).lean()),

    /** Without terms and Markdown, which lists do not need. */
    async findMany(ids: readonly string[]): Promise<Post[]> {
      if (ids.length === 0) return [];
      return (await Posts.find({ _id: { $in: ids } }, { terms: 0, body: 0 }).lean()).map(toPost);
    },

    /** Whether somebody else wrote after a post; several ids may be one person's. */
    isFollowed: async (
      { threadId, number }: Pick<Post, 'threadId' | 'number'>,
      by: readonly PersonId[],
    ): Promise<boolean> =>
      (await Posts.exists({ threadId, number: { $gt: number }, authorId: { $nin: [...by] } })) !==
      null,

    /** Marks what is not for everybody in a thread that wants an answer first, or takes the marks off. */
    async seal(threadId: ThreadId, sealed: boolean): Promise<void> {
      const change = sealed ? { $set: { sealed } } : { $unset: { sealed: 1 as const } };
      await Posts.updateMany({ threadId, number: { $gt: 1 } }, change);
      for (const [id, post] of written) if (post.threadId === threadId) written.delete(id);
    },

    /** The first post of each author of a thread. */
    async firstOfEach(threadId: ThreadId): Promise<{ authorId: PersonId; number: number }[]> {
      const found = await Posts.aggregate<{ _id: Types.ObjectId; number: number }>([
        { $match: { threadId: new Types.ObjectId(threadId) } },
        { $group: { _id: '$authorId', number: { $min: '$number' } } },
      ]);
      return found.map(({ _id, number }) => ({ authorId: idOf(_id), number }));
    },

    async change(
      id: PostId,
      change: PostChange,
      where: Record<string, unknown> = {},
    ): Promise<Post | null> {
      const doc = await Posts.findOneAndUpdate(
        { _id: id, ...where },
        { $set: change },
        { returnDocument: 'after' },
      ).lean();
      return doc && remember(toPost(doc));
    },
  };
}

function pagesOfPosts(Posts: Model<PostDocument>) {
  const many = async (
    filter: Record<string, unknown>,
    sort: Record<string, 1 | -1>,
    limit: number,
  ): Promise<Post[]> =>
    (await Posts.find(filter, listed).sort(sort).limit(limit).lean()).map(toPost);

  return {
    /** Ascending by number, from a number on. */
    forward: (threadId: ThreadId, from: number, limit: number) =>
      many({ threadId, number: { $gte: from } }, { number: 1 }, limit),

    /** Those with these numbers, ascending. */
    listNumbers: (threadId: ThreadId, numbers: readonly number[]) =>
      numbers.length === 0
        ? Promise.resolve([])
        : many({ threadId, number: { $in: numbers } }, { number: 1 }, numbers.length),

    /** Ascending by number, the last ones up to a number. */
    async back(threadId: ThreadId, upTo: number, limit: number): Promise<Post[]> {
      return (await many({ threadId, number: { $lte: upTo } }, { number: -1 }, limit)).reverse();
    },

    /** The number of the first post at or after an instant; null when all are older. */
    async numberAt(threadId: ThreadId, at: Date): Promise<number | null> {
      const doc = await Posts.findOne({ threadId, createdAt: { $gte: at } }, { number: 1 })
        .sort({ createdAt: 1 })
        .lean();
      return doc?.number ?? null;
    },

    /** Ascending by seq: what changed after `seq`, one more than `limit`. */
    changedSince: (threadId: ThreadId, seq: number, limit: number) =>
      many({ threadId, seq: { $gt: seq } }, { seq: 1 }, limit + 1),

    /** Posts whose HTML or search terms an earlier version of the hub made. */
    async listOutdated(
      versions: { render: number; search: number },
      limit: number,
    ): Promise<Post[]> {
      const older = [
        { renderVersion: { $lt: versions.render } },
        { searchVersion: { $lt: versions.search } },
      ];
      return (await Posts.find({ $or: older }).limit(limit).lean()).map(toPost);
    },

    /** Puts renewed content in place of the same text's; no change that anybody is told of. */
    async renew({ id, revision }: Post, content: Partial<PostChange>): Promise<void> {
      await Posts.updateOne({ _id: id, revision }, { $set: content });
    },

    /** Posts of a thread whose text shows a file. */
    listShowing: async (threadId: ThreadId, fileId: FileId): Promise<Post[]> =>
      (await Posts.find({ files: fileId, 'files.0': { $exists: true }, threadId }).lean()).map(
        toPost,
      ),
  };
}
