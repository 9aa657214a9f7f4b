import { type DraftPlace, type DraftView, draftRoutes } from '@jembatan/shared/drafts.contract';
import { limits } from '@jembatan/shared/limits';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, startThread } from '../support/places.ts';
import { uniqueName } from '../support/services.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let ground: Ground;
let thread: ThreadView;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  teacher = await stack.person();
  ground = await makeGround(teacher);
  thread = (await startThread(teacher, ground.space, { title: 'Water' })).thread;
});
afterAll(() => stack[Symbol.asyncDispose]());

async function aStudent(): Promise<TestPerson> {
  const student = await stack.person();
  await joinBy(teacher, student, ground.community);
  return student;
}

const replyIn = (id: string): DraftPlace => ({ kind: 'reply', id });
const keyOf = () => `key-${uniqueName()}`;

interface Typed {
  text: string;
  title?: string;
  poll?: string;
  base?: string | null;
  key?: string;
  writer?: string;
}

const save = async (who: TestPerson, place: DraftPlace, typed: Typed): Promise<DraftView | null> =>
  (await who.call(draftRoutes.saveDraft, { params: place, body: { key: keyOf(), ...typed } }))
    .draft;
const get = async (who: TestPerson, place: DraftPlace) =>
  (await who.call(draftRoutes.getDraft, { params: place })).draft;
const list = async (who: TestPerson, query: Record<string, string> = {}) =>
  who.call(draftRoutes.listDrafts, { query });
const remove = (
  who: TestPerson,
  place: DraftPlace,
  query: { version?: string; key?: string } = {},
) => who.call(draftRoutes.removeDraft, { params: place, query });
const othersOf = (draft: DraftView | null) => draft?.others.map(({ text }) => text);

describe('a draft', () => {
  it('is the same on every device, with its place, and nobody else has it', async () => {
    const student = await aStudent();
    using phone = await student.connect(stack.servers[1]!.url);
    const place = replyIn(thread.id);
    const kept = await save(student, place, { text: 'Rain ', writer: 'laptop' });
    expect(kept).toMatchObject({ text: 'Rain ', others: [], place: { title: 'Water' } });
    const what = `draft reply ${thread.id}`;
    await phone.next('own:changed', (news) => news.what === what && news.writer === 'laptop');
    expect(await get(student, place)).toEqual(kept);
    expect((await list(student)).items).toEqual([kept]);
    expect(await get(teacher, place)).toBeNull();
    expect((await list(teacher)).items).toEqual([]);
    expect((await problemOf(fetchless(student, 'nothing'))).code).toBe('not-found');
  });

  it('brings the poll that is written beside it, also before there is a word of text', async () => {
    const student = await aStudent();
    const place = replyIn(thread.id);
    const poll = JSON.stringify({ question: 'When?', options: ['Monday', 'Friday', ''] });
    const asked = await save(student, place, { text: '', poll });
    expect(await get(student, place)).toMatchObject({ text: '', poll });
    const { version: base = null } = asked ?? {};
    const text = 'I ask you all';
    expect(await save(student, place, { text, poll, base })).toMatchObject({ poll, others: [] });
    const beside = await save(student, place, { text: `${text}!`, base: null });
    expect(beside?.others).toMatchObject([{ poll }]);
    const long = `{"question":"${'a'.repeat(limits.pollDraft)}"}`;
    expect((await problemOf(save(student, place, { text, poll: long }))).code).toBe('invalid');
  });

  it('is emptied away, and keeps what has not been typed to its end', async () => {
    const student = await aStudent();
    const place: DraftPlace = { kind: 'thread', id: ground.space.id };
    const kept = await save(student, place, { text: '', title: ' Half a ti' });
    expect(kept).toMatchObject({ title: ' Half a ti', place: { title: ground.space.name } });
    expect(await save(student, place, { text: '', base: kept!.version })).toBeNull();
    expect(await get(student, place)).toBeNull();
  });

  it('SYNC-2 two devices that write at once lose nothing: the last is kept, the other offered', async () => {
    const student = await aStudent();
    const place = replyIn(thread.id);
    const laptop = await save(student, place, { text: 'On the laptop' });
    const phone = await save(student, place, { text: 'On the phone' });
    expect([phone!.text, othersOf(phone)]).toEqual(['On the phone', ['On the laptop']]);
    const more = await save(student, place, { text: 'Laptop, more', base: laptop!.version });
    expect([more!.text, othersOf(more)]).toEqual(['Laptop, more', ['On the phone']]);
    await remove(student, place, { version: more!.others[0]!.version });
    expect(await get(student, place)).toMatchObject({ text: 'Laptop, more', others: [] });
  });

  it('written by six tabs in one moment, all are there up to the limit', async () => {
    const student = await aStudent();
    const place = replyIn(thread.id);
    const texts = Array.from({ length: 6 }, (_, n) => `tab ${n}.`);
    await Promise.all(texts.map((text) => save(student, place, { text })));
    const kept = await get(student, place);
    expect([kept!.text, ...othersOf(kept)!].toSorted()).toEqual(texts);
  });

  it('has limits: too long, too many, no such place', async () => {
    const student = await aStudent();
    const long = 'x'.repeat(limits.postBody + 1);
    const place = replyIn(thread.id);
    expect((await problemOf(save(student, place, { text: long }))).code).toBe('invalid');
    const ids = Array.from({ length: limits.drafts }, (_, n) => n.toString(16).padStart(24, '0'));
    for (let n = 0; n < ids.length; n += 20)
      await Promise.all(
        ids.slice(n, n + 20).map((id) => save(student, replyIn(id), { text: 'k' })),
      );
    const refused = await problemOf(save(student, place, { text: 'one more' }));
    expect([refused.code, refused.problem.most]).toEqual(['kept-full', limits.drafts]);
    expect((await save(student, replyIn(ids[0]!), { text: 'goes on' }))!.place.title).toBe('');
    const first = await list(student, { limit: '100' });
    const second = await list(student, { limit: '100', cursor: first.nextCursor! });
    expect([second.items.length, second.nextCursor]).toEqual([100, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(limits.drafts);
  });
});

const fetchless = (who: TestPerson, kind: string) =>
  who.call(draftRoutes.getDraft, { params: { kind: kind as 'reply', id: thread.id } });

describe('what was sent', () => {
  it('is no draft any more, and a save that arrives late does not bring it back', async () => {
    const student = await aStudent();
    using phone = await student.connect(stack.servers[1]!.url);
    const place = replyIn(thread.id);
    const key = keyOf();
    const kept = await save(student, place, { text: 'Sent soon', key });
    const heard = phone.of('own:changed').length;
    await student.call(
      threadRoutes.createPost,
      { params: { id: thread.id }, body: { body: 'Sent soon' } },
      { headers: { 'Idempotency-Key': key } },
    );
    await eventually(async () => (await get(student, place)) === null || 'still there');
    await eventually(() => phone.of('own:changed').length > heard || 'not told');
    const late = save(student, place, { text: 'Sent soo', key, base: kept!.version });
    expect((await problemOf(late)).code).toBe('already-sent');
    expect(await get(student, place)).toBeNull();
    expect(await save(student, place, { text: 'The next' })).toMatchObject({ text: 'The next' });
  });

  it('takes only itself away: what another device wrote meanwhile stays', async () => {
    const student = await aStudent();
    const place: DraftPlace = { kind: 'thread', id: ground.space.id };
    const key = keyOf();
    await save(student, place, { text: 'first', title: 'A', key });
    await save(student, place, { text: 'second', title: 'B' });
    await student.call(
      threadRoutes.createThread,
      { params: { id: ground.space.id }, body: { title: 'A', body: 'first' } },
      { headers: { 'Idempotency-Key': key } },
    );
    await eventually(async () => othersOf(await get(student, place))?.length === 0 || 'still two');
    expect(await get(student, place)).toMatchObject({ text: 'second', title: 'B' });
  });

  it('leaves a text that came from the same one and went another way', async () => {
    const student = await aStudent();
    const place = replyIn(thread.id);
    const key = keyOf();
    const first = await save(student, place, { text: 'Rain', key });
    await save(student, place, { text: 'Rain, sent', base: first!.version, key });
    const other = await save(student, place, { text: 'Hail', base: first!.version, key });
    expect(other!.key).not.toBe(key);
    await student.call(
      threadRoutes.createPost,
      { params: { id: thread.id }, body: { body: 'Rain, sent' } },
      { headers: { 'Idempotency-Key': key } },
    );
    await eventually(async () => othersOf(await get(student, place))?.length === 0 || 'still two');
    expect(await get(student, place)).toMatchObject({ text: 'Hail' });
  });

  it('a save that races with the sending never survives it', async () => {
    const student = await aStudent();
    const place = replyIn(thread.id);
    for (let round = 0; round < 8; round += 1) {
      const key = keyOf();
      await Promise.allSettled([
        save(student, place, { text: `round ${round}`, key }),
        student.call(
          threadRoutes.createPost,
          { params: { id: thread.id }, body: { body: `round ${round}` } },
          { headers: { 'Idempotency-Key': key } },
        ),
      ]);
      await eventually(async () => (await get(student, place)) === null || 'a draft came back');
    }
  });
});

describe('thrown away', () => {
  it('an edit is, under its key, and late saves of it are refused', async () => {
    const { post } = await startThread(teacher, ground.space);
    const place: DraftPlace = { kind: 'edit', id: post.id };
    const key = keyOf();
    const body = { text: 'changed', key, baseRevision: 1 };
    await teacher.call(draftRoutes.saveDraft, { params: place, body });
    expect(await get(teacher, place)).toMatchObject({ baseRevision: 1, place: { number: 1 } });
    await remove(teacher, place, { key });
    expect(await get(teacher, place)).toBeNull();
    expect((await problemOf(save(teacher, place, { text: 'chan', key }))).code).toBe(
      'already-sent',
    );
  });

  it('a whole place is, and can be taken back under another key', async () => {
    const student = await aStudent();
    const place = replyIn(thread.id);
    const key = keyOf();
    await save(student, place, { text: 'gone', key });
    await remove(student, place);
    await remove(student, place);
    expect((await list(student)).items).toEqual([]);
    expect((await problemOf(save(student, place, { text: 'gon', key }))).code).toBe('already-sent');
    expect(await save(student, place, { text: 'gone' })).toMatchObject({ text: 'gone' });
  });
});

describe('where the place is lost', () => {
  it('the words stay readable, and the name of the place is not shown', async () => {
    const student = await aStudent();
    const secret = await startThread(teacher, ground.space, { title: 'Secret plans' });
    const place = replyIn(secret.thread.id);
    await save(student, place, { text: 'My own words' });
    await teacher.call(moderationRoutes.act, {
      body: {
        action: 'remove-member',
        subject: { kind: 'person', id: student.id },
        communityId: ground.community.id,
        reason: 'moved',
      },
    });
    const kept = await get(student, place);
    expect(kept).toMatchObject({ text: 'My own words', place: { title: '', threadId: null } });
    expect(await save(student, place, { text: 'My own words, more' })).not.toBeNull();
  });
});
