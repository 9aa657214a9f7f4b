/** The writes of one reply through the plain driver, in one durable transaction. */
import { randomBytes, randomUUID } from 'node:crypto';
import { type ClientSession, type Db, type MongoClient, ObjectId } from 'mongodb';

export interface BareThreads {
  /** Makes a thread to write in. */
  thread(): Promise<ObjectId>;
  /** Writes a reply; answers when a majority has it in its journal. */
  reply(threadId: ObjectId, body: string): Promise<Record<string, unknown>>;
}

interface BareThread {
  lastSeq: number;
  lastNumber: number;
  lastActivityAt: Date;
}

/** What a reply writes in. */
const names = ['threads', 'posts', 'readings', 'outbox', 'idempotency'];

/** The same documents under the same indexes as the hub's, whose database is there already. */
async function copyIndexes(from: Db, to: Db): Promise<void> {
  for (const name of names) {
    const kept = await from.collection(name).indexes();
    const own = kept.filter(({ key }) => !('_id' in key && Object.keys(key).length === 1));
    if (own.length === 0) throw new Error(`the hub has no ${name}: it is started first`);
    await to.collection(name).createIndexes(own.map(({ v: _v, ...index }) => index));
  }
}

const terms = ['a', 'reply', 'of', 'ordinary', 'length', 'as', 'people', 'write', 'them'];

const place = { spaceId: new ObjectId(), communityId: new ObjectId(), groupId: null };

function newPost(threadId: ObjectId, { number, seq }: { number: number; seq: number }) {
  return (authorId: ObjectId, body: string) => ({
    _id: new ObjectId(),
    ...{ threadId, ...place, number, seq, authorId, body, html: `<p>${body}</p>` },
    ...{ renderVersion: 1, mentions: [], files: [], replyTo: null, terms, searchVersion: 1 },
    ...{ lang: 'en', revision: 1, createdAt: new Date(), writtenAt: null, editedAt: null },
    ...{ deleted: false, hidden: false, reactions: [], reactionCount: 0 },
  });
}

export async function bareThreads(client: MongoClient): Promise<BareThreads> {
  const db = client.db('bare');
  const of = (name: string) => db.collection(name);
  const threads = db.collection<BareThread>('threads');
  const requests = db.collection<{ _id: string }>('idempotency');
  await copyIndexes(client.db(), db);
  const personId = new ObjectId();

  async function write(session: ClientSession, threadId: ObjectId, body: string) {
    const request = randomBytes(32).toString('base64url');
    const now = new Date();
    await requests.findOne({ _id: request }, { session });
    const after = await threads.findOneAndUpdate(
      { _id: threadId },
      { $inc: { lastSeq: 1, lastNumber: 1 }, $max: { lastActivityAt: now } },
      { session, returnDocument: 'after' },
    );
    const { lastNumber: number = 0, lastSeq: seq = 0 } = after ?? {};
    const made = newPost(threadId, { number, seq })(personId, body);
    await of('posts').insertOne(made, { session });
    await of('readings').updateOne(
      { personId, threadId },
      { $max: { number } },
      { session, upsert: true },
    );
    const facts = { threadId, postId: made._id, seq, number };
    const event = { type: 'post:created', at: now, actorId: personId, facts, claimableAt: now };
    await of('outbox').insertOne(event, { session });
    const { terms: _terms, ...answer } = made;
    const kept = { _id: request, bodyHash: randomUUID(), answer, createdAt: now };
    await requests.insertOne(kept, { session });
    return made;
  }

  return {
    thread: async () => {
      const thread = {
        ...{ ...place, title: 'Thread', kind: 'discussion', tags: [], authorId: personId },
        ...{ createdAt: new Date(), lastActivityAt: new Date(), lastSeq: 0, lastNumber: 0 },
        ...{ pinned: false, locked: false, hidden: false, acceptedNumber: null },
      };
      return (await threads.insertOne(thread)).insertedId;
    },
    reply: (threadId, body) =>
      client.withSession((session) =>
        session.withTransaction(() => write(session, threadId, body), {
          writeConcern: { w: 'majority', journal: true },
        }),
      ),
  };
}
