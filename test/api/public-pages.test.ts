import { once } from 'node:events';
import { request } from 'node:http';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let owner: TestPerson;
let open: Ground;
let closed: Ground;

beforeAll(async () => {
  stack = await startStack();
  owner = await stack.person({ displayName: 'Ibu Sari <b>' });
  open = await makeGround(owner, { name: 'Rivers & us', reading: 'everyone' });
  closed = await makeGround(owner, { name: 'Secret circle', reading: 'members' });
});
afterAll(() => stack[Symbol.asyncDispose]());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(stack.url + path, { headers: { Accept: 'text/html', ...headers } });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** What a browser without script shows: the body without its markup. */
const seen = (html: string) =>
  html
    .slice(html.indexOf('<body'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('a public thread without script', () => {
  it('reads: its posts, who wrote them, and the way back', async () => {
    const { thread } = await startThread(owner, open.space, { title: 'Where water goes' });
    await reply(owner, thread, 'It goes **down** to the sea.');
    const page = await get(`/t/${thread.id}`);
    expect(page.status).toBe(200);
    expect(seen(page.text)).toContain('Where does your water come from?');
    expect(page.text).toContain('It goes <strong>down</strong> to the sea.');
    expect(seen(page.text)).toContain('Ibu Sari &lt;b>');
    expect(page.text).toContain(`href="/c/${open.community.id}/`);
    expect(page.text).toMatch(/<link rel="stylesheet"[^>]+threads/);
  });

  it('speaks the reader’s language, in its direction, and another one when asked', async () => {
    const { thread } = await startThread(owner, open.space);
    const arabic = await get(`/t/${thread.id}`, { 'Accept-Language': 'ar-EG,en;q=0.5' });
    expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
    expect(arabic.headers.get('vary')).toContain('Accept-Language');
    const german = await get(`/t/${thread.id}?lang=de`, { 'Accept-Language': 'ar' });
    expect(german.text).toContain('<html lang="de" dir="ltr">');
  });

  it('goes on by links, and prints as a whole', async () => {
    const { thread } = await startThread(owner, open.space, { title: 'Long' });
    for (let n = 2; n <= 25; n += 1) await reply(owner, thread, `Answer ${n}`);
    const first = await get(`/t/${thread.id}/long`);
    expect(first.text).toContain(`rel="next" href="/t/${thread.id}/long?page=2"`);
    expect(first.text).not.toContain('Answer 21');
    const second = await get(`/t/${thread.id}/long?page=2`);
    expect(second.text).toContain('Answer 21');
    expect(second.text).toContain(`<link rel="canonical" href="/t/${thread.id}/long?page=2">`);
    expect(second.text).not.toContain('Answer 20<');
    const whole = await get(`/t/${thread.id}/long?print`);
    for (const n of [2, 20, 25]) expect(whole.text).toContain(`Answer ${n}`);
    // The client shows the posts in sight only; what is for paper stays.
    expect(first.text).toContain('<script type="module"');
    expect(whole.text).not.toContain('type="module"');
    expect(whole.text).not.toContain('modulepreload');
    for (const page of ['0', '3', 'x', '1.5'])
      expect((await get(`/t/${thread.id}/long?page=${page}`)).status).toBe(404);
  });

  it('FMT-3 a hostile title and text stay text, in the head and in the data for machines too', async () => {
    const title = '</title><script>boom()</script><img src=q onerror=boom()>';
    const { thread } = await startThread(owner, open.space, { title, body: title });
    const { text } = await get(`/t/${thread.id}`);
    expect(text).not.toContain('<script>boom');
    expect(text).not.toMatch(/<img[^>]+onerror/);
    expect(text.match(/<\/title>/g)).toHaveLength(1);
  });

  it('is not sent again to whoever has it', async () => {
    const { thread } = await startThread(owner, open.space);
    const path = `/t/${thread.id}/${thread.slug}`;
    const page = await get(path);
    // Not by fetch, which asks for a fresh copy whenever it is told what there is already.
    const asked = request(stack.url + path, {
      headers: { 'If-None-Match': page.headers.get('etag') ?? '' },
    });
    asked.end();
    const [again] = await once(asked, 'response');
    again.resume();
    expect(again.statusCode).toBe(304);
  });
});

it('a public community and forum read without script', async () => {
  const { thread } = await startThread(owner, open.space, { title: 'Who lives upstream' });
  const community = await get(`/c/${open.community.id}`);
  expect(seen(community.text)).toContain('Rivers &amp; us');
  expect(community.text).toContain(`/spaces/${open.space.id}/`);
  const space = await get(`/spaces/${open.space.id}`);
  expect(space.text).toContain(`/t/${thread.id}/who-lives-upstream`);
});

describe('the hub itself without script', () => {
  it('says what it is and which communities are open, in each language under its own address', async () => {
    const start = await get('/', { 'Accept-Language': 'id' });
    expect(start.status).toBe(200);
    expect(start.text).toContain('<html lang="id" dir="ltr">');
    expect(seen(start.text)).toContain('Tempat kelas dari seluruh dunia bertemu');
    expect(seen(start.text)).toContain('Rivers &amp; us');
    expect(start.text).not.toContain('Secret circle');
    expect(start.text).toContain('<link rel="canonical" href="/">');
    expect(start.text).toContain('property="og:title" content="Tempat kelas');
    const german = await get('/?lang=de', { 'Accept-Language': 'id' });
    expect(german.text).toContain('<html lang="de" dir="ltr">');
    expect(german.text).toContain('<link rel="canonical" href="/?lang=de">');
    for (const tag of ['en', 'id', 'de', 'ar'])
      expect(german.text).toContain(`hreflang="${tag}" href="${stack.url}/?lang=${tag}"`);
  });

  it('keeps a language that was chosen by link, and nothing else', async () => {
    const chosen = await get('/communities?lang=ar&keep');
    const [cookie = ''] = (chosen.headers.get('set-cookie') ?? '').split(';');
    expect(cookie).toBe('jembatan_language=ar');
    expect((await get('/', { cookie, 'Accept-Language': 'de' })).text).toContain('lang="ar"');
    expect((await get('/?lang=de')).headers.get('set-cookie')).toBeNull();
    const hostile = await get(`/?lang=${encodeURIComponent('"><script>boom()</script>')}&keep`);
    expect(hostile.headers.get('set-cookie')).toBeNull();
    expect(hostile.text).not.toContain('boom()');
  });

  it('lists every public community once, page by page', async () => {
    const names = Array.from({ length: 35 }, (_, n) => `Zebra ${String(n).padStart(2, '0')}`);
    for (const name of names) await makeGround(owner, { name, reading: 'everyone' });
    expect((await get('/')).text).toMatch(/href="\/communities"[^>]*>All open communities/);
    const found: string[] = [];
    let path: string | undefined = '/communities';
    while (path) {
      const page: Awaited<ReturnType<typeof get>> = await get(path);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`<link rel="canonical" href="${path}">`);
      found.push(...(seen(page.text).match(/Zebra \d\d/g) ?? []));
      path = /rel="next" href="(\/communities\?after=[^"]+)"/.exec(page.text)?.[1];
    }
    expect(found).toEqual(names);
  });
});

describe('feeds and lists for search engines', () => {
  it('tell what is new in public places', async () => {
    const { thread } = await startThread(owner, open.space, { title: 'Fish & <chips>' });
    await reply(owner, thread, 'A reply & more');
    const feed = await get(`/feeds/t/${thread.id}`);
    expect(feed.headers.get('content-type')).toContain('application/atom+xml');
    expect(feed.text).toContain('<title>Fish &amp; &lt;chips&gt;</title>');
    expect(feed.text.match(/<entry/g)).toHaveLength(2);
    expect((await get(`/feeds/spaces/${open.space.id}`)).text).toContain('Fish &amp; ');
    expect((await get(`/feeds/c/${open.community.id}`)).text).toContain('Fish &amp; ');
    const map = await get('/sitemap.xml');
    expect(map.text).toContain('/sitemaps/places-1.xml');
    expect((await get('/sitemaps/places-1.xml')).text).toContain(`/c/${open.community.id}/`);
    const threads = (await get('/sitemaps/threads-0.xml')).text;
    const { lastActivityAt } = await owner.call(threadRoutes.getThread, {
      params: { id: thread.id },
    });
    expect(threads).toContain(
      `/t/${thread.id}/${thread.slug}</loc><lastmod>${lastActivityAt}</lastmod>`,
    );
    expect((await get('/robots.txt')).text).toContain('Sitemap: http');
  });

  it('go on to what is older, each entry once, by activity whatever is pinned', async () => {
    const long = await makeGround(owner, { name: 'Long', reading: 'everyone' });
    const { thread } = await startThread(owner, long.space, { title: 'Pinned' });
    await owner.call(threadRoutes.changeThread, {
      params: { id: thread.id },
      body: { pinned: true },
    });
    for (let n = 1; n <= 64; n += 1) await startThread(owner, long.space, { title: `Topic ${n}` });
    for (let n = 2; n <= 64; n += 1) await reply(owner, thread, `Answer ${n}`);
    for (const [path, count] of [
      [`/feeds/spaces/${long.space.id}`, 65],
      [`/feeds/c/${long.community.id}`, 65],
      [`/feeds/t/${thread.id}`, 64],
    ] as const) {
      const ids: string[] = [];
      let next: string | undefined = path;
      while (next) {
        const { status, text }: { status: number; text: string } = await get(next);
        expect(status).toBe(200);
        expect(text).toContain(`<id>${stack.url}${path}</id>`);
        ids.push(...[...text.matchAll(/<entry[^>]*><id>([^<]+)/g)].map(([, id]) => id ?? ''));
        next = /rel="next"[^>]*href="http:\/\/[^/]+([^"]+)"/.exec(text)?.[1];
      }
      expect(new Set(ids).size).toBe(count);
      expect(ids).toHaveLength(count);
      expect(ids[0]).toContain(`/t/${thread.id}`);
    }
    for (const after of ['0', 'x', '-1', 'AAAA'])
      expect((await get(`/feeds/t/${thread.id}?after=${after}`)).status).toBe(404);
    expect((await get(`/feeds/c/${long.community.id}?after=x`)).status).toBe(404);
  });

  it('know an entry again when its title has changed', async () => {
    const { thread } = await startThread(owner, open.space, { title: 'Before' });
    const idsOf = async () =>
      [...(await get(`/feeds/t/${thread.id}`)).text.matchAll(/<entry[^>]*><id>([^<]+)/g)].map(
        ([, id]) => id,
      );
    const before = await idsOf();
    await owner.call(threadRoutes.changeThread, {
      params: { id: thread.id },
      body: { title: 'After' },
    });
    expect(before).toHaveLength(1);
    expect(await idsOf()).toEqual(before);
  });

  it('name addresses that lead on, also of a community whose name has no letters', async () => {
    const { community } = await makeGround(owner, { name: '🌉', reading: 'everyone' });
    const { text } = await get('/sitemaps/places-1.xml');
    expect(text).toContain(`/c/${community.id}</loc>`);
  });

  it('PERM-1 are the same for what only people with an account may read', async () => {
    const inner = await makeGround(owner, { name: 'Inner secret', reading: 'signed-in' });
    const { thread } = await startThread(owner, inner.space, { title: 'Secret orbit' });
    const missing = 'f'.repeat(24);
    for (const [path, other] of [
      [`/t/${thread.id}`, `/t/${missing}`],
      [`/c/${inner.community.id}`, `/c/${missing}`],
      [`/feeds/t/${thread.id}`, `/feeds/t/${missing}`],
      [`/feeds/spaces/${inner.space.id}`, `/feeds/spaces/${missing}`],
      [`/feeds/c/${inner.community.id}`, `/feeds/c/${missing}`],
    ] as const) {
      const { status, text } = await get(path);
      const nothing = await get(other);
      expect([path, status, text]).toEqual([path, nothing.status, nothing.text]);
    }
    for (const path of ['/sitemap.xml', '/sitemaps/places-1.xml', '/sitemaps/threads-0.xml'])
      for (const id of [inner.community.id, inner.space.id, thread.id])
        expect((await get(path)).text).not.toContain(id);
  });

  it('PERM-1 say nothing of what is not public, also once it is closed', async () => {
    const { thread } = await startThread(owner, closed.space, { title: 'Very secret orbit' });
    const paths = [
      `/t/${thread.id}`,
      `/t/${thread.id}?print`,
      `/feeds/t/${thread.id}`,
      `/feeds/spaces/${closed.space.id}`,
      `/feeds/c/${closed.community.id}`,
      ...['/sitemap.xml', '/sitemaps/places-1.xml', '/sitemaps/threads-0.xml'],
    ];
    for (const path of paths) {
      const page = await get(path);
      expect([path, page.text]).toEqual([path, expect.not.stringMatching(/secret|orbit/i)]);
      expect(page.text).not.toContain(closed.community.id);
    }
    const soon = await makeGround(owner, { name: 'Open for now', reading: 'everyone' });
    expect((await get(`/feeds/c/${soon.community.id}`)).status).toBe(200);
    await owner.call(communityRoutes.changeCommunity, {
      params: { id: soon.community.id },
      body: { reading: 'members' },
    });
    expect((await get(`/feeds/c/${soon.community.id}`)).status).toBe(404);
    expect((await get('/sitemaps/places-1.xml')).text).not.toContain(soon.community.id);
  });
});
