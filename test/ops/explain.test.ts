import { apiBase, appRoutes } from '@jembatan/shared/app.protocol';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import type { Route } from '@jembatan/shared/contract/route';
import { draftRoutes } from '@jembatan/shared/drafts.contract';
import { threadId } from '@jembatan/shared/ids';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { pollRoutes } from '@jembatan/shared/polls.contract';
import { readingRoutes } from '@jembatan/shared/reading.contract';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { tagRoutes } from '@jembatan/shared/tags.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { type Db, MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, reply, startThread } from '../support/places.ts';
import { type OwnService, startOwnMongod } from '../support/services.ts';
import { type Stack, startStack } from '../support/stack.ts';

let mongod: OwnService;
let stack: Stack;
let client: MongoClient;
let db: Db;
let admin: string;
let teacher: TestPerson;
let student: TestPerson;
let names: Record<string, string>;

const [adminEmail, adminPassword] = ['admin@example.org', 'correct horse battery'];

beforeAll(async () => {
  mongod = await startOwnMongod();
  stack = await startStack({
    mongoUrl: mongod.url,
    environment: { ADMIN_EMAIL: adminEmail, ADMIN_PASSWORD: adminPassword },
  });
  client = await new MongoClient(mongod.url).connect();
  db = client.db();
  [teacher, student] = [await stack.person(), await stack.person()];
  const { community, space } = await makeGround(teacher, {
    members: [student],
    reading: 'everyone',
  });
  const { thread, post } = await startThread(teacher, space, {
    ...{ title: 'Water', body: 'Rain and rivers', kind: 'question', tags: ['science'] },
    poll: { kind: 'ranked', options: ['Rain', 'Snow'], anonymous: false, show: 'always' },
  });
  for (let n = 0; n < 30; n += 1) await reply(n % 2 ? teacher : student, thread, `rain ${n}`);
  // What others wrote in it is for those who have answered.
  const { thread: asking } = await teacher.call(threadRoutes.createThread, {
    params: { id: space.id },
    body: { title: 'Think first', body: 'rain', answerFirst: true },
  });
  await reply(student, asking, 'rain and rivers');
  const group = await teacher.call(communityRoutes.createGroup, {
    params: { id: community.id },
    body: { name: 'Group' },
  });
  // A forum with all that narrows what its readers see.
  await student.call(communityRoutes.joinGroup, { params: { id: group.id } });
  await teacher.call(communityRoutes.changeSpace, {
    params: { id: space.id },
    body: { separateGroups: true, pseudonyms: true, slowSeconds: 1 },
  });
  await student.call(threadRoutes.createThread, {
    params: { id: space.id },
    body: { title: 'Ours', body: 'rain again', groupId: group.id, pseudonym: true },
  });
  // A tag whose threads have yet to follow is asked for by both of its names.
  await teacher.call(tagRoutes.changeTag, {
    params: { id: community.id, tag: 'science' },
    body: { aliases: ['wissen', 'natural science'], name: 'sciences' },
  });
  const session = await teacher.call(sessionRoutes.createSession, {
    body: {
      ...{ communityId: community.id, title: 'Meeting', timeZone: 'UTC', durationMinutes: 30 },
      startsAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
  });
  await student.call(pollRoutes.vote, { params: { id: post.id }, body: { choices: ['1a'] } });
  await student.call(readingRoutes.setBookmark, { params: { id: post.id }, body: {} });
  await student.call(draftRoutes.saveDraft, {
    params: { kind: 'reply', id: thread.id },
    body: { text: 'rain', key: 'explained' },
  });
  const login = await fetch(`${stack.url}${apiBase}/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login: adminEmail, password: adminPassword, device: 'explain' }),
  });
  admin = ((await login.json()) as { accessToken: string }).accessToken;
  names = {
    ...{ communities: community.id, groups: group.id, spaces: space.id, threads: thread.id },
    ...{ posts: post.id, sessions: session.id, people: student.person.handle, lang: 'de' },
  };
});
afterAll(async () => {
  await client.close();
  await stack[Symbol.asyncDispose]();
  await mongod[Symbol.asyncDispose]();
});

/** Questions besides the plain one. */
const queries: Record<string, string[]> = {
  '/threads/:id/posts': [
    ...['from=5', 'from=20&dir=back', 'last=1', 'since=3', 'at=2020-01-01T00:00:00Z'],
  ],
  '/posts/:id/poll/votes': ['option=1a', 'limit=1'],
  '/communities/:id/tag-suggestions': ['q=sci', 'q=natural+sci', 'q=wissen'],
  '/communities/:id/tags': ['limit=1'],
  '/posts/:id/revisions': ['order=newest&limit=1', 'limit=1'],
  '/threads/:id/branches': ['limit=1', 'of=1', 'of=1&after=2&self', 'after=5'],
  '/spaces/:id/similar-threads': ['title=rain+and+water', 'title=rain'],
  '/spaces/:id/threads': [
    ...['groupId=GROUP', 'limit=1', 'order=created', 'limit=1&order=created'],
    ...['order=reactions', 'limit=1&order=reactions', 'groupId=GROUP&order=reactions'],
    ...['tag=science', 'tag=wissen', 'tag=science&order=created'],
    ...['tag=science&order=reactions', 'tag=wissen&order=reactions', 'tag=wissen&order=created'],
  ],
  '/communities': ['mine=true'],
  '/search': [
    ...['q=rain', 'q=rain+rivers', 'q=%22rain+and%22', 'q=ri*', 'q=rain+-rivers', 'q=ri*+rain'],
    ...['q=&tag=science', 'q=rain&tag=science', 'q=rain+kind:question', 'q=kind:question'],
    ...['q=is:unanswered', 'q=rain&order=date&lang=en', 'q=rain+has:picture', 'q=has:file'],
    ...['q=after:2020-01-01', 'q=before:2030-01-01+rain', 'q=p&in=people'],
    ...['q=rain&in=communities', 'q=rain&in=sessions', 'q=rain&in=files'],
    ...['q=author:HANDLE', 'q=author:HANDLE+rain', 'q=&spaceId=SPACE', 'q=rain&spaceId=SPACE'],
  ],
  '/search/suggestions': ['q=ri', 'q=rain+ri', 'q=s'],
  '/sessions': ['communityId=COMMUNITY', 'from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z'],
  '/moderation/queue': ['communityId=COMMUNITY'],
  '/moderation/log': ['communityId=COMMUNITY'],
};

/** Parameters that are no ids. */
const named: Record<string, string> = { lang: 'de', kind: 'reply', tag: 'science' };

function addressesOf({ path }: Route): string[] {
  const kind = path.split('/')[1] ?? '';
  const filled = path.replace(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(named[name] ?? names[kind] ?? '0'.repeat(24)),
  );
  const said = (query: string) =>
    query
      .replace('HANDLE', names.people ?? '')
      .replace('SPACE', names.spaces ?? '')
      .replace('GROUP', names.groups ?? '')
      .replace('COMMUNITY', names.communities ?? '');
  return [filled, ...(queries[path] ?? []).map((query) => `${filled}?${said(query)}`)];
}

/** A plan that reads a whole collection, or puts what it found in order afterwards. */
interface Profiled {
  ns: string;
  planSummary?: string;
  hasSortStage?: boolean;
  command: Record<string, unknown>;
}

/** Does something with the profiler on, and answers what was badly asked meanwhile. */
async function badPlansIn(work: () => Promise<void>): Promise<string[]> {
  await db.command({ profile: 0 });
  await db
    .collection('system.profile')
    .drop()
    .catch(() => undefined);
  await db.createCollection('system.profile', { capped: true, size: 64 * 1024 * 1024 });
  await db.command({ profile: 2 });
  await work();
  await db.command({ profile: 0 });
  const bad = await db
    .collection<Profiled>('system.profile')
    .find({ $or: [{ planSummary: /COLLSCAN/ }, { hasSortStage: true }] })
    .toArray();
  return bad
    .filter(({ ns }) => !ns.endsWith('system.profile'))
    .map(({ ns, planSummary, command }) => {
      const { filter, sort, pipeline, q } = command;
      return `${ns.split('.').at(-1)} ${planSummary} ${JSON.stringify({ filter, sort, pipeline, q })}`;
    });
}

/** Asks everything as one reader. */
const badPlansOf = (token: string | null): Promise<string[]> =>
  badPlansIn(async () => {
    const answers: number[] = [];
    for (const route of Object.values(appRoutes).filter(({ method }) => method === 'GET'))
      for (const address of addressesOf(route)) {
        const answer = await fetch(`${stack.url}${apiBase}${address}`, {
          headers: token ? { Authorization: `Bearer ${token}` } : {},
        });
        expect(answer.status, address).toBeLessThan(500);
        answers.push(answer.status);
      }
    expect(answers.filter((status) => status === 200).length).toBeGreaterThan(token ? 30 : 2);
  });

it('no question of a member, a teacher or an admin reads a whole collection or sorts in memory', async () => {
  for (const token of [student.token, teacher.token, admin])
    expect(await badPlansOf(token)).toEqual([]);
});

it('nor do those of a visitor', async () => {
  expect(await badPlansOf(null)).toEqual([]);
});

it('nor do public pages and lists of tags, nor telling those whose role is called', async () => {
  const { communities, threads, spaces } = names;
  const work = async () => {
    const paths = [
      ...['sitemap.xml', 'sitemaps/tags-1.xml', `feeds/c/${communities}/tags/sciences`],
      ...[`communities/${communities}/tags/sciences`, `spaces/${spaces}?tag=wissen`],
    ];
    for (const path of paths) {
      const answer = await fetch(`${stack.url}/${path}`, { headers: { Accept: 'text/html' } });
      expect([path, answer.status]).toEqual([path, 200]);
    }
    await reply(teacher, { id: threadId.parse(threads) }, 'Come, @everyone and @teachers!');
    await eventually(async () => {
      const { items } = await student.call(notificationRoutes.listNotifications, { query: {} });
      return items.some(({ reason }) => reason === 'mention') || 'the call is not heard yet';
    });
  };
  expect(await badPlansIn(work)).toEqual([]);
});
