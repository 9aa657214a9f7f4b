import { threadRoutes } from '@jembatan/shared/threads.contract';
import { translationRoutes } from '@jembatan/shared/translation.contract';
import type { FileView } from '@jembatan/shared/uploads.contract';
import { createConnection, Types } from 'mongoose';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type ObjectStore, startObjectStore } from '../support/object-store.ts';
import type { TestPerson } from '../support/person.ts';
import { photo, uploadPicture } from '../support/pictures.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let bucket: ObjectStore;
beforeAll(async () => {
  bucket = await startObjectStore();
});
afterAll(() => bucket[Symbol.asyncDispose]());

const ask = (person: TestPerson | null, origin: string, path: string, headers = {}) =>
  fetch(`${origin}/api/v1${path}`, {
    headers: { ...headers, ...(person && { Authorization: `Bearer ${person.token}` }) },
  });

/** Width, type and bytes of what comes for a picture. */
async function seen(person: TestPerson, { url }: FileView, query = '') {
  const answer = await ask(person, person.origin, url + query);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const { width } = await sharp(bytes).metadata();
  return { width, type: answer.headers.get('content-type'), bytes: bytes.length, answer };
}

describe.each(['gridfs', 's3'] as const)('pictures in %s', (store) => {
  let stack: Stack;
  let owner: TestPerson;
  let member: TestPerson;
  let ground: Ground;
  beforeAll(async () => {
    const environment = store === 's3' ? bucket.environment : {};
    stack = await startStack({ environment, servers: 2 });
    owner = await stack.person();
    member = await stack.person({ server: 1 });
    ground = await makeGround(owner, { members: [member] });
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  /** A picture from before there were smaller versions. */
  async function makeOld(...pictures: FileView[]): Promise<void> {
    const connection = await createConnection(stack.mongoUrl).asPromise();
    for (const { id } of pictures)
      await connection
        .collection('files')
        .updateOne({ _id: new Types.ObjectId(id) }, { $unset: { variants: 1 } });
    await connection.close();
  }

  test('come in the width that is asked for, none wider than they are, as one file', async () => {
    const picture = await uploadPicture(owner, await photo(1_000, 500));
    const whole = await seen(owner, picture);
    expect([whole.width, whole.type, whole.bytes]).toEqual([1_000, 'image/jpeg', picture.bytes]);
    for (const [asked, width] of [
      [1, 160],
      [160, 160],
      [161, 320],
      [640, 640],
      [641, 1_000],
      [99_999, 1_000],
    ] as const) {
      const small = await seen(owner, picture, `?w=${asked}`);
      expect(small.width).toBe(width);
      if (width < 1_000)
        expect([small.type, small.bytes < picture.bytes]).toEqual(['image/webp', true]);
    }
    const { answer } = await seen(owner, picture, '?w=320');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    expect(answer.headers.get('content-disposition')).toContain('picture.jpg.webp');
    expect(answer.headers.get('etag')).not.toBe(whole.answer.headers.get('etag'));
    const length = Number(answer.headers.get('content-length'));
    const part = await ask(owner, owner.origin, `${picture.url}?w=320`, { range: 'bytes=-10' });
    expect(part.headers.get('content-range')).toBe(`bytes ${length - 10}-${length - 1}/${length}`);
    expect((await ask(owner, owner.origin, `${picture.url}?w=x`)).status).toBe(400);
  });

  test('that are small, or move, come as they are', async () => {
    const small = await uploadPicture(owner, await photo(150, 150));
    expect((await seen(owner, small, '?w=160')).width).toBe(150);
    const frames = await Promise.all([1, 2, 3].map(() => photo(700, 700)));
    const joined = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    const moving = await uploadPicture(owner, joined);
    for (const picture of [small, moving]) await makeOld(picture);
    for (const _again of [1, 2]) {
      const asked = await seen(owner, moving, '?w=320');
      expect([asked.width, asked.bytes]).toEqual([700, moving.bytes]);
    }
  });

  test('carry no note of the camera in any version, and stand upright', async () => {
    const bytes = await sharp(await photo(1_000, 500))
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD3: { GPSLatitude: '6/1 12/1 0/1', GPSLatitudeRef: 'S' } })
      .toBuffer();
    const picture = await uploadPicture(owner, bytes);
    const answer = await ask(owner, owner.origin, `${picture.url}?w=320`);
    const found = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect([found.width, found.height, found.exif, found.orientation]).toEqual([
      320,
      640,
      undefined,
      undefined,
    ]);
  });

  test('PERM-4 open in every version to those who may read the post, and to nobody else', async () => {
    const stranger = await stack.person();
    const picture = await uploadPicture(owner, await photo(900, 900));
    const { post } = await startThread(owner, ground.space, { body: `![x](${picture.url})` });
    const doors = async () =>
      Promise.all(
        [owner, member, stranger, null].map(
          async (one) => (await ask(one, stack.url, `${picture.url}?w=320`)).status,
        ),
      );
    expect(await doors()).toEqual([200, 200, 404, 404]);
    await owner.call(threadRoutes.deletePost, { params: { id: post.id } });
    expect(await doors()).toEqual([200, 404, 404, 404]);
  });

  test('from before get their smaller versions when one is asked for, once, from either server', async () => {
    const picture = await uploadPicture(owner, await photo(1_500, 900));
    await startThread(owner, ground.space, { body: `![x](${picture.url})` });
    await makeOld(picture);
    const asks = [owner, member, owner, member].map((one) => seen(one, picture, '?w=640'));
    await Promise.all(asks);
    await eventually(
      async () => (await seen(member, picture, '?w=640')).width === 640 || 'not yet',
    );
    const connection = await createConnection(stack.mongoUrl).asPromise();
    const kept = await connection
      .collection('files')
      .findOne({ _id: new Types.ObjectId(picture.id) });
    const blobIds = kept?.variants.map(({ blobId }: { blobId: unknown }) => blobId);
    expect(kept?.variants.map(({ width }: { width: number }) => width)).toEqual(
      [160, 320, 640, 1_280].slice(0, blobIds.length),
    );
    expect(
      await connection.collection('blob-ledger').countDocuments({ _id: { $in: blobIds } }),
    ).toBe(0);
    await connection.close();
  });
});

describe('a post', () => {
  let stack: Stack;
  let owner: TestPerson;
  let ground: Ground;
  beforeAll(async () => {
    stack = await startStack();
    owner = await stack.person();
    ground = await makeGround(owner);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('says how large its pictures are and which versions there are, also when it is edited', async () => {
    const picture = await uploadPicture(owner, await photo(2_000, 1_000));
    const { thread, post } = await startThread(owner, ground.space, {
      body: `![Our **well**](${picture.url})`,
    });
    expect(post.html).toContain(
      `<a class="picture" href="${picture.url}"><img src="${picture.url}" width="640" height="320" srcset="${[320, 640, 1_280].map((w) => `${picture.url}?w=${w} ${w}w, `).join('')}${picture.url} 2000w"`,
    );
    expect(post.html).toMatch(
      / sizes="\(max-width: 704px\) calc\(100vw - 64px\), 640px" alt="Our well"/,
    );
    const { html: linked } = await reply(
      owner,
      thread,
      `[![Linked](${picture.url})](https://example.org) and ![](${picture.url})`,
    );
    expect(linked.match(/<a class="picture"/g)).toHaveLength(1);
    expect(linked).toContain(`href="${picture.url}" tabindex="-1" aria-hidden="true">`);
    const edited = await owner.call(threadRoutes.editPost, {
      params: { id: post.id },
      body: { body: `New ![x](${picture.url})`, baseRevision: 1 },
    });
    expect(edited.html).toContain('width="640" height="320" srcset=');
    const { html } = await owner.call(threadRoutes.preview, {
      body: { body: `![x](${picture.url})` },
    });
    expect(html).toContain('width="640" height="320" srcset=');
    const answer = await owner.call(translationRoutes.correctTranslation, {
      params: { id: post.id, lang: 'de' },
      body: { body: `Neu ![x](${picture.url})`, baseVersion: 0 },
    });
    expect(JSON.stringify(answer)).toContain('width=\\"640\\" height=\\"320\\" srcset=');
    const { html: quoted } = await reply(owner, thread, `> ![x](${picture.url})`);
    expect(quoted).toContain('width="640" height="320"');
  });

  test('of an earlier version gets its sizes at the next start, pictures of before among them', async () => {
    const picture = await uploadPicture(owner, await photo(800, 600));
    const { post, thread } = await startThread(owner, ground.space, {
      body: `![x](${picture.url})`,
    });
    const connection = await createConnection(stack.mongoUrl).asPromise();
    await connection
      .collection('posts')
      .updateOne({ _id: new Types.ObjectId(post.id) }, { $set: { html: 'old', renderVersion: 3 } });
    await connection
      .collection('files')
      .updateOne({ _id: new Types.ObjectId(picture.id) }, { $unset: { variants: 1 } });
    await connection.close();
    await stack.addServer();
    await eventually(async () => {
      const { items } = await owner.call(threadRoutes.listPosts, { params: { id: thread.id } });
      return items[0]?.html === post.html || `it is ${items[0]?.html}`;
    });
    expect(post.html).toContain('width="640" height="480"');
  });

  test('tells nothing of pictures that its writer may not know', async () => {
    const [picture, thief] = [
      await uploadPicture(owner, await photo(400, 300)),
      await stack.person(),
    ];
    await startThread(owner, ground.space, { body: `![x](${picture.url})` });
    const other = await makeGround(thief);
    const { post } = await startThread(thief, other.space, { body: `![x](${picture.url})` });
    expect(post.html).toContain(`<img src="${picture.url}" alt="x"`);
    const { html } = await thief.call(threadRoutes.preview, {
      body: { body: `![x](${picture.url})` },
    });
    expect(html).not.toContain('width');
  });
});
