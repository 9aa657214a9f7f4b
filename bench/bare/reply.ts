/**
 * The least that a reply can be: one HTTP request, the same transaction through
 * the plain driver, one XADD; elsewhere one XREAD and one Socket.IO emit.
 * ROLE=write takes the requests, ROLE=tell has the sockets.
 */
import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { MongoClient, ObjectId } from 'mongodb';
import { Server } from 'socket.io';

const stream = 'bare-replies';
const redis = new Redis(process.env.REDIS_URL ?? '');

async function write() {
  const client = await new MongoClient(process.env.MONGO_URL ?? '').connect();
  const db = client.db('bare');
  const thread = new ObjectId();
  await db.collection('threads').insertOne({ _id: thread, lastSeq: 0, lastNumber: 0 });
  await db.collection('posts').createIndex({ threadId: 1, number: 1 }, { unique: true });
  await db.collection('readings').createIndex({ personId: 1, threadId: 1 }, { unique: true });
  const personId = new ObjectId();

  async function reply(body: string): Promise<Record<string, unknown>> {
    const post = await client.withSession((session) =>
      session.withTransaction(
        async () => {
          const after = await db
            .collection('threads')
            .findOneAndUpdate(
              { _id: thread },
              { $inc: { lastSeq: 1, lastNumber: 1 }, $max: { lastActivityAt: new Date() } },
              { session, returnDocument: 'after' },
            );
          const made = {
            _id: new ObjectId(),
            threadId: thread,
            number: after!.lastNumber,
            seq: after!.lastSeq,
            authorId: personId,
            body,
            html: `<p>${body}</p>`,
            createdAt: new Date(),
          };
          await db.collection('posts').insertOne(made, { session });
          await db
            .collection('readings')
            .updateOne(
              { personId, threadId: thread },
              { $max: { number: made.number } },
              { session, upsert: true },
            );
          await db
            .collection('outbox')
            .insertOne({ type: 'post:created', facts: { postId: made._id } }, { session });
          return made;
        },
        { writeConcern: { w: 'majority', journal: true } },
      ),
    );
    await redis.xadd(stream, '*', 'post', JSON.stringify(post));
    return post;
  }

  return createServer((req, res) => {
    if (req.method === 'GET') return void res.end('ok');
    let text = '';
    req.on('data', (chunk) => {
      text += chunk;
    });
    req.on(
      'end',
      () => void reply(JSON.parse(text).body).then((post) => res.end(JSON.stringify(post))),
    );
  });
}

async function tell() {
  const server = createServer((_req, res) => void res.end('ok'));
  const io = new Server(server);
  const listen = async () => {
    let last = '$';
    for (;;) {
      const found = await redis.xread('BLOCK', 0, 'STREAMS', stream, last);
      for (const [id, fields] of found?.[0]?.[1] ?? []) {
        last = id;
        io.emit('post:created', JSON.parse(fields[1] ?? '{}'));
      }
    }
  };
  void listen();
  return server;
}

const server = process.env.ROLE === 'tell' ? await tell() : await write();
server.listen(Number(process.env.PORT), '127.0.0.1');
