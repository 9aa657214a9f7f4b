/**
 * A loop that does nothing but the transaction of a reply: GET /?threads=50&writers=16&seconds=5
 * answers how many were done. Nobody asks for them over a network, and nobody hears of them.
 */
import { createServer } from 'node:http';
import { MongoClient } from 'mongodb';
import { bareThreads } from './reply-transaction.ts';

const client = await new MongoClient(process.env.MONGO_URL ?? '').connect();
const bare = await bareThreads(client);

async function run(threadCount: number, writers: number, seconds: number): Promise<number> {
  const ids = await Promise.all(Array.from({ length: threadCount }, () => bare.thread()));
  const ends = performance.now() + seconds * 1_000;
  let done = 0;
  const write = async (first: number) => {
    for (let at = first; performance.now() < ends; at += writers) {
      const id = ids[at % ids.length];
      if (id) await bare.reply(id, 'A reply of ordinary length, as people write them.');
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_none, first) => write(first)));
  return done;
}

createServer((req, res) => {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://bare');
  if (pathname === '/healthz') return void res.end('ok');
  const number = (name: string) => Number(searchParams.get(name));
  void run(number('threads'), number('writers'), number('seconds')).then((done) =>
    res.end(String(done)),
  );
}).listen(Number(process.env.PORT), '127.0.0.1');
