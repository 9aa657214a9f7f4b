import { limits } from '@jembatan/shared/limits';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson, TestSocket } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let ground: Ground;
let thread: ThreadView;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  [teacher, student] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
  ]);
  ground = await makeGround(teacher, { members: [student] });
});
beforeEach(async () => {
  ({ thread } = await startThread(teacher, ground.space));
});
afterAll(() => stack[Symbol.asyncDispose]());

const second = () => stack.servers[1]?.url ?? '';
const say = (socket: TestSocket, on = true) => socket.ask('typing', { threadId: thread.id, on });

async function watch(): Promise<TestSocket> {
  const socket = await teacher.connect(second());
  await socket.ask('subscribe', { topic: `thread:${thread.id}` });
  return socket;
}

/** What the watcher was told of the writer, in order. */
const told = (socket: TestSocket) => socket.of('typing').map(({ on }) => on);
const hears = (socket: TestSocket, marks: boolean[], withinMs = 1_500) =>
  eventually(
    () => JSON.stringify(told(socket)) === JSON.stringify(marks) || JSON.stringify(told(socket)),
    { withinMs },
  );

it('SYNC-4 a mark ends at once with the post, whichever server takes it', async () => {
  using watcher = await watch();
  using writer = await student.connect();
  await say(writer);
  await hears(watcher, [true]);
  expect(watcher.of('typing')[0]).toEqual({
    threadId: thread.id,
    person: student.person,
    on: true,
  });
  await reply(student, thread, 'there');
  await hears(watcher, [true, false]);
});

it('SYNC-4 a mark ends at once with the emptied box', async () => {
  using watcher = await watch();
  using writer = await student.connect();
  await say(writer);
  await say(writer, false);
  await hears(watcher, [true, false]);
  await say(writer, false);
  await say(writer);
  await hears(watcher, [true, false, true]);
});

it('SYNC-4 a mark ends with the tab', async () => {
  using watcher = await watch();
  const writer = await student.connect();
  await say(writer);
  await hears(watcher, [true]);
  writer[Symbol.dispose]();
  await hears(watcher, [true, false]);
});

it('SYNC-4 a mark ends by itself when nothing more is heard', async () => {
  using watcher = await watch();
  using writer = await student.connect();
  await say(writer);
  await hears(watcher, [true, false], (limits.typingSeconds + 3) * 1_000);
});

it('SYNC-4 coming back does not bring a mark back', async () => {
  using watcher = await watch();
  using writer = await student.connect();
  await say(writer);
  await hears(watcher, [true]);
  await watcher.ask('unsubscribe', { topic: `thread:${thread.id}` });
  await watcher.ask('subscribe', { topic: `thread:${thread.id}` });
  using late = await watch();
  await say(writer, false);
  await hears(watcher, [true, false]);
  await hears(late, [false]);
});

it('is for those who may reply', async () => {
  using watcher = await watch();
  const outsider = await stack.person();
  using stranger = await outsider.connect();
  await expect(say(stranger)).rejects.toThrow('not-found');
  await teacher.call(threadRoutes.changeThread, {
    params: { id: thread.id },
    body: { locked: true },
  });
  using writer = await student.connect();
  await expect(say(writer)).rejects.toThrow('thread-locked');
  using own = await teacher.connect();
  await say(own);
  await hears(watcher, [true]);
});

it('is limited', async () => {
  const fast = await stack.person();
  using socket = await fast.connect();
  const answers = await Promise.allSettled(Array.from({ length: 60 }, () => say(socket, false)));
  const refused = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [String(answer.reason)] : [],
  );
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every((reason) => reason.includes('too-many'))).toBe(true);
});
