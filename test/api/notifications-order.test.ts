import { communityRoutes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { type NotificationView, notificationRoutes } from '@jembatan/shared/notifications.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;

beforeAll(async () => {
  stack = await startStack();
  [teacher, student] = await Promise.all([stack.person(), stack.person()]);
});
afterAll(() => stack[Symbol.asyncDispose]());

const list = async (who: TestPerson) =>
  (await who.call(notificationRoutes.listNotifications, { query: {} })).items;

/** Waits for so many notices, and answers the newest. */
async function newest(who: TestPerson, count: number): Promise<NotificationView> {
  let items: NotificationView[] = [];
  await eventually(async () => {
    items = await list(who);
    return items.length >= count || `${items.length} of ${count}`;
  });
  expect(items).toHaveLength(count);
  return items[0] as NotificationView;
}

it('whoever asked to come in hears that they are, which role they have, and that they are out', async () => {
  const asker = await stack.person();
  const body = { name: 'Ask first', joining: 'request', reading: 'everyone' } as const;
  const { id, name } = await teacher.call(communityRoutes.createCommunity, { body });
  const { request } = await asker.call(communityRoutes.joinCommunity, { params: { id } });
  const socket = await asker.connect();
  await teacher.call(communityRoutes.answerRequest, {
    params: { id: request?.id ?? '' },
    body: { answer: 'accept' },
  });
  await socket.next('notification');
  const about = { reason: 'membership', communityId: id, title: name, threadId: null, snippet: '' };
  expect(await newest(asker, 1)).toMatchObject({
    ...{ ...about, what: 'admitted', read: false },
    actor: { id: teacher.id },
  });
  const at = { id, personId: asker.id };
  await teacher.call(communityRoutes.changeMember, { params: at, body: { role: 'teacher' } });
  expect(await newest(asker, 2)).toMatchObject({ ...about, what: 'role' });
  // A class alone is no news.
  await teacher.call(communityRoutes.changeMember, { params: at, body: { class: '9b' } });
  await teacher.call(communityRoutes.removeMember, { params: at, query: {} });
  expect(await newest(asker, 3)).toMatchObject({ ...about, what: 'removed', actor: null });
  expect(await list(teacher)).toEqual([]);
  socket[Symbol.dispose]();
});

it('PERM-3 who was put out of a closed place hears that much and not its name', async () => {
  const pupil = await stack.person();
  const { community } = await makeGround(teacher, { name: 'Secret garden', members: [pupil] });
  const params = { id: community.id, personId: pupil.id };
  await teacher.call(communityRoutes.removeMember, { params, query: {} });
  const notice = await newest(pupil, 1);
  expect(notice).toMatchObject({ reason: 'membership', what: 'removed', title: '' });
  expect(notice.communityId).toBeNull();
});

it('an author hears that a post was hidden and shown again, once each and not by whom', async () => {
  const ground = await makeGround(teacher, { members: [student] });
  const helper = await stack.person();
  await joinBy(teacher, helper, ground.community, 'moderator');
  const { thread } = await startThread(teacher, ground.space);
  const post = await reply(student, thread, 'Too loud');
  const act = (action: 'hide' | 'restore') =>
    helper.call(moderationRoutes.act, {
      body: { action, subject: { kind: 'post', id: post.id }, reason: 'Because' },
    });
  await act('hide');
  const about = { reason: 'moderation', actor: null, threadId: thread.id, number: post.number };
  expect(await newest(student, 1)).toMatchObject({ ...about, what: 'hidden', snippet: '' });
  // Reading the thread is not reading what was decided about the own post.
  await student.call(threadRoutes.readThread, {
    params: { id: thread.id },
    body: { number: post.number },
  });
  expect((await newest(student, 1)).read).toBe(false);
  await act('restore');
  expect(await newest(student, 2)).toMatchObject({ ...about, what: 'restored' });
  expect((await list(helper)).filter(({ reason }) => reason === 'moderation')).toEqual([]);
});
