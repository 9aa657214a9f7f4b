import { communityRoutes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { type PollInput, pollRoutes } from '@jembatan/shared/polls.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, ProblemError, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let friend: TestPerson;
let outsider: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  [teacher, student, friend, outsider] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
    stack.person({ displayName: 'Citra' }),
    stack.person({ displayName: 'Someone Else' }),
  ]);
  ground = await makeGround(teacher, { members: [student, friend], reading: 'everyone' });
});
afterAll(() => stack[Symbol.asyncDispose]());

const simple: PollInput = {
  question: 'Where do we go?',
  kind: 'single',
  options: ['River', 'Museum', 'Mountain'],
  anonymous: false,
  show: 'always',
};

async function ask(input: Partial<PollInput> = {}, who = teacher) {
  const started = await startThread(who, ground.space, { poll: { ...simple, ...input } });
  const poll = await get(who, started.post.id);
  return { ...started, id: started.post.id, poll, ids: poll.options.map(({ id }) => id) };
}

const params = (id: string) => ({ params: { id: id as never } });
const get = (who: TestPerson, id: string) => who.call(pollRoutes.getPoll, params(id));
const vote = (who: TestPerson, id: string, ...choices: string[]) =>
  who.call(pollRoutes.vote, { ...params(id), body: { choices } });
const unvote = (who: TestPerson, id: string) => who.call(pollRoutes.unvote, params(id));
const close = (who: TestPerson, id: string) => who.call(pollRoutes.closePoll, params(id));
const votes = (who: TestPerson, id: string, query: Record<string, string> = {}) =>
  who.call(pollRoutes.listVotes, { ...params(id), query });

describe('a poll', () => {
  it('comes with the post that asks, and only with a mark in it', async () => {
    const { post, poll } = await ask();
    expect(post.poll).toBe(true);
    expect(poll).toMatchObject({
      ...{ question: 'Where do we go?', kind: 'single', voters: 0, closed: false, mine: null },
      can: { vote: true, close: true, edit: true, seeVotes: true },
    });
    const { thread } = await startThread(teacher, ground.space);
    const answer = await student.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body: 'And when?', poll: { ...simple, options: ['Monday', 'Friday'] } },
    });
    expect((await get(friend, answer.id)).options.map(({ text }) => text)).toEqual([
      'Monday',
      'Friday',
    ]);
  });

  it.each([
    ['one option', { options: ['Alone'] }],
    ['the same twice', { options: ['One', ' One '] }],
    ['more to choose than there is', { kind: 'several' as const, max: 4 }],
    ['a close that has passed', { closesAt: '2020-01-01T00:00:00Z' }],
  ])('is refused with %s, and so is its post', async (_what, input) => {
    const before = await teacher.call(threadRoutes.listThreads, {
      params: { id: ground.space.id },
    });
    expect((await problemOf(ask(input))).code).toBe('invalid');
    const after = await teacher.call(threadRoutes.listThreads, { params: { id: ground.space.id } });
    expect(after.items.length).toBe(before.items.length);
  });

  it('takes one vote of each member, which they change and take back', async () => {
    const { id, ids } = await ask();
    const [river = '', museum = ''] = ids;
    await vote(student, id, river);
    expect(await vote(student, id, museum)).toMatchObject({ voters: 1, mine: [museum] });
    await vote(student, id, museum);
    const seen = await vote(friend, id, river);
    expect(seen.results?.counts).toEqual({ [river]: 1, [museum]: 1, [ids[2] ?? '']: 0 });
    expect(await unvote(friend, id)).toMatchObject({ voters: 1, mine: null });
    expect((await unvote(friend, id)).results?.counts[river]).toBe(0);
    expect((await problemOf(vote(student, id, river, museum))).code).toBe('invalid');
    expect((await problemOf(vote(student, id, '9z'))).code).toBe('poll-changed');
    expect((await problemOf(vote(outsider, id, river))).code).toBe('forbidden');
    expect((await get(outsider, id)).can?.vote).toBe(false);
  });

  it('takes so many of several as it says', async () => {
    const { id, ids } = await ask({ kind: 'several', min: 2, max: 2 });
    expect((await problemOf(vote(student, id, ids[0]!))).code).toBe('invalid');
    expect((await problemOf(vote(student, id, ...ids))).code).toBe('invalid');
    expect((await vote(student, id, ids[2]!, ids[0]!)).mine).toEqual([ids[0], ids[2]]);
  });

  it('is edited before the first vote only, and a vote never counts for another text', async () => {
    const { id, ids } = await ask();
    const change = (body: Parameters<typeof pollRoutes.changePoll.body.parse>[0]) =>
      teacher.call(pollRoutes.changePoll, { ...params(id), body: body as never });
    const edited = await change({ options: ['Sea', 'Lake'] });
    expect(edited.edition).toBe(2);
    expect((await problemOf(vote(student, id, ids[0]!))).code).toBe('poll-changed');
    await vote(student, id, edited.options[0]!.id);
    expect((await problemOf(change({ question: 'Else?' }))).code).toBe('poll-changed');
    const later = new Date(Date.now() + 60_000).toISOString();
    expect((await change({ closesAt: later })).closesAt).toBe(later);
    const refused = student.call(pollRoutes.changePoll, {
      ...params(id),
      body: { closesAt: null },
    });
    expect((await problemOf(refused)).code).toBe('forbidden');
  });

  it('is closed by its author or staff, once and for good', async () => {
    const { id, ids } = await ask({}, student);
    await vote(friend, id, ids[1]!);
    expect((await problemOf(close(friend, id))).code).toBe('forbidden');
    expect((await close(student, id)).closed).toBe(true);
    expect((await problemOf(close(teacher, id))).code).toBe('poll-closed');
    expect((await problemOf(vote(friend, id, ids[0]!))).code).toBe('poll-closed');
    expect((await problemOf(unvote(friend, id))).code).toBe('poll-closed');
    expect((await get(friend, id)).mine).toEqual([ids[1]]);
  });

  it('closes by itself', async () => {
    const closesAt = new Date(Date.now() + 1_500).toISOString();
    const { id, ids } = await ask({ closesAt, anonymous: true });
    await vote(student, id, ids[0]!);
    await eventually(async () => {
      const { closedAt } = await get(student, id);
      return closedAt ? undefined : 'it is open';
    });
    expect((await problemOf(vote(friend, id, ids[0]!))).code).toBe('poll-closed');
  });

  it('is ranked by instant run-off, with its rounds', async () => {
    const { id, ids } = await ask({ kind: 'ranked' });
    const [a = '', b = '', c = ''] = ids;
    const more = await Promise.all([stack.person(), stack.person()]);
    for (const one of more) await joinBy(teacher, one, ground.community);
    await vote(student, id, a, b);
    await vote(friend, id, a);
    await vote(more[0], id, b);
    await vote(more[1], id, b, a);
    const last = await vote(teacher, id, c, b);
    expect(last.results).toEqual({
      counts: { [a]: 2, [b]: 2, [c]: 1 },
      rounds: [
        { [a]: 2, [b]: 2, [c]: 1 },
        { [a]: 2, [b]: 3 },
      ],
      winners: [b],
    });
    const closed = await close(teacher, id);
    expect(closed.results).toEqual(last.results);
    expect((await get(student, id)).mine).toEqual([a, b]);
  });

  it('is found by what it asks, also after its post was edited', async () => {
    const { id, post } = await ask({
      question: 'Kaleidoscope?',
      options: ['Xylophone', 'Theremin'],
    });
    const finds = async (q: string) =>
      (await student.call(searchRoutes.search, { query: { q } })).items.some(
        (item) => item.kind === 'post' && item.post?.id === id,
      );
    expect([await finds('kaleidoscope'), await finds('theremin')]).toEqual([true, true]);
    await teacher.call(threadRoutes.editPost, {
      params: { id: post.id },
      body: { body: 'Edited', baseRevision: 1 },
    });
    expect(await finds('theremin')).toBe(true);
    await teacher.call(pollRoutes.changePoll, {
      ...params(id),
      body: { options: ['Oboe', 'Lute'] },
    });
    expect([await finds('theremin'), await finds('oboe')]).toEqual([false, true]);
  });

  it('that is reported shows moderators what it asks', async () => {
    const { id } = await ask({ options: ['<i>Mean</i> words', 'Other'] }, student);
    await friend.call(moderationRoutes.createReport, {
      body: { subject: { kind: 'post', id }, reason: 'bullying' },
    });
    const { items } = await teacher.call(moderationRoutes.getQueue, {
      query: { communityId: ground.community.id },
    });
    const html = items.find(({ subject }) => subject.id === id)?.content.html;
    expect(html).toContain('&lt;i&gt;Mean&lt;/i&gt; words');
  });

  it('of one study group is there for its people and staff only', async () => {
    const { community } = ground;
    const space = await teacher.call(communityRoutes.createSpace, {
      params: { id: community.id },
      body: { name: 'Groups', separateGroups: true, pseudonyms: true },
    });
    const group = await teacher.call(communityRoutes.createGroup, {
      params: { id: community.id },
      body: { name: 'Red' },
    });
    await student.call(communityRoutes.joinGroup, { params: { id: group.id } });
    const { post } = await student.call(threadRoutes.createThread, {
      params: { id: space.id },
      body: { title: 'Ours', body: 'Hm?', poll: simple, groupId: group.id, pseudonym: true },
    });
    const { options } = await get(teacher, post.id);
    expect((await problemOf(get(friend, post.id))).code).toBe('not-found');
    expect((await problemOf(vote(friend, post.id, options[0]!.id))).code).toBe('not-found');
    using ear = await friend.connect();
    await expect(ear.ask('subscribe', { topic: `poll:${post.id}` })).rejects.toThrow('not-found');
    // Who asks under a pseudonym is its author still, and nowhere named.
    await vote(teacher, post.id, options[0]!.id);
    const { items } = await votes(student, post.id);
    expect(items.map(({ person }) => person.id)).toEqual([teacher.id]);
    const closed = await close(student, post.id);
    expect(closed.closed).toBe(true);
    expect(JSON.stringify(await get(teacher, post.id))).not.toContain(student.id);
  });

  it('that staff closes for somebody leaves a line in the log', async () => {
    const { id } = await ask({}, student);
    await close(teacher, id);
    await eventually(async () => {
      const { items } = await teacher.call(moderationRoutes.getLog, {
        query: { communityId: ground.community.id },
      });
      return items.some(({ action }) => action === 'close-poll') ? undefined : 'no line';
    });
  });

  it('goes with its post', async () => {
    const { id, ids } = await ask();
    await vote(student, id, ids[0]!);
    await teacher.call(threadRoutes.deletePost, { params: { id: id as never } });
    expect((await problemOf(get(student, id))).code).toBe('not-found');
    expect((await problemOf(vote(student, id, ids[0]!))).code).toBe('not-found');
  });

  it('is closed to all where its thread is', async () => {
    const { id, ids, thread } = await ask();
    await teacher.call(threadRoutes.changeThread, {
      params: { id: thread.id },
      body: { locked: true },
    });
    for (const who of [student, teacher])
      expect((await problemOf(vote(who, id, ids[0]!))).code).toBe('thread-locked');
  });
});

describe('results', () => {
  it('are for all, for those who voted, or for the time after the close: staff and author alike', async () => {
    for (const [show, before, after] of [
      ['always', true, true],
      ['voted', false, true],
      ['closed', false, false],
    ] as const) {
      const { id, ids } = await ask({ show });
      const seesNow = async (who: TestPerson) => (await get(who, id)).results !== undefined;
      expect([await seesNow(student), await seesNow(teacher)], show).toEqual([before, before]);
      const voted = await vote(student, id, ids[0]!);
      expect(voted.results !== undefined, show).toBe(after);
      expect(await seesNow(teacher), show).toBe(before);
      await unvote(student, id);
      expect(await seesNow(student), show).toBe(before);
      await close(teacher, id);
      expect(await seesNow(outsider), show).toBe(true);
    }
  });
});

describe('readers elsewhere', () => {
  it('find question, options and votes in the feed of a public thread', async () => {
    const { id, ids, thread } = await ask({ question: 'Sea & sand?', options: ['<b>Yes', 'No'] });
    await vote(student, id, ids[0]!);
    const feed = await (await fetch(`${stack.url}/feeds/t/${thread.id}`)).text();
    expect(feed).toContain('Sea &amp;amp; sand?');
    expect(feed).toContain('&amp;lt;b&amp;gt;Yes');
    expect(feed).toMatch(/&lt;strong&gt;1&lt;\/strong&gt;/);
    const veiled = await ask({ show: 'closed' });
    await vote(student, veiled.id, veiled.ids[0]!);
    const secret = await (await fetch(`${stack.url}/feeds/t/${veiled.thread.id}`)).text();
    expect(secret).toContain('River');
    expect(secret).not.toContain('&lt;strong&gt;1&lt;');
  });
});

describe('who chose what', () => {
  it('is listed of an open poll in pages, for members', async () => {
    const { id, ids } = await ask();
    await vote(student, id, ids[0]!);
    await vote(friend, id, ids[1]!);
    await vote(teacher, id, ids[0]!);
    const first = await votes(student, id, { limit: '2' });
    const rest = await votes(student, id, { limit: '2', cursor: first.nextCursor ?? '' });
    const named = [...first.items, ...rest.items].map(({ person }) => person.displayName);
    expect(named.toSorted()).toEqual(['Budi', 'Citra', 'Ibu Sari']);
    const { items } = await votes(friend, id, { option: ids[1]! });
    expect(items).toEqual([
      { person: expect.objectContaining({ id: friend.id }), choices: [ids[1]] },
    ]);
    expect((await problemOf(votes(outsider, id))).code).toBe('forbidden');
    const { id: veiled } = await ask({ show: 'closed' });
    expect((await problemOf(votes(teacher, veiled))).code).toBe('forbidden');
  });

  it('of an anonymous poll is known to nobody: not by a call, not in what is kept', async () => {
    const { id, ids } = await ask({ anonymous: true });
    await vote(student, id, ids[0]!);
    await vote(friend, id, ids[1]!);
    expect((await get(student, id)).mine).toEqual([ids[0]]);
    for (const who of [teacher, student])
      expect((await problemOf(votes(who, id))).code).toBe('forbidden');
    await eventually(async () => ((await rowsNaming(student.id, id)) === 0 ? undefined : 'named'));
    const open = await ask();
    await vote(student, open.id, open.ids[0]!);
    expect(await rowsNaming(student.id, open.id)).toBeGreaterThan(0);
    await close(teacher, id);
    const after = await get(student, id);
    expect(after).not.toHaveProperty('mine');
    expect(after.results?.counts).toMatchObject({ [ids[0]!]: 1, [ids[1]!]: 1 });
    expect(await ballotsOf(id)).toEqual([]);
    expect(
      await kept(async (db) =>
        db.collection('polls').countDocuments({ seal: { $ne: null }, closedAt: { $ne: null } }),
      ),
    ).toBe(0);
  });
});

const ballotsOf = (postId: string) =>
  kept((db) =>
    db
      .collection<{ _id: string; choices: string[] }>('ballots')
      .find({ _id: new RegExp(`^${postId}`) })
      .toArray(),
  );

type Db = ReturnType<MongoClient['db']>;

async function kept<T>(look: (db: Db) => Promise<T>): Promise<T> {
  const client = await new MongoClient(stack.mongoUrl).connect();
  try {
    return await look(client.db());
  } finally {
    await client.close();
  }
}

/** Documents anywhere that name the person and the post together. */
const rowsNaming = (personId: string, postId: string) =>
  kept(async (db) => {
    const names = await db.listCollections().toArray();
    let count = 0;
    for (const { name } of names.filter(({ name }) => !name.startsWith('system.')))
      for await (const row of db.collection(name).find()) {
        const text = JSON.stringify(row);
        if (text.includes(personId) && text.includes(postId)) count += 1;
      }
    return count;
  });

describe('news', () => {
  it('of counts reach those who may see them, and only them', async () => {
    const { id, ids } = await ask({ show: 'voted' });
    await vote(student, id, ids[0]!);
    using seeing = await student.connect(stack.servers[1]!.url);
    using blind = await teacher.connect(stack.servers[1]!.url);
    await seeing.ask('subscribe', { topic: `poll:${id}` });
    await blind.ask('subscribe', { topic: `poll:${id}` });
    await vote(friend, id, ids[1]!);
    const heard = await seeing.next('poll:changed');
    expect(heard).toMatchObject({ postId: id, voters: 2, results: { counts: { [ids[1]!]: 1 } } });
    expect(await blind.next('poll:changed')).not.toHaveProperty('results');
  });
});

describe('a class that votes', () => {
  it('is counted to the last vote, and told of it a few times only', {
    timeout: 90_000,
  }, async () => {
    const { id, ids } = await ask({ anonymous: true, kind: 'several' });
    const { code } = await teacher.call(communityRoutes.createInvite, {
      params: { id: ground.community.id },
      body: { role: 'student', uses: 30 },
    });
    const pupils = await Promise.all(Array.from({ length: 30 }, () => stack.person()));
    await Promise.all(
      pupils.map((one) => one.call(communityRoutes.acceptInvite, { params: { code } })),
    );
    using ear = await teacher.connect();
    await ear.ask('subscribe', { topic: `poll:${id}` });
    const [a = '', b = '', c = ''] = ids;
    // 300 votes at once, each person's on both servers: whose wish was the last is not known, the sum is.
    const wishes = [[a], [b], [a, b], [c, a], [b, c]];
    // A server with too much to do asks for patience, and gets it.
    const patiently = async (wish: () => Promise<unknown>) => {
      let refusal: unknown;
      const isOver = async () => {
        refusal = await wish().then(
          () => undefined,
          (error: unknown) => error,
        );
        return !(refusal instanceof ProblemError && refusal.code === 'unavailable');
      };
      await eventually(isOver, { withinMs: 30_000 });
      if (refusal) throw refusal;
    };
    await Promise.all(
      pupils.flatMap(({ token }) =>
        stack.servers.flatMap(({ url }) =>
          wishes.map((choices) =>
            patiently(() =>
              callApi(url, pollRoutes.vote, { ...params(id), body: { choices } }, { token }),
            ),
          ),
        ),
      ),
    );
    const { voters, results } = await get(teacher, id);
    expect(voters).toBe(pupils.length);
    const ballots = await ballotsOf(id);
    expect(ballots).toHaveLength(pupils.length);
    for (const option of ids)
      expect(results?.counts[option]).toBe(
        ballots.filter(({ choices }) => choices.includes(option)).length,
      );
    const last = (news: Record<string, unknown>) =>
      JSON.stringify(news.results) === JSON.stringify(results);
    await ear.next('poll:changed', last);
    expect(ear.of('poll:changed').length).toBeLessThan(60);
  });
});
