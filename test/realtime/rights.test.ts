import { communityRoutes as routes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson, TestSocket } from '../support/person.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ servers: 2 });
});
afterAll(() => stack[Symbol.asyncDispose]());

const second = () => stack.servers[1]?.url ?? '';

/** A closed class with a thread; its student listens at both servers, its owner at one. */
async function listening() {
  const [owner, student] = await Promise.all([stack.person(), stack.person()]);
  const { id } = await owner.call(routes.createCommunity, { body: { name: 'Class' } });
  const { code } = await owner.call(routes.createInvite, { params: { id }, body: {} });
  await student.call(routes.acceptInvite, { params: { code } });
  const space = (await owner.call(routes.listSpaces, { params: { id } })).items[0];
  const made = await owner.call(threadRoutes.createThread, {
    params: { id: space?.id ?? '' },
    body: { title: 'T', body: 'One' },
  });
  const sockets = [await student.connect(), await student.connect(second())];
  const watching = await owner.connect(second());
  const topics = [`thread:${made.thread.id}`, `community:${id}`];
  for (const socket of [...sockets, watching])
    for (const topic of topics) await socket.ask('subscribe', { topic });
  return { owner, student, id, code, sockets, watching, topics, thread: made.thread, space };
}

const lost = (socket: TestSocket) => socket.of('topic:lost').map(({ topic }) => topic);
const say = (person: TestPerson, id: string, body: string) =>
  person.call(threadRoutes.createPost, { params: { id }, body: { body } });

async function hearsNothingMore({
  owner,
  sockets,
  watching,
  thread,
}: Awaited<ReturnType<typeof listening>>) {
  await say(owner, thread.id, 'Among us');
  await watching.next('post:created', ({ post }) => JSON.stringify(post).includes('Among us'));
  for (const socket of sockets) expect(JSON.stringify(socket.heard)).not.toContain('Among us');
}

describe('who loses a right', () => {
  test('by being removed loses every topic on every server within 2 s, and hears no more', async () => {
    const here = await listening();
    const { owner, student, id, sockets, topics } = here;
    await owner.call(routes.removeMember, { params: { id, personId: student.id } });
    for (const socket of sockets)
      await eventually(
        () => topics.every((topic) => lost(socket).includes(topic)) || 'not lost yet',
        { withinMs: 2_000 },
      );
    await hearsNothingMore(here);
    for (const socket of sockets)
      for (const topic of topics)
        await expect(socket.ask('subscribe', { topic })).rejects.toThrow('not-found');
  });

  test('by leaving loses them as well, and has them again after coming back', async () => {
    const here = await listening();
    const { student, id, code, sockets, topics } = here;
    await student.call(routes.leaveCommunity, { params: { id } });
    for (const socket of sockets)
      await eventually(() => lost(socket).length === 2 || 'not lost yet', { withinMs: 2_000 });
    await hearsNothingMore(here);
    await student.call(routes.acceptInvite, { params: { code } });
    for (const socket of sockets)
      for (const topic of topics) await socket.ask('subscribe', { topic });
  });

  test('to a space that is closed to students loses its threads, and keeps the community', async () => {
    const here = await listening();
    const { owner, space, sockets, topics } = here;
    const rights = { read: ['teacher', 'owner'] as ('teacher' | 'owner')[] };
    await owner.call(routes.changeSpace, { params: { id: space?.id ?? '' }, body: { rights } });
    for (const socket of sockets)
      await eventually(() => lost(socket).join() === topics[0] || 'not lost yet', {
        withinMs: 2_000,
      });
    await hearsNothingMore(here);
  });

  test('to a thread that a moderator hides loses it', async () => {
    const here = await listening();
    const { owner, sockets, topics, thread } = here;
    const body = { action: 'hide', subject: { kind: 'thread', id: thread.id } } as const;
    await owner.call(moderationRoutes.act, { body });
    for (const socket of sockets)
      await eventually(() => lost(socket).join() === topics[0] || 'not lost yet', {
        withinMs: 2_000,
      });
    await hearsNothingMore(here);
  });

  test('never had it: a stranger gets no topic', async () => {
    const { topics } = await listening();
    const stranger = await stack.person();
    using socket = await stranger.connect(second());
    for (const topic of [...topics, `community:${'f'.repeat(24)}`])
      await expect(socket.ask('subscribe', { topic })).rejects.toThrow('not-found');
  });
});

describe('who may do other things than before', () => {
  test('is told at once, on every server, and nobody else is', async () => {
    const here = await listening();
    const { owner, student, space, sockets, watching, topics, thread } = here;
    const params = { id: space?.id ?? '' };
    const told = (socket: TestSocket) => socket.of('topic:changed').map(({ topic }) => topic);
    const body = { rights: { reply: ['teacher', 'owner'] as ('teacher' | 'owner')[] } };
    await owner.call(routes.changeSpace, { params, body });
    for (const socket of sockets)
      await eventually(() => told(socket).join() === topics[0] || 'not told yet', {
        withinMs: 2_000,
      });
    await expect(say(student, thread.id, 'Still?')).rejects.toThrow('forbidden');
    await expect(sockets[0]?.ask('typing', { threadId: thread.id, on: true })).rejects.toThrow(
      'forbidden',
    );
    expect(told(watching)).toEqual([]);
    // A day or a pace is another thing as well, also for those who may still do the same.
    await owner.call(routes.changeSpace, { params, body: { slowSeconds: 60 } });
    for (const socket of sockets)
      await eventually(() => told(socket).length === 2 || 'not told yet', { withinMs: 2_000 });
  });
});

describe('who gains a right', () => {
  test('as a teacher sees hidden posts without asking again', async () => {
    const { owner, student, id, sockets, thread } = await listening();
    await owner.call(routes.changeMember, {
      params: { id, personId: student.id },
      body: { role: 'teacher' },
    });
    const secret = await say(owner, thread.id, 'Secret');
    for (const socket of sockets)
      await socket.next('post:created', ({ post }) => JSON.stringify(post).includes('Secret'));
    const body = { action: 'hide', subject: { kind: 'post', id: secret.id } } as const;
    await owner.call(moderationRoutes.act, { body });
    for (const socket of sockets) {
      const news = await socket.next('post:edited', ({ post }) =>
        JSON.stringify(post).includes(secret.id),
      );
      expect(news.post).toMatchObject({
        hidden: true,
        html: expect.stringContaining('Secret') as string,
      });
    }
  });
});

describe('members of a community', () => {
  test('hear once of many changes, on every server', async () => {
    const { owner, id, code, watching } = await listening();
    const before = watching.of('community:changed').length;
    const guests = await Promise.all(Array.from({ length: 6 }, () => stack.person()));
    await Promise.all(guests.map((guest) => guest.call(routes.acceptInvite, { params: { code } })));
    await watching.next('community:changed', ({ communityId }) => communityId === id);
    const members = await owner.call(routes.getCommunity, { params: { id } });
    expect(members.memberCount).toBe(8);
    expect(watching.of('community:changed').length - before).toBeLessThan(6);
  });
});
