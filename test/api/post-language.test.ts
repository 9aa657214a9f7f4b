import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let siti: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack();
  siti = await stack.person({ locale: 'id' });
  ground = await makeGround(siti);
});
afterAll(() => stack[Symbol.asyncDispose]());

const newPost = async (body: string) =>
  reply(siti, (await startThread(siti, ground.space, { title: 'Words' })).thread, body);

test('a language is guessed, and the author knows better, also after an edit', async () => {
  const post = await newPost('The water of the river is not for the fish and the birds');
  expect(post.lang).toBe('en');
  const params = { id: post.id };
  const said = await siti.call(threadRoutes.setPostLanguage, { params, body: { lang: 'jv' } });
  expect(said).toMatchObject({ lang: 'jv', revision: 1 });
  expect(said.seq).toBeGreaterThan(post.seq);
  const body = { body: 'The river is still not for the fish and the birds', baseRevision: 1 };
  const edited = await siti.call(threadRoutes.editPost, { params, body });
  expect(edited).toMatchObject({ lang: 'jv', revision: 2 });
  const page = await siti.call(threadRoutes.listPosts, { params: { id: post.threadId } });
  expect(page.items.at(-1)?.lang).toBe('jv');
});

test('said twice it is one change', async () => {
  const { id } = await newPost('Air');
  const set = () =>
    siti.call(threadRoutes.setPostLanguage, { params: { id }, body: { lang: 'und' } });
  const [first, second] = [await set(), await set()];
  expect(second.seq).toBe(first.seq);
});

test('nobody else says it, and only languages are said', async () => {
  const { id } = await newPost('Air');
  const guest = await stack.person();
  const set = (who: TestPerson, lang: string) =>
    who.call(threadRoutes.setPostLanguage, { params: { id }, body: { lang } });
  await expect(set(guest, 'en')).rejects.toThrow();
  await expect(set(siti, '<b>')).rejects.toThrow();
  await siti.call(threadRoutes.deletePost, { params: { id } });
  await expect(set(siti, 'en')).rejects.toThrow();
});
