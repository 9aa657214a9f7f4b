import { communityRoutes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, startThread } from '../support/places.ts';
import { uniqueName } from '../support/services.ts';
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
  ground = await makeGround(teacher, { name: 'Volcano friends', members: [student] });
});
afterAll(() => stack[Symbol.asyncDispose]());

const suggest = async (who: TestPerson | null, q: string) => {
  const { items } = who
    ? await who.call(searchRoutes.suggest, { query: { q } })
    : await callApi(stack.url, searchRoutes.suggest, { query: { q } });
  return items.map(({ kind, name }) => `${kind} ${name}`);
};
const offers = (who: TestPerson, q: string, what: string) =>
  eventually(async () => {
    const found = await suggest(who, q);
    return found.includes(what) || `${q}: ${found.join(', ') || 'nothing'}`;
  });

describe('suggestions', () => {
  it('lead to people, places, threads and tags while their names are typed, in every script', async () => {
    await teacher.call(communityRoutes.createSpace, {
      params: { id: ground.community.id },
      body: { name: 'Vulkan-Labor' },
    });
    const titles = [
      'Vulkane in Island',
      '来週の火山',
      'ภูเขาไฟที่สวย',
      'البراكين في إيطاليا',
      'Ёлка и вулкан',
    ];
    for (const title of titles)
      await startThread(teacher, ground.space, { title, tags: ['vulkanologie'] });
    await offers(student, 'volc', 'community Volcano friends');
    await offers(student, 'fri', 'community Volcano friends');
    await offers(student, 'vulk lab', 'space Vulkan-Labor');
    await offers(student, 'VULKANE', 'thread Vulkane in Island');
    await offers(student, 'isl', 'thread Vulkane in Island');
    await offers(student, '火', 'thread 来週の火山');
    await offers(student, 'ภูเ', 'thread ภูเขาไฟที่สวย');
    await offers(student, 'براك', 'thread البراكين في إيطاليا');
    await offers(student, 'елк', 'thread Ёлка и вулкан');
    await offers(student, 'vulkano', 'tag vulkanologie');
    expect(await suggest(student, 'sar')).toEqual(['person Ibu Sari']);
    expect(await suggest(student, 'zzz')).toEqual([]);
  });

  it('follow a change of name', async () => {
    const { community } = await makeGround(teacher, { name: 'Quagga club', members: [student] });
    await offers(student, 'quag', 'community Quagga club');
    await teacher.call(communityRoutes.changeCommunity, {
      params: { id: community.id },
      body: { name: 'Okapi club' },
    });
    await offers(student, 'oka', 'community Okapi club');
    expect(await suggest(student, 'quag')).toEqual([]);
  });

  it('PERM-2 tell an outsider nothing of what is private, and a removed member no more', async () => {
    const { community, space } = await makeGround(teacher, { name: 'Xenolith' });
    const leaver = await stack.person();
    await joinBy(teacher, leaver, community);
    for (let n = 0; n < 20; n += 1)
      await startThread(teacher, space, { title: `Xenolith ${n}`, tags: ['xenotag'] });
    const open = await makeGround(teacher, { name: 'Open', reading: 'everyone' });
    await startThread(teacher, open.space, { title: 'Xenon for all' });
    await offers(leaver, 'xeno', 'thread Xenolith 19');
    for (const who of [outsider, null])
      await eventually(async () => {
        const found = await suggest(who, 'xeno');
        return found.join() === 'thread Xenon for all' || found.join();
      });
    await teacher.call(communityRoutes.removeMember, {
      params: { id: community.id, personId: leaver.id },
    });
    expect(await suggest(leaver, 'xeno')).toEqual(['thread Xenon for all']);
  });

  it('leave out what a moderator hid, with its tags', async () => {
    const { thread } = await startThread(teacher, ground.space, {
      title: 'Wyvern nonsense',
      tags: ['wyverntag'],
    });
    await offers(student, 'wyvern', 'tag wyverntag');
    const subject = { kind: 'thread' as const, id: thread.id };
    await teacher.call(moderationRoutes.act, {
      body: { action: 'hide', subject, reason: 'rude' },
    });
    expect(await suggest(student, 'wyvern')).toEqual([]);
  });

  it('minors are offered only inside their own communities', async () => {
    const name = `Tuva${uniqueName().slice(-5)}`;
    const [inside] = await Promise.all([
      stack.person({ displayName: `${name} One`, age: 'minor' }),
      stack.person({ displayName: `${name} Two`, age: 'unknown' }),
      stack.person({ displayName: `${name} Three`, age: 'adult' }),
    ]);
    await joinBy(teacher, inside, ground.community);
    const typed = name.slice(0, 6);
    expect(await suggest(student, typed)).toEqual([`person ${name} One`, `person ${name} Three`]);
    for (const who of [outsider, null])
      expect(await suggest(who, typed)).toEqual([`person ${name} Three`]);
  });

  it('LOAD-2 any text is a beginning, and what is no text is refused', async () => {
    const odd = ['(', '[a', '*', '\\', '$ne', '(x+x+)+y', 'a'.repeat(10_000), '', '  ', '\u0000'];
    for (const q of [...odd, '"', '-x', '{"$gt":""}', '\u202e\u2066', 'ก'.repeat(1_000), '🎉', '%'])
      expect(Array.isArray(await suggest(student, q)), q.slice(0, 12)).toBe(true);
    expect((await problemOf(suggest(student, 'a'.repeat(10_001)))).status).toBe(400);
    const raw = (query: string) =>
      fetch(`${stack.url}/api/v1/search/suggestions?${query}`).then(({ status }) => status);
    expect(await Promise.all(['', 'q[$gt]=', 'q=a&q=b', 'q=a&x=1'].map(raw))).toEqual([
      ...[400, 400, 400, 400],
    ]);
  });
});
