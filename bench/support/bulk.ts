/** Forums of a size that nobody types: copies of what the hub wrote itself, put beside it at once. */
import { type Db, type Document, MongoClient, ObjectId } from 'mongodb';

const batchSize = 5_000;
const batchesAtOnce = 2;

async function withDb<T>(mongoUrl: string, work: (db: Db) => Promise<T>): Promise<T> {
  const client = await new MongoClient(mongoUrl).connect();
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

/** Inserts `make(from)` to `make(to - 1)`, in batches. */
async function fill(
  insert: (batch: Document[]) => Promise<unknown>,
  make: (n: number) => Document,
  { from, to }: { from: number; to: number },
): Promise<void> {
  let next = from;
  const lane = async () => {
    while (next < to) {
      const start = next;
      next = Math.min(to, next + batchSize);
      await insert(Array.from({ length: next - start }, (_none, n) => make(start + n)));
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, lane));
}

const inserter = (db: Db, name: string) => (batch: Document[]) =>
  db.collection(name).insertMany(batch, { ordered: false, writeConcern: { w: 1, j: false } });

/** Copies the thread's first post until the thread has so many. */
export function lengthen(mongoUrl: string, threadId: string, posts: number): Promise<void> {
  return withDb(mongoUrl, async (db) => {
    const _id = new ObjectId(threadId);
    const first = await db.collection('posts').findOne({ threadId: _id });
    const make = (number: number) => ({
      ...first,
      _id: new ObjectId(),
      number,
      seq: number,
      html: `<p dir="auto">Post ${number}, of ordinary length, as people write them in a forum.</p>`,
    });
    await fill(inserter(db, 'posts'), make, { from: 2, to: posts + 1 });
    await db
      .collection('threads')
      .updateOne({ _id }, { $set: { lastNumber: posts, lastSeq: posts } });
  });
}

export interface Growth {
  /** The thread whose documents are copied. */
  threadId: string;
  spaceIds: readonly string[];
  /** Threads that are there already, and that there will be. */
  from: number;
  to: number;
  postsInThread: number;
  /** Words that texts are made of, common ones first. */
  words: readonly string[];
}

/** Adds threads to the spaces by turns, with their posts. */
export function grow(mongoUrl: string, growth: Growth): Promise<void> {
  const { threadId, spaceIds, from, to, postsInThread, words } = growth;
  return withDb(mongoUrl, async (db) => {
    const thread = await db.collection('threads').findOne({ _id: new ObjectId(threadId) });
    const post = await db.collection('posts').findOne({ threadId: thread?._id });
    const spaces = spaceIds.map((id) => new ObjectId(id));
    const ids = Array.from({ length: to - from }, () => new ObjectId());
    const start = Date.now() - to * 60_000;
    const place = (n: number) => ({ spaceId: spaces[n % spaces.length] });
    const makeThread = (n: number) => ({
      ...thread,
      ...place(n),
      _id: ids[n - from],
      title: `${wordsOf(words, n, 3).join(' ')} ${n}`,
      createdAt: new Date(start + n * 60_000),
      lastActivityAt: new Date(start + n * 60_000),
      lastNumber: postsInThread,
      lastSeq: postsInThread,
    });
    const makePost = (n: number) => {
      const at = from + Math.floor(n / postsInThread);
      const number = (n % postsInThread) + 1;
      const terms = [...new Set(wordsOf(words, n, 12))];
      const html = `<p dir="auto">${terms.join(' ')}</p>`;
      const own = { _id: new ObjectId(), threadId: ids[at - from], number, seq: number };
      return { ...post, ...place(at), ...own, terms, html, body: terms.join(' ') };
    };
    await fill(inserter(db, 'threads'), makeThread, { from, to });
    await fill(inserter(db, 'posts'), makePost, { from: 0, to: (to - from) * postsInThread });
    const own = { groupId: null, opensAt: null };
    for (const [at, spaceId] of spaces.entries()) {
      const count = Math.ceil((to - at) / spaces.length) - Math.ceil((from - at) / spaces.length);
      await db
        .collection('thread_counts')
        .updateOne({ spaceId, ...own }, { $inc: { count } }, { upsert: true });
    }
  });
}

/** `count` words for the nth text, the common ones more often, the same ones every time. */
function wordsOf(words: readonly string[], n: number, count: number): string[] {
  return Array.from({ length: count }, (_none, at) => {
    const random = ((n * 2_654_435_761 + at * 40_503 * 65_537) >>> 0) / 2 ** 32;
    return words[Math.floor(words.length * random ** 3)] ?? '';
  });
}

export interface Scattering {
  /** The thread whose posts are put together to new ones. */
  threadId: string;
  posts: number;
  /** One post in so many stands in the other place. */
  oneIn: number;
  other: { communityId: string; spaceId: string };
}

/** Posts of two paragraphs each, in threads of twenty, over a year. */
export function scatter(mongoUrl: string, scattering: Scattering): Promise<void> {
  const { threadId, posts, oneIn, other } = scattering;
  const postsInThread = 20;
  return withDb(mongoUrl, async (db) => {
    const thread = await db.collection('threads').findOne({ _id: new ObjectId(threadId) });
    const seeds = await db.collection('posts').find({ threadId: thread?._id }).toArray();
    const elsewhere = {
      communityId: new ObjectId(other.communityId),
      spaceId: new ObjectId(other.spaceId),
    };
    const place = (at: number) => (at % oneIn === 0 ? elsewhere : {});
    const ids = Array.from({ length: Math.ceil(posts / postsInThread) }, () => new ObjectId());
    const start = Date.now() - 365 * 86_400_000;
    const step = (Date.now() - start) / posts;
    const makeThread = (n: number) => ({
      ...thread,
      ...place(n),
      ...{ _id: ids[n], title: `Thread ${n}`, lastNumber: postsInThread, lastSeq: postsInThread },
    });
    const makePost = (n: number) => {
      const at = Math.floor(n / postsInThread);
      const first = seeds[(n * 7_919) % seeds.length];
      const second = seeds[(n * 7_919 + (n % 13)) % seeds.length];
      const number = (n % postsInThread) + 1;
      return {
        ...first,
        ...place(at),
        ...{ _id: new ObjectId(), threadId: ids[at], number, seq: number },
        createdAt: new Date(start + n * step),
        terms: [...new Set([...(first?.terms ?? []), ...(second?.terms ?? [])])],
        html: `${first?.html}${second?.html}`,
        body: `${first?.body}\n\n${second?.body}`,
      };
    };
    await fill(inserter(db, 'threads'), makeThread, { from: 0, to: ids.length });
    await fill(inserter(db, 'posts'), makePost, { from: 0, to: posts });
  });
}
