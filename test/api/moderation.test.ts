import { authRoutes } from '@jembatan/shared/auth.contract';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import type { ActionKind, CaseView, Subject } from '@jembatan/shared/moderation.contract';
import { moderationRoutes as routes } from '@jembatan/shared/moderation.contract';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { file } from '@jembatan/shared/uploads.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { PersonOptions, TestPerson } from '../support/person.ts';
import { type Stack, startStack } from '../support/stack.ts';

const admin = { ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'a long enough one' };
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ environment: admin });
});
afterAll(() => stack[Symbol.asyncDispose]());

/** A class with an owner, a teacher of 9a, and students of 9a and 9b; the first of 9a wrote a post. */
async function school() {
  const owner = await stack.person();
  const { id } = await owner.call(communityRoutes.createCommunity, { body: { name: 'School' } });
  const join = async (
    role: 'student' | 'teacher',
    className: string,
    options: PersonOptions = {},
  ) => {
    const body = { role, class: className };
    const { code } = await owner.call(communityRoutes.createInvite, { params: { id }, body });
    const person = await stack.person({ age: role === 'student' ? 'minor' : 'adult', ...options });
    await person.call(communityRoutes.acceptInvite, { params: { code } });
    return person;
  };
  const teacher = await join('teacher', '9a');
  const [author, reader, other] = [
    await join('student', '9a'),
    await join('student', '9a'),
    await join('student', '9b'),
  ];
  const space = (await owner.call(communityRoutes.listSpaces, { params: { id } })).items[0];
  const body = { title: 'A thread', body: 'Something *mean*' };
  const { thread, post } = await author.call(threadRoutes.createThread, {
    params: { id: space?.id ?? '' },
    body,
  });
  return { id, owner, teacher, author, reader, other, thread, post, space };
}

type School = Awaited<ReturnType<typeof school>>;

const report = (person: TestPerson, subject: Subject, reason: 'bullying' | 'spam' = 'bullying') =>
  person.call(routes.createReport, { body: { subject, reason, note: 'Look' } });
const act = (person: TestPerson, action: ActionKind, subject: Subject & { in?: string }) => {
  const { in: communityId, ...about } = subject;
  const where = communityId ? { communityId } : {};
  return person.call(routes.act, { body: { action, subject: about, reason: 'Because', ...where } });
};
const queue = async (person: TestPerson, state: 'open' | 'closed' = 'open') =>
  (await person.call(routes.getQueue, { query: { state, limit: '100' } })).items;
const caseOf = async (
  person: TestPerson,
  { id }: { id: string },
  state: 'open' | 'closed' = 'open',
): Promise<CaseView | undefined> =>
  (await queue(person, state)).find(({ subject }) => subject.id === id);
const log = async (person: TestPerson, { id }: Pick<School, 'id'>) =>
  (await person.call(routes.getLog, { query: { communityId: id } })).items;

const postOf = ({ post }: School): Subject => ({ kind: 'post', id: post.id });
const threadOf = ({ thread }: School): Subject => ({ kind: 'thread', id: thread.id });
const personOf = ({ id }: TestPerson): Subject => ({ kind: 'person', id });

describe('a report', () => {
  test('joins the open case of its subject, which its staff see and nobody else', async () => {
    const here = await school();
    const { teacher, owner, author, reader, other, post } = here;
    await report(reader, postOf(here));
    await report(other, postOf(here), 'spam');
    await report(reader, postOf(here), 'spam');
    for (const staff of [teacher, owner]) {
      const one = await caseOf(staff, post);
      expect(one).toMatchObject({ communityId: here.id, communityName: 'School', state: 'open' });
      expect(one?.reports.map(({ reporter, reason }) => [reporter.id, reason])).toEqual([
        [other.id, 'spam'],
        [reader.id, 'spam'],
      ]);
      expect(one?.content).toMatchObject({
        title: 'A thread',
        number: 1,
        hidden: false,
        author: { id: author.id },
      });
      expect(one?.content.html).toContain('<em>mean</em>');
    }
    for (const person of [reader, author])
      expect((await problemOf(queue(person))).code).toBe('forbidden');
    const elsewhere = await school();
    expect(await caseOf(elsewhere.owner, post)).toBeUndefined();
    const asked = elsewhere.owner.call(routes.getQueue, { query: { communityId: here.id } });
    expect((await problemOf(asked)).code).toBe('not-found');
  });

  test('of what one may not see, or did oneself, is refused', async () => {
    const here = await school();
    const stranger = await stack.person();
    for (const subject of [postOf(here), threadOf(here), personOf(here.author)])
      expect((await problemOf(report(stranger, subject))).code).toBe('not-found');
    for (const kind of ['post', 'thread', 'person', 'file', 'session'] as const)
      expect((await problemOf(report(stranger, { kind, id: 'f'.repeat(24) }))).code).toBe(
        'not-found',
      );
    for (const subject of [postOf(here), threadOf(here), personOf(here.author)])
      expect((await problemOf(report(here.author, subject))).code).toBe('forbidden');
  });

  test('of a person goes to the staff of the communities both are in', async () => {
    const here = await school();
    const elsewhere = await school();
    const { code } = await elsewhere.owner.call(communityRoutes.createInvite, {
      params: { id: elsewhere.id },
      body: {},
    });
    await here.author.call(communityRoutes.acceptInvite, { params: { code } });
    await report(here.reader, personOf(here.author));
    expect(await caseOf(here.teacher, here.author)).toMatchObject({
      communityId: here.id,
      content: { title: here.author.person.displayName },
    });
    expect(await caseOf(elsewhere.owner, here.author)).toBeUndefined();
  });

  test('of a file or a session goes to the staff of its place, and a file is hidden with its posts', async () => {
    const here = await school();
    const { owner, author, reader, teacher, thread, id } = here;
    const form = new FormData();
    form.append('file', new Blob(['text']), 'notes.txt');
    const headers = { Authorization: `Bearer ${author.token}` };
    const answer = await fetch(`${stack.url}/api/v1/uploads`, {
      method: 'POST',
      body: form,
      headers,
    });
    const stored = file.parse(await answer.json());
    const body = `[notes](${stored.url})`;
    const reply = await author.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body },
    });
    const about = { kind: 'file', id: stored.id } as const;
    await report(reader, about);
    expect(await caseOf(teacher, stored)).toMatchObject({
      communityId: id,
      content: { title: 'notes.txt', number: 2 },
    });
    const text = async (person: TestPerson) =>
      (await person.call(threadRoutes.listPosts, { params: { id: thread.id } })).items.find(
        (post) => post.id === reply.id,
      )?.html;
    expect(await text(reader)).toContain('notes');
    await act(teacher, 'hide', about);
    expect(await text(reader)).toBe('');

    const planned = {
      communityId: id,
      title: 'A lesson',
      timeZone: 'Asia/Jakarta',
      durationMinutes: 30,
      startsAt: new Date(Date.now() + 3_600_000).toISOString(),
    };
    const session = await owner.call(sessionRoutes.createSession, { body: planned });
    await report(reader, { kind: 'session', id: session.id });
    expect(await caseOf(teacher, session)).toMatchObject({
      communityId: id,
      content: { title: 'A lesson' },
      can: ['dismiss'],
    });
  });

  test('of an adult by a stranger goes to the staff of the hub', async () => {
    const [adult, stranger] = await Promise.all([stack.person(), stack.person()]);
    await report(stranger, personOf(adult));
    const token = await adminToken();
    const { items } = await callApi(
      stack.url,
      routes.getQueue,
      { query: { limit: '100' } },
      { token },
    );
    expect(items.find(({ subject }) => subject.id === adult.id)).toMatchObject({
      communityId: null,
      can: ['dismiss'],
    });
  });
});

describe('what moderators do', () => {
  test('hides a post from all but staff, and shows it again', async () => {
    const here = await school();
    const { teacher, reader, author, thread, post } = here;
    await report(reader, postOf(here));
    const textFor = async (person: TestPerson) =>
      (await person.call(threadRoutes.listPosts, { params: { id: thread.id } })).items[0]?.html;
    expect((await caseOf(teacher, post))?.can).toEqual([
      'hide',
      'lock',
      'remove-member',
      'ban-member',
      'dismiss',
    ]);
    const line = await act(teacher, 'hide', postOf(here));
    expect(line).toMatchObject({
      action: 'hide',
      actor: { id: teacher.id },
      communityId: here.id,
      reason: 'Because',
    });
    expect(await textFor(reader)).toBe('');
    expect(await textFor(teacher)).toContain('mean');
    expect(await caseOf(teacher, post)).toBeUndefined();
    expect(await caseOf(teacher, post, 'closed')).toMatchObject({
      state: 'closed',
      earlierActions: 1,
      content: { hidden: true },
    });
    await act(teacher, 'restore', postOf(here));
    expect(await textFor(author)).toContain('mean');
  });

  test('hides a thread: it is gone for its readers, and opens again', async () => {
    const here = await school();
    const { teacher, reader, thread } = here;
    const open = () => reader.call(threadRoutes.getThread, { params: { id: thread.id } });
    await act(teacher, 'hide', threadOf(here));
    expect((await problemOf(open())).code).toBe('not-found');
    expect((await teacher.call(threadRoutes.getThread, { params: { id: thread.id } })).hidden).toBe(
      true,
    );
    await act(teacher, 'restore', threadOf(here));
    expect((await open()).hidden).toBe(false);
  });

  test('locks a thread against replies, and unlocks it', async () => {
    const here = await school();
    const { teacher, reader, thread } = here;
    const reply = () =>
      reader.call(threadRoutes.createPost, { params: { id: thread.id }, body: { body: 'Me too' } });
    await act(teacher, 'lock', postOf(here));
    expect((await problemOf(reply())).code).toBe('thread-locked');
    await act(teacher, 'unlock', threadOf(here));
    expect((await reply()).number).toBe(2);
  });

  test('removes a member, keeps one out, and lets one back', async () => {
    const here = await school();
    const { owner, author, id } = here;
    const { code } = await owner.call(communityRoutes.createInvite, { params: { id }, body: {} });
    const enter = () => author.call(communityRoutes.acceptInvite, { params: { code } });
    await act(owner, 'remove-member', postOf(here));
    expect((await enter()).membership?.role).toBe('student');
    await act(owner, 'ban-member', { ...personOf(author), in: id });
    expect((await problemOf(enter())).code).toBe('banned');
    await act(owner, 'unban-member', { ...personOf(author), in: id });
    expect((await enter()).membership?.role).toBe('student');
  });

  test('against minors reaches the own class only', async () => {
    const here = await school();
    const { teacher, owner, other, author, id } = here;
    for (const action of ['remove-member', 'ban-member'] as const)
      expect((await problemOf(act(teacher, action, { ...personOf(other), in: id }))).code).toBe(
        'forbidden',
      );
    await act(teacher, 'remove-member', { ...personOf(author), in: id });
    await act(owner, 'remove-member', { ...personOf(other), in: id });
  });

  test('needs the right to it, whoever else has one', async () => {
    const here = await school();
    const elsewhere = await school();
    for (const action of [
      'hide',
      'restore',
      'lock',
      'unlock',
      'remove-member',
      'ban-member',
      'unban-member',
      'dismiss',
    ] as const) {
      for (const person of [here.reader, elsewhere.owner])
        expect((await problemOf(act(person, action, postOf(here)))).code).toBe('not-found');
      const foreign = act(elsewhere.owner, action, { ...personOf(here.author), in: here.id });
      expect((await problemOf(foreign)).code).toBe('not-found');
      const astray = act(elsewhere.owner, action, { ...personOf(here.author), in: elsewhere.id });
      if (action !== 'dismiss') expect((await problemOf(astray)).code).toBe('forbidden');
    }
    const own = act(here.teacher, 'hide', { kind: 'post', id: 'f'.repeat(24) });
    expect((await problemOf(own)).code).toBe('not-found');
  });

  test('is answered the same again under one Idempotency-Key, also when it cannot be done twice', async () => {
    const here = await school();
    const send = () =>
      here.owner.call(
        routes.act,
        {
          body: {
            action: 'remove-member',
            subject: personOf(here.author),
            communityId: here.id,
            reason: '',
          },
        },
        { headers: { 'Idempotency-Key': 'out' } },
      );
    const first = await send();
    expect(await send()).toEqual(first);
  });

  test('staff of the hub act everywhere', async () => {
    const here = await school();
    await report(here.reader, postOf(here));
    const token = await adminToken();
    const body = { action: 'hide', subject: postOf(here), reason: '' } as const;
    expect(await callApi(stack.url, routes.act, { body }, { token })).toMatchObject({
      action: 'hide',
      communityId: here.id,
    });
    expect(await caseOf(here.teacher, here.post)).toBeUndefined();
  });
});

describe('the log', () => {
  test('holds every act and those done elsewhere, for the staff of the place', async () => {
    const here = await school();
    const { owner, teacher, author, reader, other, thread, id } = here;
    await act(teacher, 'hide', postOf(here));
    await act(teacher, 'dismiss', threadOf(here));
    await owner.call(threadRoutes.changeThread, {
      params: { id: thread.id },
      body: { locked: true },
    });
    await owner.call(communityRoutes.changeMember, {
      params: { id, personId: reader.id },
      body: { role: 'teacher' },
    });
    await owner.call(communityRoutes.removeMember, { params: { id, personId: other.id } });
    await owner.call(threadRoutes.deletePost, { params: { id: here.post.id } });
    await author.call(communityRoutes.leaveCommunity, { params: { id } });
    const expected = ['hide', 'dismiss', 'lock', 'change-member', 'remove-member', 'delete-post'];
    await eventually(async () => {
      const actions = (await log(owner, here))
        .map(({ action }) => action)
        .filter((action) => action !== 'make-invite');
      return actions.toSorted().join() === expected.toSorted().join() || `so far ${actions.join()}`;
    });
    const entries = await log(teacher, here);
    expect(entries.filter(({ action }) => action === 'make-invite')).toHaveLength(4);
    expect(entries.find(({ action }) => action === 'change-member')).toMatchObject({
      actor: { id: owner.id },
      subject: { kind: 'person', id: reader.id },
      facts: { before: { role: 'student', class: '9a' }, after: { role: 'teacher', class: '9a' } },
    });
    expect(JSON.stringify(entries)).not.toMatch(/"code"/);
    const elsewhere = await school();
    expect((await problemOf(log(elsewhere.owner, here))).code).toBe('not-found');
    expect((await problemOf(log(author, here))).code).toBe('forbidden');
  });

  test('is read page by page, newest first', async () => {
    const here = await school();
    for (let n = 0; n < 3; n += 1) await act(here.teacher, 'dismiss', threadOf(here));
    await eventually(
      async () => (await log(here.owner, here)).length === 7 || 'the invitations are not there yet',
    );
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { communityId: here.id, limit: '2', ...(cursor && { cursor }) };
      const page: { items: { id: string }[]; nextCursor: string | null } = await here.owner.call(
        routes.getLog,
        { query },
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([...new Set(seen)].sort().toReversed());
    expect(seen).toHaveLength(7);
  });
});

async function adminToken(): Promise<string> {
  const body = { login: admin.ADMIN_EMAIL, password: admin.ADMIN_PASSWORD };
  return (await callApi(stack.url, authRoutes.login, { body })).accessToken;
}
