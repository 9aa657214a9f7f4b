import { previewRoutes } from '@jembatan/shared/previews.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import {
  bomb,
  endless,
  type HostileWeb,
  page,
  redirectTo,
  startHostileWeb,
  trickle,
} from '../support/hostile-web.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let web: HostileWeb;
let stack: Stack;
let siti: TestPerson;
let ground: Ground;

const secret = page('<title>Secret</title>');

beforeAll(async () => {
  const picture = await sharp({
    create: { width: 900, height: 600, channels: 3, background: 'teal' },
  })
    .png()
    .toBuffer();
  web = await startHostileWeb({
    '/page': page(
      '<title>t</title><meta property="og:title" content="Rivers &lt;b&gt;"><meta property="og:description" content="Long"><meta property="og:site_name" content="Atlas"><meta property="og:image" content="/r.png">',
    ),
    '/w/Old_(city)': page('<title>Old city</title>'),
    '/r.png': (res) => void res.writeHead(200, { 'Content-Type': 'image/png' }).end(picture),
    '/svg': page('<title>Drawn</title><meta property="og:image" content="/evil.svg">'),
    '/evil.svg': (res) =>
      void res
        .writeHead(200, { 'Content-Type': 'image/png' })
        .end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    '/last': page('<title>The end of the road</title>'),
    '/moved': redirectTo('/last'),
    '/endless': endless,
    '/trickle': trickle,
    '/bomb': bomb,
    '/loop': redirectTo((req) => `/loop?${Number(req.url?.split('?')[1] ?? 0) + 1}`),
    '/inward': redirectTo(() => web.at('/secret', '127.0.0.1')),
    '/inward6': redirectTo(() => web.at('/secret', '[::ffff:127.0.0.1]')),
    '/decimal': redirectTo(() => web.at('/secret', '2130706433')),
    '/named': redirectTo(() => web.at('/secret', 'localhost')),
    '/file': redirectTo('file:///etc/passwd'),
    '/port': redirectTo('http://127.0.0.2:1/'),
    '/secret': secret,
    '/text': (res) =>
      void res.writeHead(200, { 'Content-Type': 'text/plain' }).end('<title>x</title>'),
  });
  stack = await startStack({
    servers: 2,
    environment: {
      LINK_PREVIEWS: 'on',
      LINK_PREVIEW_PORTS: String(web.port),
      LINK_PREVIEW_NETWORKS: '127.0.0.2/32',
    },
  });
  siti = await stack.person({ displayName: 'Siti' });
  ground = await makeGround(siti);
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await web[Symbol.asyncDispose]();
});

const newThread = async () => (await startThread(siti, ground.space, { title: 'Links' })).thread;

const again = (post: PostView, reader = siti) =>
  reader.call(threadRoutes.getPost, { params: { id: post.id } });

/** The post once it has as many previews. */
async function withPreviews(post: PostView, count: number): Promise<PostView> {
  let latest = post;
  await eventually(async () => {
    latest = await again(post);
    const there = latest.previews?.length ?? 0;
    return there === count ? undefined : `${there} previews`;
  });
  return latest;
}

test('FMT-2 a page is shown by its own words, with its picture made anew', async () => {
  const thread = await newThread();
  const post = await reply(
    siti,
    thread,
    `Look: ${web.at('/page')} [map](${web.at('/w/Old_(city)')})`,
  );
  expect(post.previews).toBeUndefined();
  const { previews, seq, revision, editedAt } = await withPreviews(post, 2);
  expect(previews?.[0]).toMatchObject({
    url: web.at('/page'),
    title: 'Rivers <b>',
    description: 'Long',
    siteName: 'Atlas',
    picture: { width: 320, height: 213 },
  });
  expect(previews?.[1]).toMatchObject({ title: 'Old city', siteName: '127.0.0.2' });
  expect({ revision, editedAt, later: seq > post.seq }).toEqual({
    revision: 1,
    editedAt: undefined,
    later: true,
  });
  const picture = await fetch(`${stack.url}${previews?.[0]?.picture?.url}`);
  expect(picture.headers.get('content-type')).toBe('image/webp');
  const { width, format } = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
  expect({ width, format }).toEqual({ width: 320, format: 'webp' });
});

test('an address is asked once, however many people link to it', async () => {
  const other = await stack.person({ server: 1 });
  await other
    .call(previewRoutes.getPreviewChoice, { params: { id: ground.community.id } })
    .catch(() => null);
  const thread = await newThread();
  const before = web.hits('/last');
  const posts = await Promise.all(
    [1, 2, 3].map((n) => reply(siti, thread, `${n}: ${web.at('/last')}`)),
  );
  for (const post of posts) await withPreviews(post, 1);
  await withPreviews(await reply(siti, thread, `and ${web.at('/last')}`), 1);
  expect(web.hits('/last')).toBe(before + 1);
});

test('the author takes a preview away for good; others may not', async () => {
  const guest = await stack.person();
  const thread = await newThread();
  const post = await withPreviews(await reply(siti, thread, web.at('/moved')), 1);
  const params = { id: post.id, preview: post.previews?.[0]?.id ?? '' };
  await expect(guest.call(previewRoutes.removePreview, { params })).rejects.toThrow();
  const bare = await siti.call(previewRoutes.removePreview, { params });
  expect(bare.previews).toBeUndefined();
  const body = `${web.at('/moved')} and ${web.at('/page')}`;
  await siti.call(threadRoutes.editPost, {
    params: { id: post.id },
    body: { body, baseRevision: 1 },
  });
  const edited = await withPreviews(post, 1);
  expect(edited.previews?.[0]?.url).toBe(web.at('/page'));
});

test('FMT-4 hostile addresses give nothing, end soon, and cost nobody else anything', async () => {
  const thread = await newThread();
  const hostile = ['/endless', '/trickle', '/bomb', '/loop', '/inward', '/inward6', '/decimal'];
  const more = ['/named', '/file', '/port', '/text', '/svg'];
  const started = performance.now();
  const posts = await Promise.all(
    [...hostile, ...more].map((path) => reply(siti, thread, `see ${web.at(path)}`)),
  );
  const posted = performance.now() - started;
  const last = await reply(siti, thread, `and ${web.at('/last')}`);
  const waits: number[] = [];
  for (let n = 0; n < 30; n += 1) {
    const asked = performance.now();
    await siti.call(threadRoutes.listPosts, { params: { id: thread.id } });
    waits.push(performance.now() - asked);
  }
  await withPreviews(last, 1);
  await eventually(
    () => (web.sent('/trickle') > 0 && web.sent('/endless') > 0) || 'still connected',
    { withinMs: 30_000 },
  );
  expect(posted).toBeLessThan(5_000);
  expect(waits.toSorted((a, b) => a - b)[15]).toBeLessThan(250);
  expect(web.sent('/endless')).toBeLessThan(20_000_000);
  expect(web.hits('/loop')).toBe(4);
  expect(web.hits('/secret')).toBe(0);
  for (const post of posts) {
    const found = (await again(post)).previews?.map(({ title, picture }) => ({ title, picture }));
    const isDrawn = post.html.includes('/svg');
    expect(found).toEqual(isDrawn ? [{ title: 'Drawn', picture: undefined }] : undefined);
  }
}, 60_000);

test('a community can do without', async () => {
  const { community, space } = await makeGround(siti);
  const params = { id: community.id };
  const before = await siti.call(previewRoutes.getPreviewChoice, { params });
  expect(before).toEqual({ allowed: true, on: true });
  const guest = await stack.person();
  await expect(
    guest.call(previewRoutes.setPreviewChoice, { params, body: { allowed: false } }),
  ).rejects.toThrow();
  await siti.call(previewRoutes.setPreviewChoice, { params, body: { allowed: false } });
  const quiet = await startThread(siti, space, { title: 'Quiet' });
  const silent = await reply(siti, quiet.thread, web.at('/page'));
  await withPreviews(await reply(siti, await newThread(), `after ${web.at('/page')}`), 1);
  expect((await again(silent)).previews).toBeUndefined();
});
