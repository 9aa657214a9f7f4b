import { communityRoutes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { type TagView, tagRoutes } from '@jembatan/shared/tags.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let owner: TestPerson;
let budi: TestPerson;
let siti: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack();
  owner = await stack.person({ displayName: 'Ibu Sari' });
  [budi, siti] = [await stack.person(), await stack.person()];
  ground = await fresh();
});
afterAll(() => stack[Symbol.asyncDispose]());

const fresh = () => makeGround(owner, { members: [budi, siti] });

const at = (tag: string, { community }: Ground = ground) => ({
  params: { id: community.id, tag },
});
const here = ({ community }: Ground = ground) => ({ params: { id: community.id } });

async function countsOf(who: TestPerson, place: Ground = ground): Promise<Record<string, number>> {
  const { items } = await who.call(tagRoutes.listTags, { ...here(place), query: { limit: '100' } });
  return Object.fromEntries(items.map(({ name, count }) => [name, count]));
}

async function tagsOf(who: TestPerson, id: string): Promise<string[]> {
  return (await who.call(threadRoutes.getThread, { params: { id: id as never } })).tags;
}

const refusal = (why: string) => ({ code: 'tag-refused', problem: { why } });

it('whoever follows a tag hears of new threads, and who muted it of nothing but their name', async () => {
  const place = await fresh();
  await owner.call(tagRoutes.createTag, {
    ...here(place),
    body: { name: 'water', aliases: ['wasser'] },
  });
  const choose = (who: TestPerson, level: 'all' | 'muted') =>
    who.call(tagRoutes.watchTag, { ...at('water', place), body: { level } });
  await choose(siti, 'all');
  const { thread } = await startThread(budi, place.space, { tags: ['Wasser'] });
  const heard = async (who: TestPerson) => {
    const { items } = await who.call(notificationRoutes.listNotifications, { query: {} });
    return items.filter((one) => one.threadId === thread.id).map(({ reason }) => reason);
  };
  await eventually(async () => (await heard(siti)).length === 1 || 'she has not heard');
  expect(await heard(siti)).toEqual(['watched']);
  const found = await siti.call(searchRoutes.search, { query: { q: 'tag:WASSER' } });
  expect(found.items.map((one) => one.post?.threadId)).toContain(thread.id);
  await choose(budi, 'muted');
  await reply(siti, thread, 'an answer to the one who began');
  await reply(siti, thread, `and now by name: @${budi.person.handle}`);
  await eventually(async () => (await heard(budi)).length > 0 || 'he has not heard');
  expect(await heard(budi)).toEqual(['mention']);
  expect(await heard(siti)).toEqual(['watched']);
});

describe('a tag on a thread', () => {
  it('is the same however it is written, in any script', async () => {
    const place = await fresh();
    const { thread } = await startThread(budi, place.space, {
      tags: ['Ökologie', '#Climate  Change', 'مُوسِيقى', 'ภาษา'],
    });
    expect(thread.tags).toEqual(['ökologie', 'climate change', 'مُوسِيقى', 'ภาษา']);
    const again = await startThread(siti, place.space, {
      tags: ['OKOLOGIE', 'climate_change', 'موسيقي', 'ภาษา'],
    });
    expect(again.thread.tags).toEqual(thread.tags);
    expect(await countsOf(siti, place)).toEqual({
      ...{ ökologie: 2, 'climate change': 2, مُوسِيقى: 2, ภาษา: 2 },
    });
  });

  it.each([
    ['turns the writing', 'abc\u202egnp'],
    ['hides letters', 'wa\u200bter'],
    ['mixes scripts', 'wаter'],
    ['has nothing to read', '---'],
  ])('that %s is refused, and nothing is made', async (_what, tag) => {
    await expect(startThread(budi, ground.space, { tags: [tag] })).rejects.toMatchObject(
      refusal('letters'),
    );
  });

  it('that looks like another one in other letters is refused', async () => {
    await startThread(budi, ground.space, { tags: ['poco'] });
    await expect(startThread(siti, ground.space, { tags: ['росо'] })).rejects.toMatchObject(
      refusal('alike'),
    );
  });

  it('is found by its other names, and those lead to it when written', async () => {
    const place = await fresh();
    await owner.call(tagRoutes.createTag, {
      ...here(place),
      body: { name: 'Water', aliases: ['Wasser', 'air', 'مياه'], description: 'Rivers and rain' },
    });
    const { thread } = await startThread(budi, place.space, { tags: ['wasser', 'AIR', 'مِياه'] });
    expect(thread.tags).toEqual(['water']);
    const found = await budi.call(tagRoutes.listTagThreads, at('wasser', place));
    expect(found.items.map(({ id }) => id)).toEqual([thread.id]);
    const names = async (q: string) => {
      const answer = await siti.call(tagRoutes.suggestTags, { ...here(place), query: { q } });
      return answer.items.map(({ name }) => name);
    };
    expect(await names('was')).toEqual(['water']);
    expect(await names('ميا')).toEqual(['water']);
    expect(await names('xyz')).toEqual([]);
  });

  it('is counted while it is there and shown', async () => {
    const place = await fresh();
    const { thread } = await startThread(budi, place.space, { tags: ['rain'] });
    await startThread(siti, place.space, { tags: ['rain', 'river'] });
    expect(await countsOf(budi, place)).toEqual({ rain: 2, river: 1 });
    await budi.call(threadRoutes.changeThread, {
      params: { id: thread.id },
      body: { tags: ['river'] },
    });
    expect(await countsOf(budi, place)).toEqual({ rain: 1, river: 2 });
    const subject = { kind: 'thread' as const, id: thread.id };
    await owner.call(moderationRoutes.act, { body: { action: 'hide', subject } });
    expect(await countsOf(budi, place)).toEqual({ rain: 1, river: 1 });
  });
});

describe('what a reader may not see', () => {
  it('is in no list, no count, no suggestion and no page of a tag', async () => {
    const place = await fresh();
    const secret = await owner.call(communityRoutes.createSpace, {
      params: { id: place.community.id },
      body: { name: 'Staff', rights: { read: ['teacher', 'moderator', 'owner'] } },
    });
    await startThread(owner, secret, { tags: ['exam', 'rain'] });
    await startThread(budi, place.space, { tags: ['rain'] });
    expect(await countsOf(owner, place)).toEqual({ exam: 1, rain: 2 });
    expect(await countsOf(budi, place)).toEqual({ rain: 1 });
    const { items } = await budi.call(tagRoutes.suggestTags, {
      ...here(place),
      query: { q: 'exa' },
    });
    expect(items).toEqual([]);
    for (const route of [tagRoutes.getTag, tagRoutes.listTagThreads])
      await expect(budi.call(route, at('exam', place))).rejects.toMatchObject({
        code: 'not-found',
      });
    const rain = await budi.call(tagRoutes.listTagThreads, at('rain', place));
    expect(rain.items).toHaveLength(1);
    const stranger = await stack.person();
    await expect(stranger.call(tagRoutes.listTags, here(place))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('stays unknown where only staff makes tags', async () => {
    const place = await fresh();
    const secret = await owner.call(communityRoutes.createSpace, {
      params: { id: place.community.id },
      body: { name: 'Staff', rights: { read: ['teacher', 'moderator', 'owner'] } },
    });
    await startThread(owner, secret, { tags: ['exam'] });
    await owner.call(tagRoutes.setTagFrame, { ...here(place), body: { making: 'staff' } });
    for (const tag of ['exam', 'anything'])
      await expect(startThread(budi, place.space, { tags: [tag] })).rejects.toMatchObject(
        refusal('unknown'),
      );
    const { thread } = await startThread(owner, place.space, { tags: ['anything'] });
    expect(thread.tags).toEqual(['anything']);
    expect((await startThread(budi, place.space, { tags: ['Anything'] })).thread.tags).toEqual([
      'anything',
    ]);
  });

  it('of groups that are apart is theirs', async () => {
    const place = await fresh();
    const [one, other] = await Promise.all(
      ['One', 'Other'].map((name) =>
        owner.call(communityRoutes.createGroup, {
          params: { id: place.community.id },
          body: { name },
        }),
      ),
    );
    await budi.call(communityRoutes.joinGroup, { params: { id: one!.id } });
    await siti.call(communityRoutes.joinGroup, { params: { id: other!.id } });
    await owner.call(communityRoutes.changeSpace, {
      params: { id: place.space.id },
      body: { separateGroups: true },
    });
    await budi.call(threadRoutes.createThread, {
      params: { id: place.space.id },
      body: { title: 'Ours', body: 'x', groupId: one!.id, tags: ['plan'] },
    });
    expect(await countsOf(budi, place)).toEqual({ plan: 1 });
    expect(await countsOf(siti, place)).toEqual({});
    expect(await countsOf(owner, place)).toEqual({ plan: 1 });
    await expect(siti.call(tagRoutes.listTagThreads, at('plan', place))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('staff', () => {
  it('keeps a tag to itself, on threads of others too', async () => {
    const place = await fresh();
    await owner.call(tagRoutes.createTag, {
      ...here(place),
      body: { name: 'checked', use: 'staff' },
    });
    await expect(startThread(budi, place.space, { tags: ['checked'] })).rejects.toMatchObject(
      refusal('staff'),
    );
    const { thread } = await startThread(budi, place.space, { tags: ['rain'] });
    const params = { id: thread.id };
    await owner.call(threadRoutes.changeThread, { params, body: { tags: ['rain', 'checked'] } });
    await budi.call(threadRoutes.changeThread, { params, body: { tags: ['river'] } });
    expect(await tagsOf(budi, thread.id)).toEqual(['river', 'checked']);
  });

  it('lets a thread have one tag of a group', async () => {
    const place = await fresh();
    const level = await owner.call(tagRoutes.createTagGroup, {
      ...here(place),
      body: { name: 'Level', oneOf: true },
    });
    for (const name of ['A1', 'A2'])
      await owner.call(tagRoutes.createTag, { ...here(place), body: { name, groupId: level.id } });
    await expect(startThread(budi, place.space, { tags: ['a1', 'a2'] })).rejects.toMatchObject(
      refusal('one-of'),
    );
    await owner.call(tagRoutes.changeTagGroup, {
      params: { ...here(place).params, groupId: level.id },
      body: { oneOf: false },
    });
    await startThread(budi, place.space, { tags: ['a1', 'a2'] });
    const { items } = await budi.call(tagRoutes.listTags, {
      ...here(place),
      query: { groupId: level.id },
    });
    expect(items.map(({ name }) => name)).toEqual(['a1', 'a2']);
    await owner.call(tagRoutes.removeTagGroup, {
      params: { ...here(place).params, groupId: level.id },
    });
    const { frame } = await budi.call(tagRoutes.listTags, here(place));
    expect(frame).toEqual({ groups: [], making: 'everybody', can: { manage: false } });
  });

  it('is who renames, merges and takes away; others are refused', async () => {
    const place = await fresh();
    await startThread(budi, place.space, { tags: ['rain'] });
    const tries = [
      () => budi.call(tagRoutes.createTag, { ...here(place), body: { name: 'x' } }),
      () => budi.call(tagRoutes.changeTag, { ...at('rain', place), body: { name: 'x' } }),
      () => budi.call(tagRoutes.removeTag, at('rain', place)),
      () => budi.call(tagRoutes.setTagFrame, { ...here(place), body: { making: 'staff' } }),
    ];
    for (const one of tries) await expect(one()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('renames a tag: threads follow, the earlier name leads there at once', async () => {
    const place = await fresh();
    const { thread } = await startThread(budi, place.space, { tags: ['hydro', 'rain'] });
    const renamed = await owner.call(tagRoutes.changeTag, {
      ...at('hydro', place),
      body: { name: 'Water' },
    });
    expect(renamed).toMatchObject({ name: 'water', aliases: ['hydro'], count: 1 });
    const found = await budi.call(tagRoutes.listTagThreads, at('hydro', place));
    expect(found.items.map(({ id }) => id)).toEqual([thread.id]);
    await eventually(async () => {
      const now = await tagsOf(budi, thread.id);
      return now.join() === 'water,rain' ? null : `tags are still ${now}`;
    });
    expect(await countsOf(budi, place)).toEqual({ water: 1, rain: 1 });
    const later = await budi.call(tagRoutes.listTagThreads, at('water', place));
    expect(later.items).toHaveLength(1);
  });

  it('renames a tag back and forth, and each thread ends with the last name', async () => {
    const place = await fresh();
    const { thread } = await startThread(budi, place.space, { tags: ['here'] });
    for (const name of ['there', 'here', 'beyond', 'here'])
      await owner.call(tagRoutes.changeTag, { ...at('here', place), body: { name } });
    const tag = await owner.call(tagRoutes.getTag, at('there', place));
    expect(tag).toMatchObject({ name: 'here', count: 1 });
    expect(tag.aliases.toSorted()).toEqual(['beyond', 'there']);
    await eventually(async () =>
      (await tagsOf(budi, thread.id)).join() === 'here' ? null : 'it has another name',
    );
  });

  it('merges tags: each thread has the other one once', async () => {
    const place = await fresh();
    const both = await startThread(budi, place.space, { tags: ['sea', 'ocean'] });
    const one = await startThread(siti, place.space, { tags: ['ocean'] });
    await owner.call(tagRoutes.mergeTag, { ...at('ocean', place), body: { into: 'sea' } });
    for (const { thread } of [both, one])
      await eventually(async () =>
        (await tagsOf(budi, thread.id)).join() === 'sea' ? null : 'a thread has yet to follow',
      );
    expect(await countsOf(budi, place)).toEqual({ sea: 2 });
    const merged = await budi.call(tagRoutes.getTag, at('Ocean', place));
    expect(merged).toMatchObject({ name: 'sea', aliases: ['ocean'] });
  });

  it('takes a tag away, and its name is free when no thread has it any more', async () => {
    const place = await fresh();
    const { thread } = await startThread(budi, place.space, { tags: ['oops', 'rain'] });
    await owner.call(tagRoutes.removeTag, at('oops', place));
    await eventually(async () =>
      (await tagsOf(budi, thread.id)).join() === 'rain' ? null : 'it is still there',
    );
    expect(await countsOf(budi, place)).toEqual({ rain: 1 });
  });

  it('cannot give a name that is another tag’s', async () => {
    const place = await fresh();
    for (const name of ['sun', 'moon'])
      await owner.call(tagRoutes.createTag, { ...here(place), body: { name } });
    await expect(
      owner.call(tagRoutes.changeTag, { ...at('sun', place), body: { name: 'Moon' } }),
    ).rejects.toMatchObject(refusal('taken'));
    await expect(
      owner.call(tagRoutes.changeTag, { ...at('sun', place), body: { aliases: ['moon'] } }),
    ).rejects.toMatchObject(refusal('taken'));
  });
});

it('a tag made by two at once is one', async () => {
  const place = await fresh();
  const made = await Promise.all(
    [budi, siti, owner].map((who) => startThread(who, place.space, { tags: ['At Once'] })),
  );
  expect(new Set(made.map(({ thread }) => thread.tags.join())).size).toBe(1);
  expect(await countsOf(budi, place)).toEqual({ 'at once': 3 });
});

it('lists go on page by page', async () => {
  const place = await fresh();
  for (let n = 0; n < 5; n += 1) await startThread(budi, place.space, { tags: ['many', `t${n}`] });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { limit: '2', ...(cursor && { cursor }) };
    const next = await siti.call(tagRoutes.listTagThreads, { ...at('many', place), query });
    seen.push(...next.items.map(({ id }) => id));
    cursor = next.nextCursor;
  } while (cursor);
  expect(new Set(seen).size).toBe(5);
  const names: TagView[] = [];
  do {
    const query: Record<string, string> = { limit: '4', ...(cursor && { cursor }) };
    const next = await siti.call(tagRoutes.listTags, { ...here(place), query });
    names.push(...next.items);
    cursor = next.nextCursor;
  } while (cursor);
  expect(names.map(({ name }) => name)).toEqual(['many', 't0', 't1', 't2', 't3', 't4']);
});

it('threads go on following after the server that began has stopped', async () => {
  const place = await fresh();
  const made = await Promise.all(
    Array.from({ length: 4 }, () => startThread(budi, place.space, { tags: ['old'] })),
  );
  await owner.call(tagRoutes.changeTag, { ...at('old', place), body: { name: 'new' } });
  await stack.servers[0]!.close();
  const next = await stack.addServer();
  const told = async (id: string) =>
    callApi(
      next.url,
      threadRoutes.getThread,
      { params: { id: id as never } },
      { token: budi.token },
    );
  for (const { thread } of made)
    await eventually(async () => {
      const { tags } = await told(thread.id);
      return tags.join() === 'new' ? null : `a thread still has ${tags}`;
    });
});
