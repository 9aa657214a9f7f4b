import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callApi } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson, TestSocket } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { followThread } from '../support/thread-follower.ts';

let stack: Stack;
let owner: TestPerson;
let student: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  [owner, student] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
  ]);
  ground = await makeGround(owner, { members: [student] });
});
afterAll(() => stack[Symbol.asyncDispose]());

const subscribe = (socket: TestSocket, id: string) =>
  socket.ask('subscribe', { topic: `thread:${id}` });

it('a reply reaches those who read the thread, on every server, without anything that differs by reader', async () => {
  const { thread } = await startThread(owner, ground.space);
  using here = await student.connect();
  using there = await student.connect(stack.servers[1]!.url);
  expect(await subscribe(here, thread.id)).toMatchObject({ lastSeq: 1 });
  await subscribe(there, thread.id);
  const post = await reply(owner, thread, 'Hello **there**');
  for (const socket of [here, there]) {
    const news = await socket.next('post:created');
    expect(news).toMatchObject({
      threadId: thread.id,
      seq: 2,
      post: { id: post.id, number: 2, html: post.html },
    });
    expect(JSON.stringify(news)).not.toMatch(/"(can|mine|body)"/);
  }
});

it('the same for a thread that is out of reach, malformed or unknown: not found', async () => {
  const outsider = await stack.person();
  const { thread } = await startThread(owner, ground.space);
  using socket = await outsider.connect();
  for (const topic of [`thread:${thread.id}`, `thread:${'f'.repeat(24)}`])
    await expect(socket.ask('subscribe', { topic })).rejects.toThrow('not-found');
  for (const topic of ['thread:x', 'room:1', `person:${owner.id}`, ''])
    await expect(socket.ask('subscribe', { topic })).rejects.toThrow('invalid');
  await reply(owner, thread, 'secret');
  using member = await student.connect();
  await subscribe(member, thread.id);
  await reply(owner, thread, 'secret 2');
  await member.next('post:created');
  expect(socket.of('post:created')).toEqual([]);
});

it('hidden posts reach those who moderate with their text, and everybody else without', async () => {
  const { thread } = await startThread(owner, ground.space);
  const bad = await reply(student, thread, 'something bad');
  using staff = await owner.connect();
  using plain = await student.connect(stack.servers[1]!.url);
  await Promise.all([subscribe(staff, thread.id), subscribe(plain, thread.id)]);
  const { moderationRoutes } = await import('@jembatan/shared/moderation.contract');
  await owner.call(moderationRoutes.act, {
    body: { action: 'hide', subject: { kind: 'post', id: bad.id }, reason: 'rude' },
  });
  expect(await staff.next('post:edited')).toMatchObject({ post: { hidden: true, html: bad.html } });
  expect(await plain.next('post:edited')).toMatchObject({ post: { hidden: true, html: '' } });
});

it('snapshot and news together are a fresh snapshot, whatever happens, for every kind of reader', async () => {
  const { thread, post } = await startThread(owner, ground.space, { kind: 'question' });
  await using asOwner = await followThread(owner, thread.id);
  await using asStudent = await followThread(student, thread.id, stack.servers[1]!.url);
  const second = await reply(student, thread, 'second');
  const steps = [
    () => reply(owner, thread, 'third, @nobody', 2),
    () =>
      student.call(threadRoutes.editPost, {
        params: { id: second.id },
        body: { body: 'second, better', baseRevision: 1 },
      }),
    () => owner.call(threadRoutes.react, { params: { id: second.id, emoji: '👍' } }),
    () => student.call(threadRoutes.react, { params: { id: second.id, emoji: '👍' } }),
    () => owner.call(threadRoutes.unreact, { params: { id: second.id, emoji: '👍' } }),
    () =>
      owner.call(threadRoutes.changeThread, {
        params: { id: thread.id },
        body: { title: 'A better title', pinned: true },
      }),
    () =>
      owner.call(threadRoutes.changeThread, {
        params: { id: thread.id },
        body: { acceptedNumber: 2 },
      }),
    () => student.call(threadRoutes.readThread, { params: { id: thread.id }, body: { number: 2 } }),
    () =>
      owner.call(threadRoutes.changeThread, { params: { id: thread.id }, body: { locked: true } }),
    () => owner.call(threadRoutes.deletePost, { params: { id: post.id } }),
  ];
  for (const step of steps) {
    await step();
    await asOwner.isFresh();
    await asStudent.isFresh();
  }
});

it('many writers at once on two servers: every reader ends with the same thread', async () => {
  const { thread } = await startThread(owner, ground.space);
  await using follower = await followThread(student, thread.id);
  const at = (n: number) => stack.servers[n % 2]!.url;
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      callApi(
        at(n),
        threadRoutes.createPost,
        { params: { id: thread.id }, body: { body: `n ${n}` } },
        { token: owner.token },
      ),
    ),
  );
  await follower.isFresh();
  expect(follower.numbers()).toEqual(Array.from({ length: 41 }, (_, n) => n + 1));
});

it('CONN-1 after a drop, the messages that were missed come once and in order', async () => {
  const { thread } = await startThread(owner, ground.space);
  const follower = await followThread(student, thread.id);
  await follower.drop();
  for (let n = 1; n <= 3; n += 1) await reply(owner, thread, `missed ${n}`);
  await follower.comeBack(stack.servers[1]!.url);
  await follower.isFresh();
  expect(follower.numbers()).toEqual([1, 2, 3, 4]);
  await follower[Symbol.asyncDispose]();
});

it('SYNC-3 reading on in one tab reaches the other tabs and devices, and nobody else', async () => {
  const { thread } = await startThread(owner, ground.space);
  await reply(owner, thread, 'two');
  using tab = await student.connect();
  using phone = await student.connect(stack.servers[1]!.url);
  using other = await owner.connect();
  await student.call(threadRoutes.readThread, { params: { id: thread.id }, body: { number: 2 } });
  for (const socket of [tab, phone])
    expect(await socket.next('thread:read')).toEqual({ threadId: thread.id, number: 2, unread: 0 });
  expect(other.of('thread:read')).toEqual([]);
});

it('hostile messages are answered with a code and hurt nobody', async () => {
  using socket = await student.connect();
  const raw = socket.socket;
  for (const payload of [null, 1, [], { topic: { $gt: '' } }, 'x'.repeat(10_000)]) {
    const reply_ = await raw.timeout(5_000).emitWithAck('subscribe', payload);
    expect(reply_).toMatchObject({ ok: false, error: { code: 'invalid' } });
  }
  raw.emit('subscribe', { topic: 'x' });
  raw.emit('no-such-request', {});
  raw.emit('subscribe', 'x'.repeat(20_000), () => undefined);
  await eventually(() =>
    raw.connected ? 'a message beyond the limit keeps the socket' : undefined,
  );
  using again = await student.connect();
  expect(again.socket.connected).toBe(true);
});
