import { kindRoutes } from '@jembatan/shared/kinds.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { createConnection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let asker: TestPerson;
let helper: TestPerson;
let outsider: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack();
  [teacher, asker, helper, outsider] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
    stack.person({ displayName: 'Nadia' }),
    stack.person({ displayName: 'Someone Else' }),
  ]);
  ground = await makeGround(teacher, { members: [asker, helper] });
});
afterAll(() => stack[Symbol.asyncDispose]());

/** Why a live notification came. */
const reasonOf = ({ notification }: Record<string, unknown>) =>
  (notification as { reason?: string } | null)?.reason;

const accept = (who: TestPerson, id: string, number: number | null) =>
  who.call(threadRoutes.changeThread, {
    params: { id } as never,
    body: { acceptedNumber: number },
  });

describe('a question', () => {
  const told = async (who: TestPerson, threadId: string, reason = 'accepted') =>
    (await who.call(notificationRoutes.listNotifications, { query: {} })).items.filter(
      (one) => one.reason === reason && one.threadId === threadId,
    );

  it('tells whose answer was accepted, live and once, and nobody else', async () => {
    const { thread } = await startThread(asker, ground.space, { kind: 'question' });
    const answer = await reply(helper, thread, 'From the river.');
    using tab = await helper.connect();
    const heard = tab.next('notification', (news) => reasonOf(news) === 'accepted');
    await accept(asker, thread.id, answer.number);
    expect((await heard).notification).toMatchObject({ number: 2, snippet: 'From the river.' });
    await accept(asker, thread.id, null);
    await accept(asker, thread.id, answer.number);
    const own = await reply(asker, thread, 'I have found it myself.');
    await accept(asker, thread.id, own.number);
    // What comes later is here: so is what came before.
    await reply(teacher, thread, 'Well done.', 2);
    await eventually(async () => (await told(helper, thread.id, 'reply')).length > 0 || 'not yet');
    expect(await told(helper, thread.id)).toHaveLength(1);
    expect(await told(asker, thread.id)).toEqual([]);
    expect(await told(teacher, thread.id)).toEqual([]);
  });

  it('is found by whether it is answered, page by page', async () => {
    const { space } = await makeGround(teacher, { members: [asker] });
    const asked: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const { thread } = await startThread(asker, space, { kind: 'question', title: `Q${n}` });
      await reply(teacher, thread, 'Like this.');
      asked.push(thread.id);
    }
    await startThread(asker, space, { title: 'No question' });
    await accept(asker, asked[1]!, 2);
    await accept(asker, asked[3]!, 2);
    const list = async (answered: 'yes' | 'no', cursor?: string) => {
      const query = { answered, limit: '2', ...(cursor && { cursor }) };
      return teacher.call(threadRoutes.listThreads, { params: { id: space.id }, query });
    };
    const ids = ({ items }: Awaited<ReturnType<typeof list>>) => items.map(({ id }) => id);
    expect(ids(await list('yes'))).toEqual([asked[3], asked[1]]);
    const first = await list('no');
    expect(ids(first)).toEqual([asked[4], asked[2]]);
    expect(ids(await list('no', first.nextCursor ?? ''))).toEqual([asked[0]]);
    await accept(asker, asked[3]!, null);
    expect(ids(await list('yes'))).toEqual([asked[1]]);
  });

  it('shows its answers by reactions or time, without the question and what is gone', async () => {
    const { thread } = await startThread(asker, ground.space, { kind: 'question' });
    const answers: PostView[] = [];
    for (let n = 2; n <= 6; n += 1) answers.push(await reply(helper, thread, `Answer ${n}`));
    const react = (who: TestPerson, n: number, emoji: string) =>
      who.call(threadRoutes.react, { params: { id: answers[n - 2]!.id, emoji } });
    await react(asker, 4, '👍');
    await react(teacher, 4, '👍');
    await react(teacher, 3, '🎉');
    await react(teacher, 5, '👍');
    await teacher.call(threadRoutes.unreact, { params: { id: answers[3]!.id, emoji: '👍' } });
    await helper.call(threadRoutes.deletePost, { params: { id: answers[4]!.id } });
    const list = (query: Record<string, string>, who = asker) =>
      who.call(kindRoutes.listAnswers, { params: { id: thread.id }, query });
    const numbers = ({ items }: Awaited<ReturnType<typeof list>>) =>
      items.map(({ number }) => number);
    const first = await list({ limit: '2' });
    expect(numbers(first)).toEqual([4, 3]);
    expect(numbers(await list({ limit: '2', cursor: first.nextCursor ?? '' }))).toEqual([2, 5]);
    const byTime = await list({ order: 'time', limit: '3' });
    expect(numbers(byTime)).toEqual([2, 3, 4]);
    const rest = await list({ order: 'time', cursor: byTime.nextCursor ?? '' });
    expect(numbers(rest)).toEqual([5]);
    expect((await problemOf(list({}, outsider))).code).toBe('not-found');
    const forged = Buffer.from('["a",{}]').toString('base64url');
    expect((await problemOf(list({ cursor: forged }))).code).toBe('invalid');
  });

  it('is listed from an index, whatever is asked', async () => {
    const connection = await createConnection(stack.mongoUrl).asPromise();
    const { db } = connection;
    await db!.command({ profile: 2 });
    const { thread } = await startThread(asker, ground.space, { kind: 'question' });
    for (const query of [{ answered: 'yes' }, { answered: 'no' }] as const)
      await asker.call(threadRoutes.listThreads, { params: { id: ground.space.id }, query });
    const above = { params: { id: ground.community.id }, query: {} };
    await asker.call(kindRoutes.listCommunityAnnouncements, above);
    for (const query of [{}, { order: 'time' }] as const)
      await asker.call(kindRoutes.listAnswers, { params: { id: thread.id }, query });
    await db!.command({ profile: 0 });
    const looked = await db!
      .collection('system.profile')
      .find({ op: 'query', ns: { $regex: /\.(threads|posts)$/ } })
      .toArray();
    await connection.close();
    expect(looked.length).toBeGreaterThan(3);
    for (const one of looked) {
      expect(one.planSummary).not.toContain('COLLSCAN');
      expect(one.hasSortStage, JSON.stringify(one.command.filter)).toBeUndefined();
    }
  });
});
