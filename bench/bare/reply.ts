/**
 * The least that a reply can be: one HTTP request, the same transaction through
 * the plain driver, one XADD; elsewhere one XREAD and one Socket.IO emit.
 * ROLE=write takes the requests, ROLE=tell has the sockets.
 */
import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { Server } from 'socket.io';
import { bareThreads } from './reply-transaction.ts';

const stream = 'bare-replies';
const redis = new Redis(process.env.REDIS_URL ?? '');

async function write() {
  const bare = await bareThreads(await new MongoClient(process.env.MONGO_URL ?? '').connect());
  const thread = await bare.thread();

  async function reply(body: string): Promise<Record<string, unknown>> {
    const post = await bare.reply(thread, body);
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
