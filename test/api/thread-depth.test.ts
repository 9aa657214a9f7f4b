import { threadRoutes } from '@jembatan/shared/threads.contract';
import { type Connection, createConnection, Types } from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

const postsInThread = 50_000;
const pageSize = 20;

let stack: Stack;
let owner: TestPerson;
let connection: Connection;
let threadId: string;

beforeAll(async () => {
  stack = await startStack();
  owner = await stack.person();
  const { space } = await makeGround(owner);
  threadId = (await startThread(owner, space)).thread.id;
  connection = await createConnection(stack.mongoUrl).asPromise();
  await lengthen(connection, threadId);
}, 120_000);
afterAll(async () => {
  await connection.close();
  await stack[Symbol.asyncDispose]();
});

/** Copies the first post until the thread is as long as a thread gets in years. */
async function lengthen({ db }: Connection, id: string): Promise<void> {
  const _id = new Types.ObjectId(id);
  const posts = db!.collection('posts');
  const first = (await posts.findOne({ threadId: _id }))!;
  for (let from = 2; from <= postsInThread; from += 10_000) {
    const numbers = Array.from(
      { length: Math.min(10_000, postsInThread - from + 1) },
      (_, n) => from + n,
    );
    await posts.insertMany(
      numbers.map((number) => ({
        ...first,
        _id: new Types.ObjectId(),
        number,
        seq: number,
        createdAt: new Date(first.createdAt.getTime() + number * 1_000),
      })),
    );
  }
  await db!
    .collection('threads')
    .updateOne({ _id }, { $set: { lastNumber: postsInThread, lastSeq: postsInThread } });
}

/** Documents of posts that MongoDB looked at for one page. */
async function examined(
  query: Record<string, string>,
): Promise<{ numbers: number[]; examined: number }> {
  const { db } = connection;
  await db!.command({ profile: 2 });
  const page = await owner.call(threadRoutes.listPosts, {
    params: { id: threadId },
    query: { limit: String(pageSize), ...query },
  });
  await db!.command({ profile: 0 });
  const looked = await db!
    .collection('system.profile')
    .find({ ns: `${db!.databaseName}.posts` })
    .toArray();
  await db!.collection('system.profile').drop();
  return {
    numbers: page.items.map(({ number }) => number),
    examined: looked.reduce((sum, { docsExamined = 0 }) => sum + docsExamined, 0),
  };
}

const middle = new Date(Date.now() + 25_000_000).toISOString();

it.each<[string, Record<string, string>, number]>([
  ['the first', {}, 1],
  ['a middle one', { from: '25000' }, 25_000],
  ['the last', { last: '' }, postsInThread - pageSize + 1],
  ['the one before a number', { from: '25000', dir: 'back' }, 25_000 - pageSize + 1],
  ['what changed since a seq', { since: '49980' }, 49_981],
])(
  'LOAD-3 %s page of a thread of 50,000 posts looks at no more than it shows',
  async (_name, query, first) => {
    const page = await examined(query);
    expect(page.numbers[0]).toBe(first);
    expect(page.numbers).toHaveLength(pageSize);
    expect(page.examined).toBeLessThanOrEqual(pageSize + 1);
  },
);

it('LOAD-3 a jump to a date looks at one post more', async () => {
  const page = await examined({ at: middle });
  expect(page.numbers).toHaveLength(pageSize);
  expect(page.numbers[0]).toBeGreaterThan(20_000);
  expect(page.examined).toBeLessThanOrEqual(pageSize + 2);
});

it.each(['-1', '0', '50001', '1000000000', '-1000000000'])(
  'LOAD-3 page %s is empty at once',
  async (from) => {
    expect(await examined({ from })).toEqual({ numbers: [], examined: 0 });
  },
);
