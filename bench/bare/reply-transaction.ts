/** The writes of one reply through the plain driver, in one durable transaction. */
import { type MongoClient, ObjectId } from 'mongodb';

export interface BareThreads {
  /** Makes a thread to write in. */
  thread(): Promise<ObjectId>;
  /** Writes a reply; answers when a majority has it in its journal. */
  reply(threadId: ObjectId, body: string): Promise<Record<string, unknown>>;
}

interface BareThread {
  lastSeq: number;
  lastNumber: number;
  lastActivityAt?: Date;
}

export async function bareThreads(client: MongoClient): Promise<BareThreads> {
  const db = client.db('bare');
  const of = (name: string) => db.collection(name);
  const threads = db.collection<BareThread>('threads');
  await of('posts').createIndex({ threadId: 1, number: 1 }, { unique: true });
  await of('readings').createIndex({ personId: 1, threadId: 1 }, { unique: true });
  const personId = new ObjectId();
  return {
    thread: async () => (await threads.insertOne({ lastSeq: 0, lastNumber: 0 })).insertedId,
    reply: (threadId, body) =>
      client.withSession((session) =>
        session.withTransaction(
          async () => {
            const after = await threads.findOneAndUpdate(
              { _id: threadId },
              { $inc: { lastSeq: 1, lastNumber: 1 }, $max: { lastActivityAt: new Date() } },
              { session, returnDocument: 'after' },
            );
            const made = {
              _id: new ObjectId(),
              threadId,
              number: after?.lastNumber,
              seq: after?.lastSeq,
              authorId: personId,
              body,
              html: `<p>${body}</p>`,
              createdAt: new Date(),
            };
            await of('posts').insertOne(made, { session });
            await of('readings').updateOne(
              { personId, threadId },
              { $max: { number: made.number } },
              { session, upsert: true },
            );
            await of('outbox').insertOne(
              { type: 'post:created', facts: { postId: made._id } },
              { session },
            );
            return made;
          },
          { writeConcern: { w: 'majority', journal: true } },
        ),
      ),
  };
}
