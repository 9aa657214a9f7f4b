import { communityRoutes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { tagRoutes } from '@jembatan/shared/tags.contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let owner: TestPerson;
let open: Ground;

beforeAll(async () => {
  stack = await startStack();
  owner = await stack.person({ displayName: 'Ibu Sari' });
  open = await makeGround(owner, { name: 'Rivers & us', reading: 'everyone' });
});
afterAll(() => stack[Symbol.asyncDispose]());

const get = async (path: string) => {
  const response = await fetch(stack.url + path, {
    headers: { Accept: 'text/html' },
    redirect: 'manual',
  });
  const location = response.headers.get('location');
  return { status: response.status, location, text: await response.text() };
};

const pathOf = ({ community }: Ground, name: string) =>
  `/communities/${community.id}/tags/${encodeURIComponent(name)}`;
const feedOf = ({ community }: Ground, name: string) =>
  `/feeds/c/${community.id}/tags/${encodeURIComponent(name)}`;

it('a tag of a public community reads without script, and says what and where it is', async () => {
  const { thread } = await startThread(owner, open.space, {
    title: 'Ice & snow',
    tags: ['winter'],
  });
  await owner.call(tagRoutes.changeTag, {
    params: { id: open.community.id, tag: 'winter' },
    body: { description: 'What is <cold>', aliases: ['الشتاء'] },
  });
  const path = pathOf(open, 'winter');
  const page = await get(path);
  expect(page.status).toBe(200);
  expect(page.text).toContain(`href="/t/${thread.id}/${thread.slug}"`);
  expect(page.text).toContain('<title>#winter · Rivers &amp; us · Jembatan</title>');
  expect(page.text).toContain(`<link rel="canonical" href="${path}">`);
  expect(page.text).toContain('<meta property="og:title" content="#winter · Rivers &amp; us">');
  expect(page.text).toContain('content="What is &lt;cold>"');
  expect(page.text).toContain(
    `<link rel="alternate" type="application/atom+xml" title="#winter · Rivers &amp; us" href="${stack.url}${feedOf(open, 'winter')}">`,
  );
  expect(page.text).toMatch(/<link rel="stylesheet"[^>]+threads/i);
  const arabic = await get(`${path}?lang=ar`);
  expect(arabic.text).toContain('<html lang="ar" dir="rtl">');

  // Another name leads to the first one, with what else was asked for.
  for (const other of ['الشتاء', 'WINTER'])
    expect(await get(`${pathOf(open, other)}?lang=de`)).toMatchObject({
      status: 302,
      location: `${path}?lang=de`,
    });
  expect(await get(feedOf(open, 'الشتاء'))).toMatchObject({
    status: 302,
    location: feedOf(open, 'winter'),
  });
  const feed = await get(feedOf(open, 'winter'));
  expect(feed.text).toContain('<title>Ice &amp; snow</title>');
  expect(feed.text).toContain(
    `<link rel="alternate" type="text/html" href="${stack.url}${path}"/>`,
  );
  expect((await get('/sitemap.xml')).text).toContain('/sitemaps/tags-1.xml');
  expect((await get('/sitemaps/tags-1.xml')).text).toContain(`<loc>${stack.url}${path}</loc>`);
});

it('a name of any signs and script is an address that leads to itself', async () => {
  for (const name of ['c#', 'and/or', '50% off?', 'a+b & c', 'ภาษา', 'مياه']) {
    await startThread(owner, open.space, { title: `About ${name}`, tags: [name] });
    const path = pathOf(open, name);
    const page = await get(path);
    expect([name, page.status]).toEqual([name, 200]);
    expect(page.text).toContain(`<link rel="canonical" href="${path.replaceAll('&', '&amp;')}">`);
    expect((await get(feedOf(open, name))).status).toBe(200);
    expect((await get('/sitemaps/tags-1.xml')).text).toContain(`${path}</loc>`);
  }
  for (const path of ['%', '%ff', '%00', '..', 'x'.repeat(500)])
    expect((await get(`/communities/${open.community.id}/tags/${path}`)).status).toBeLessThan(500);
});

it('page and feed go on by links to what is older, each topic once', async () => {
  const long = await makeGround(owner, { name: 'Long', reading: 'everyone' });
  for (let n = 1; n <= 35; n += 1)
    await startThread(owner, long.space, { title: `Topic ${n}`, tags: ['water'] });
  const read = async (start: string, links: RegExp, next: RegExp) => {
    const found: string[] = [];
    for (let path: string | undefined = start; path; ) {
      const { status, text }: { status: number; text: string } = await get(path);
      expect(status).toBe(200);
      found.push(...[...text.matchAll(links)].map(([, id]) => id ?? ''));
      path = next.exec(text)?.[1];
    }
    expect(found).toHaveLength(35);
    expect(new Set(found).size).toBe(35);
  };
  await read(
    pathOf(long, 'water'),
    /<h2[^>]*><a href="\/t\/([0-9a-f]{24})/g,
    /<a rel="next" href="([^"]+)"/,
  );
  await read(
    feedOf(long, 'water'),
    /<entry[^>]*><id>[^<]+\/t\/([0-9a-f]{24})/g,
    /rel="next"[^>]*href="http:\/\/[^/]+([^"]+)"/,
  );
  expect((await get(`${feedOf(long, 'water')}?after=x`)).status).toBe(404);
});

it('a forum narrowed to a tag is so without script as well', async () => {
  await startThread(owner, open.space, { title: 'Only this', tags: ['narrow'] });
  const { text } = await get(`/spaces/${open.space.id}/${open.space.slug}?tag=narrow`);
  expect(text.match(/<h2[^>]*><a href="\/t\//g)).toHaveLength(1);
  expect(text).toContain(
    `<link rel="canonical" href="/spaces/${open.space.id}/${open.space.slug}">`,
  );
});

it('PERM-1 says nothing of a tag that no visitor may see, and the same as of a missing one', async () => {
  const closed = await makeGround(owner, { name: 'Secret circle', reading: 'members' });
  await startThread(owner, closed.space, { title: 'Very secret orbit', tags: ['orbit'] });
  const staff = await owner.call(communityRoutes.createSpace, {
    params: { id: open.community.id },
    body: { name: 'Staff', rights: { read: ['teacher', 'moderator', 'owner'] } },
  });
  await startThread(owner, staff, { title: 'Exam secret', tags: ['exam'] });
  const { thread } = await startThread(owner, open.space, { title: 'Gone', tags: ['gone'] });
  const subject = { kind: 'thread' as const, id: thread.id };
  await owner.call(moderationRoutes.act, { body: { action: 'hide', subject } });
  for (const [ground, name] of [
    [closed, 'orbit'],
    [open, 'exam'],
    [open, 'gone'],
  ] as const)
    for (const of of [pathOf, feedOf]) {
      const hidden = await get(of(ground, name));
      const missing = await get(of(ground, 'never-there'));
      expect([name, hidden.status, hidden.text]).toEqual([name, missing.status, missing.text]);
      expect(hidden.text).not.toMatch(/secret|orbit|exam/i);
    }
  const list = (await get('/sitemaps/tags-1.xml')).text;
  expect(list).not.toMatch(/orbit|exam|gone/);
  expect(list).not.toContain(closed.community.id);
});
