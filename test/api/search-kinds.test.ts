import { communityRoutes } from '@jembatan/shared/communities.contract';
import { type SearchItem, type SearchKind, searchRoutes } from '@jembatan/shared/search.contract';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { file } from '@jembatan/shared/uploads.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let outsider: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack();
  [teacher, student, outsider] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
    stack.person({ displayName: 'Someone Else' }),
  ]);
  ground = await makeGround(teacher, { name: 'Kelas laut', members: [student] });
});
afterAll(() => stack[Symbol.asyncDispose]());

const nameOf = ({ community, session, file: found }: SearchItem) =>
  community?.name ?? session?.title ?? found?.name;
const search = async (who: TestPerson, kind: SearchKind, q: string, more: object = {}) => {
  const query = { q, in: kind, ...more };
  return who.call(searchRoutes.search, { query });
};
const names = async (who: TestPerson, kind: SearchKind, q: string) =>
  (await search(who, kind, q)).items.map(nameOf);
const finds = (who: TestPerson, kind: SearchKind, q: string, expected: readonly string[]) =>
  eventually(async () => {
    const found = await names(who, kind, q);
    return found.join() === expected.join() || `${kind} ${q}: ${found.join()}`;
  });

async function upload(who: TestPerson, name: string) {
  const form = new FormData();
  form.set('file', new Blob(['tide tables']), name);
  const answer = await fetch(`${stack.url}/api/v1/uploads`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${who.token}` },
    body: form,
  });
  return file.parse(await answer.json());
}

describe('communities and study groups', () => {
  it('PERM-2 are found by name and description, by those who may read them', async () => {
    const group = await teacher.call(communityRoutes.createGroup, {
      params: { id: ground.community.id },
      body: { name: 'Terumbu karang', description: 'Coral and 珊瑚' },
    });
    await finds(teacher, 'communities', 'karang', ['Terumbu karang']);
    await finds(teacher, 'communities', '珊瑚', ['Terumbu karang']);
    const { items } = await search(teacher, 'communities', 'coral');
    expect(items[0]).toMatchObject({
      kind: 'community',
      community: { id: group.id, within: { id: ground.community.id, name: 'Kelas laut' } },
      snippet: { text: 'Coral and 珊瑚', marks: [[0, 5]] },
    });
    const named = await search(teacher, 'communities', 'karang');
    expect(named.items[0]?.snippet).toEqual({ text: 'Terumbu karang', marks: [[8, 14]] });
    expect(await search(outsider, 'communities', 'karang')).toMatchObject({ items: [], total: 0 });
    const { id: communityId } = ground.community;
    expect((await search(teacher, 'communities', 'coral', { communityId })).total).toBe(1);
  });
});

describe('sessions', () => {
  const plan = (title: string, startsAt: string, agenda = '') =>
    teacher.call(sessionRoutes.createSession, {
      body: { communityId: ground.community.id, title, startsAt, agenda } as never,
    });
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  it('are found by title and agenda, what comes next first, and not by outsiders', async () => {
    await plan('Mangrove late', inDays(9));
    await plan('Mangrove soon', inDays(2));
    await plan('Other', inDays(5), 'We talk about the mangrove.');
    await finds(student, 'sessions', 'mangrove', ['Mangrove soon', 'Other', 'Mangrove late']);
    const first = await search(student, 'sessions', 'mangrove', { limit: '2' });
    expect(first).toMatchObject({ total: 3, totalIsCapped: false });
    expect(first.items[1]?.snippet.marks).toEqual([[18, 26]]);
    const rest = await search(student, 'sessions', 'mangrove', {
      limit: '2',
      cursor: first.nextCursor,
    });
    expect(rest.items.map(nameOf)).toEqual(['Mangrove late']);
    expect(await search(outsider, 'sessions', 'mangrove')).toMatchObject({ total: 0 });
  });
});

describe('files', () => {
  it('PERM-2 PERM-4 are found by name and description, with the rights of where they are shown', async () => {
    const { thread } = await startThread(teacher, ground.space, { title: 'Tides' });
    const table = await upload(teacher, 'Gezeiten-Tabelle.txt');
    const post = await reply(teacher, thread, `![how the moon pulls](/files/${table.id})`);
    await finds(student, 'files', 'gezeiten', ['Gezeiten-Tabelle.txt']);
    await finds(student, 'files', 'moon', ['Gezeiten-Tabelle.txt']);
    const { items } = await search(student, 'files', 'tabelle');
    expect(items[0]?.shownIn).toMatchObject({ threadId: thread.id, number: post.number });
    for (const more of [{ spaceId: ground.space.id }, { communityId: ground.community.id }])
      expect((await search(student, 'files', 'gezeiten', more)).total).toBe(1);
    expect(await search(outsider, 'files', 'gezeiten')).toMatchObject({ items: [], total: 0 });
    await teacher.call(threadRoutes.deletePost, { params: { id: post.id } });
    await finds(student, 'files', 'gezeiten', []);
    expect((await search(teacher, 'files', 'moon')).total).toBe(0);
  });

  it('PERM-2 a removed member finds none', async () => {
    const { community, space } = await makeGround(teacher, { name: 'Short' });
    const leaver = await stack.person();
    await joinBy(teacher, leaver, community);
    const map = await upload(teacher, 'atlas.txt');
    await startThread(teacher, space, { title: 'Maps', body: `[the atlas](/files/${map.id})` });
    await finds(leaver, 'files', 'atlas', ['atlas.txt']);
    await teacher.call(communityRoutes.removeMember, {
      params: { id: community.id, personId: leaver.id },
    });
    expect((await search(leaver, 'files', 'atlas')).total).toBe(0);
  });
});

it('LOAD-2 every kind takes any text', async () => {
  const odd = ['(', '[a', '*', '\\', '$ne', 'a'.repeat(10_000), '', '\u0000', '"', '\u202e', 'a:b'];
  for (const kind of ['communities', 'sessions', 'files'] as const)
    for (const q of odd) {
      const found = await search(student, kind, q);
      expect(found.total, `${kind} ${q.slice(0, 9)}`).toBe(found.items.length);
    }
});
