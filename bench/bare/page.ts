/** The least that a page of posts can be: a verified token, one indexed find through the plain driver, JSON. */
import { createServer } from 'node:http';
import jwt from 'jsonwebtoken';
import { MongoClient, ObjectId } from 'mongodb';

const client = await new MongoClient(process.env.MONGO_URL ?? '', { maxPoolSize: 40 }).connect();
const posts = client.db().collection('posts');
const threadId = new ObjectId(process.env.THREAD_ID);
const secret = process.env.SECRET ?? '';

createServer((req, res) => {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://bare');
  if (pathname === '/healthz') return void res.end('ok');
  jwt.verify(req.headers.authorization?.slice('Bearer '.length) ?? '', secret, {
    algorithms: ['HS256'],
  });
  posts
    .find(
      { threadId, number: { $gte: Number(searchParams.get('from')) } },
      { projection: { terms: 0, body: 0, mentions: 0, files: 0 } },
    )
    .sort({ number: 1 })
    .limit(20)
    .toArray()
    .then((items) => {
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify({ items }));
    });
}).listen(Number(process.env.PORT), '127.0.0.1');
