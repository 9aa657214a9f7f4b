import { communityRoutes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { pollTranslationRoutes } from '@jembatan/shared/poll-translation.contract';
import { type PollInput, pollRoutes } from '@jembatan/shared/polls.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { translationRoutes } from '@jembatan/shared/translation.contract';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { startTranslator, type Translator } from '../support/translator.ts';

let translator: Translator;
let stack: Stack;
beforeAll(async () => {
  translator = await startTranslator();
  stack = await startStack({ environment: { TRANSLATE_URL: translator.url } });
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await translator[Symbol.asyncDispose]();
});
beforeEach(() => {
  translator.mood = 'well';
  translator.texts.length = 0;
  translator.requests.length = 0;
});

const asked: PollInput = {
  question: 'When do we meet @maya_s?',
  kind: 'single',
  options: ['On <Monday> & Tuesday', 'See https://s.example/a', '```'],
  anonymous: false,
  show: 'always',
};

async function ground(reading: 'members' | 'everyone') {
  const [owner, member] = await Promise.all([stack.person(), stack.person()]);
  const place = await makeGround(owner, { reading, members: [member] });
  const body = 'The water of our town comes from the river and it is not that clean.';
  const { post } = await startThread(owner, place.space, { body, poll: asked });
  return { ...place, owner, member, post };
}

const translate = (who: TestPerson, id: string, to = 'id') =>
  who.call(pollTranslationRoutes.translatePoll, { params: { id }, body: { to } });
const kept = (id: string) =>
  callApi(stack.url, pollTranslationRoutes.getPollTranslation, { params: { id, lang: 'id' } });
const why = async (call: Promise<unknown>) => {
  const { status, code, problem } = await problemOf(call);
  return [status, code, problem.why];
};

test('question and options are translated in one request, once, and kept for visitors', async () => {
  const { member, owner, post } = await ground('everyone');
  expect(await why(kept(post.id))).toEqual([404, 'not-found', undefined]);
  const [one, other] = await Promise.all([translate(member, post.id), translate(owner, post.id)]);
  const poll = await member.call(pollRoutes.getPoll, { params: { id: post.id } });
  expect(one).toMatchObject({ postId: post.id, lang: 'id', edition: poll.edition });
  expect(one.options.map(({ id }) => id)).toEqual(poll.options.map(({ id }) => id));
  expect(one.options[0]?.text).toBe('id:On <Monday> & Tuesday');
  expect(one.options[1]?.text).toContain('https://s.example/a');
  expect(one.options[2]?.text).toBe('```');
  expect(one.question).toContain('@maya_s');
  expect(other).toEqual(one);
  expect(await kept(post.id)).toEqual(one);
  expect(translator.requests).toHaveLength(1);
  expect(translator.requests[0]).toMatchObject({ source: 'en', target: 'id' });
  expect(translator.texts.join()).not.toMatch(/maya|s\.example/);
});

test('a service that loses the marks, or answers with markup, harms nothing', async () => {
  const { member, post } = await ground('everyone');
  translator.mood = 'careless';
  const { options } = await translate(member, post.id);
  expect(options[1]?.text).toContain('https://s.example/a');
  translator.mood = 'evil';
  const evil = await translate(member, post.id, 'de');
  for (const { text } of evil.options) expect(text.length).toBeLessThanOrEqual(500);
});

test('words that are changed before the first vote are translated anew', async () => {
  const { owner, member, post } = await ground('everyone');
  await translate(member, post.id);
  const params = { id: post.id };
  await owner.call(pollRoutes.changePoll, { params, body: { options: ['Never', 'Always'] } });
  expect(await why(kept(post.id))).toEqual([404, 'not-found', undefined]);
  const anew = await translate(member, post.id);
  expect(anew.options.map(({ text }) => text)).toEqual(['id:Never', 'id:Always']);
});

test('nothing leaves a closed community without consent, and nobody outside reads it', async () => {
  const { owner, member, community, post } = await ground('members');
  expect(await why(translate(member, post.id))).toEqual([409, 'no-translation', 'consent']);
  expect(translator.requests).toHaveLength(0);
  await owner.call(translationRoutes.setTranslationConsent, {
    params: { id: community.id },
    body: { allowed: true },
  });
  await translate(member, post.id);
  const stranger = await stack.person();
  expect((await problemOf(translate(stranger, post.id))).code).toBe('not-found');
  expect((await problemOf(kept(post.id))).code).toBe('not-found');
  await owner.call(communityRoutes.removeMember, {
    params: { id: community.id, personId: member.id },
  });
  expect((await problemOf(translate(member, post.id))).code).toBe('not-found');
});

test('it is not read while the post is hidden, and is gone with the post', async () => {
  const { owner, member, post } = await ground('everyone');
  await translate(member, post.id);
  const act = (action: 'hide' | 'restore') =>
    owner.call(moderationRoutes.act, { body: { action, subject: { kind: 'post', id: post.id } } });
  await act('hide');
  expect((await problemOf(kept(post.id))).code).toBe('not-found');
  await act('restore');
  await kept(post.id);
  await owner.call(threadRoutes.deletePost, { params: { id: post.id } });
  expect((await problemOf(kept(post.id))).code).toBe('not-found');
});

test('a language the service does not know, the poll’s own, and a post without a poll are refused', async () => {
  const { owner, space, member, post } = await ground('everyone');
  expect(await why(translate(member, post.id, 'en'))).toEqual([409, 'no-translation', 'language']);
  translator.mood = 'language';
  expect(await why(translate(member, post.id))).toEqual([409, 'no-translation', 'language']);
  const plain = await startThread(owner, space, { title: 'No poll' });
  expect((await problemOf(translate(member, plain.post.id))).code).toBe('not-found');
});
