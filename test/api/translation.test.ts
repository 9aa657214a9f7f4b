import { communityRoutes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { translationRoutes } from '@jembatan/shared/translation.contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { startTranslator, type Translator } from '../support/translator.ts';

let translator: Translator;
let stack: Stack;
beforeAll(async () => {
  translator = await startTranslator();
  stack = await startStack({
    environment: { TRANSLATE_URL: translator.url, TRANSLATE_API_KEY: 'key-1' },
  });
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await translator[Symbol.asyncDispose]();
});
beforeEach(() => {
  translator.mood = 'well';
  translator.texts.length = 0;
  translator.requests.length = 0;
});

const english = 'The water of our town comes from the river and it is not that clean.';

async function ground(reading: 'members' | 'signed-in' | 'everyone', body = english) {
  const [owner, member] = await Promise.all([stack.person(), stack.person()]);
  const place = await makeGround(owner, { reading, members: [member] });
  const { thread, post } = await startThread(owner, place.space, { body });
  return { ...place, owner, member, thread, post };
}

const translate = (who: TestPerson, id: string, to = 'id', again?: boolean) =>
  who.call(translationRoutes.translatePost, {
    params: { id },
    body: { to, ...(again && { again }) },
  });
const kept = (who: TestPerson | null, id: string, lang = 'id') => {
  const call = { params: { id, lang } };
  return who
    ? who.call(translationRoutes.getTranslation, call)
    : callApi(stack.url, translationRoutes.getTranslation, call);
};
const correct = (who: TestPerson, id: string, body: string, baseVersion: number) =>
  who.call(translationRoutes.correctTranslation, {
    params: { id, lang: 'id' },
    body: { body, baseVersion },
  });
const why = async (call: Promise<unknown>) => {
  const { status, code, problem } = await problemOf(call);
  return [status, code, problem.why];
};

describe('a translation', () => {
  test('is made once, kept beside the original, and read by visitors who send nothing', async () => {
    const { member, owner, post } = await ground('everyone');
    expect(await why(kept(null, post.id))).toEqual([404, 'not-found', undefined]);
    const [one, other] = await Promise.all([translate(member, post.id), translate(owner, post.id)]);
    expect(one).toMatchObject({
      lang: 'id',
      origin: 'engine',
      version: 1,
      stale: false,
      editor: null,
      html: `<p dir="auto">id:${english}</p>\n`,
    });
    expect(other.html).toBe(one.html);
    expect((await kept(null, post.id)).body).toBe(`id:${english}`);
    expect((await kept(null, post.id)).can).toEqual({
      correct: false,
      revert: false,
      again: false,
    });
    expect(translator.requests).toHaveLength(1);
    expect(translator.requests[0]).toMatchObject({ source: 'en', target: 'id', api_key: 'key-1' });
    const still = await member.call(threadRoutes.getPost, { params: { id: post.id } });
    expect(still.body).toBe(english);
  });

  test('keeps code, addresses, maths, pictures and people, and tells none of them', async () => {
    const friend = await stack.person({ handle: 'maya_s' });
    const body =
      'Ask @maya_s about `let secret` at https://s.example/a and **that** is $x^2$ it.\n\n```\nsecret\n```';
    const { member, post } = await ground('everyone', `${english}\n\n${body}`);
    for (const mood of ['well', 'careless'] as const) {
      translator.mood = mood;
      const made = await translate(member, post.id, mood === 'well' ? 'id' : 'de');
      expect(made.html).toContain(`data-person="${friend.id}"`);
      expect(made.people[friend.id]?.handle).toBe('maya_s');
      expect(made.html).toContain('<code dir="ltr">let secret</code>');
      expect(made.html).toContain('href="https://s.example/a"');
      expect(made.html).toContain('<strong>');
      expect(made.body).toContain('```\nsecret\n```');
    }
    expect(translator.texts.join()).not.toMatch(/maya|secret|s\.example/);
  });

  test('goes through the sanitiser like any text', async () => {
    const { member, post } = await ground('everyone');
    translator.mood = 'evil';
    const { html } = await translate(member, post.id);
    expect(html).not.toMatch(/<img|<script/);
  });

  test('of an edited post says that it is out of date, and is made anew when asked for', async () => {
    const { owner, member, post } = await ground('everyone');
    await translate(member, post.id);
    await owner.call(threadRoutes.editPost, {
      params: { id: post.id },
      body: { body: `${english} Now it is.`, baseRevision: 1 },
    });
    expect(await kept(member, post.id)).toMatchObject({ stale: true, revision: 1 });
    expect(await translate(member, post.id)).toMatchObject({
      stale: false,
      revision: 2,
      version: 2,
      body: `id:${english} Now it is.`,
    });
  });

  test('is gone with the post, and not read while the post is hidden', async () => {
    const { owner, member, post, thread } = await ground('everyone');
    const reply = await member.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body: english },
    });
    await translate(member, reply.id);
    const hide = (action: 'hide' | 'restore') =>
      owner.call(moderationRoutes.act, {
        body: { action, subject: { kind: 'post', id: reply.id }, reason: 'test' },
      });
    await hide('hide');
    for (const who of [member, owner, null])
      expect((await problemOf(kept(who, reply.id))).status).toBe(404);
    expect((await problemOf(translate(member, reply.id, 'de'))).status).toBe(404);
    await hide('restore');
    expect((await kept(member, reply.id)).version).toBe(1);
    await owner.call(threadRoutes.deletePost, { params: { id: reply.id } });
    expect((await problemOf(kept(member, reply.id))).status).toBe(404);
    expect((await problemOf(correct(member, reply.id, 'x', 1))).code).toBe('post-gone');
    expect((await problemOf(kept(member, post.id, 'XX'))).status).toBe(404);
  });
});

describe('what leaves the hub', () => {
  test.each(['members', 'signed-in'] as const)(
    'nothing of a community read by %s, until its owner allows it',
    async (reading) => {
      const { owner, member, community, post } = await ground(reading);
      const consent = { params: { id: community.id } };
      expect(await member.call(translationRoutes.getTranslationConsent, consent)).toEqual({
        allowed: false,
        open: false,
        follows: null,
        on: true,
      });
      expect(await why(translate(member, post.id))).toEqual([409, 'no-translation', 'consent']);
      expect(translator.requests).toEqual([]);
      const allow = (who: TestPerson, allowed: boolean) =>
        who.call(translationRoutes.setTranslationConsent, { ...consent, body: { allowed } });
      expect((await problemOf(allow(member, true))).status).toBe(403);
      expect((await problemOf(allow(await stack.person(), true))).status).toBeGreaterThan(402);
      expect((await allow(owner, true)).allowed).toBe(true);
      expect((await translate(member, post.id)).version).toBe(1);
      await allow(owner, false);
      expect((await kept(member, post.id)).version).toBe(1);
      expect(await why(translate(member, post.id, 'de'))).toEqual([
        409,
        'no-translation',
        'consent',
      ]);
    },
  );

  test('nothing of a closed forum or group in an open community; a group follows its community', async () => {
    const { owner, member, community } = await ground('everyone');
    const closed = await owner.call(communityRoutes.createSpace, {
      params: { id: community.id },
      body: { name: 'Teachers', rights: { read: ['teacher', 'owner'] } },
    });
    const group = await member.call(communityRoutes.createGroup, {
      params: { id: community.id },
      body: { name: 'Rivers', reading: 'members' },
    });
    const inside = (await member.call(communityRoutes.listSpaces, { params: { id: group.id } }))
      .items[0];
    const one = await startThread(owner, closed, { body: english });
    const other = await startThread(member, inside!, { body: english });
    const asking = [() => translate(owner, one.post.id), () => translate(member, other.post.id)];
    for (const ask of asking) expect((await why(ask()))[2]).toBe('consent');
    expect(
      (
        await problemOf(
          member.call(translationRoutes.setTranslationConsent, {
            params: { id: group.id },
            body: { allowed: true },
          }),
        )
      ).status,
    ).toBe(403);
    expect(translator.requests).toEqual([]);
    await owner.call(translationRoutes.setTranslationConsent, {
      params: { id: community.id },
      body: { allowed: true },
    });
    for (const ask of asking) expect((await ask()).version).toBe(1);
  });

  test('nothing for strangers and visitors', async () => {
    const { post } = await ground('members');
    const stranger = await stack.person();
    expect((await problemOf(translate(stranger, post.id))).status).toBe(404);
    expect((await problemOf(kept(stranger, post.id))).status).toBe(404);
    const asked = callApi(stack.url, translationRoutes.translatePost, {
      params: { id: post.id },
      body: { to: 'id' },
    });
    expect((await problemOf(asked)).code).toBe('signed-out');
    expect(translator.requests).toEqual([]);
  });
});

describe('people', () => {
  test('correct a translation; others hear of it, see who, and cannot overwrite it unseen', async () => {
    const { owner, member, post, thread } = await ground('everyone');
    const outsider = await stack.person();
    using socket = await outsider.connect();
    await socket.ask('subscribe', { topic: `thread:${thread.id}` });
    await translate(member, post.id);
    const better = await correct(member, post.id, 'Air *kota* kami', 1);
    expect(better).toMatchObject({ origin: 'people', version: 2, editor: { id: member.id } });
    expect(better.html).toContain('<em>kota</em>');
    await socket.next('post:translated', (news) => news.postId === post.id && news.version === 2);
    const late = await problemOf(correct(owner, post.id, 'Mine', 1));
    expect([late.status, late.code]).toEqual([409, 'edit-conflict']);
    expect(late.problem).toMatchObject({ current: { version: 2 }, yours: 'Mine' });
    expect((await correct(member, post.id, 'Air *kota* kami', 1)).version).toBe(2);
    expect((await problemOf(correct(outsider, post.id, 'Mine', 2))).status).toBe(403);
    // People's work stays when the service is asked again.
    expect((await translate(owner, post.id)).version).toBe(2);
  });

  test('write the first one themselves, one of two who begin at once', async () => {
    const { owner, member, post } = await ground('members');
    const both = await Promise.allSettled([
      correct(owner, post.id, 'Satu', 0),
      correct(member, post.id, 'Dua', 0),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await kept(member, post.id)).version).toBe(1);
    expect(translator.requests).toEqual([]);
  });

  test('see earlier versions and put one back: the author and staff', async () => {
    const { owner, member, post } = await ground('everyone');
    await translate(member, post.id);
    await correct(member, post.id, 'Rude words', 1);
    const versions = (who: TestPerson) =>
      who.call(translationRoutes.listTranslationVersions, { params: { id: post.id, lang: 'id' } });
    expect((await problemOf(versions(member))).status).toBe(403);
    expect((await versions(owner)).items.map(({ version, origin }) => [version, origin])).toEqual([
      [2, 'people'],
      [1, 'engine'],
    ]);
    const revert = (who: TestPerson) =>
      who.call(translationRoutes.revertTranslation, {
        params: { id: post.id, lang: 'id' },
        body: { version: 1 },
      });
    expect((await problemOf(revert(member))).status).toBe(403);
    expect(await revert(owner)).toMatchObject({
      version: 3,
      origin: 'engine',
      editor: null,
      body: `id:${english}`,
    });
  });

  test('keep their work over an edit until somebody wants it made anew', async () => {
    const { owner, member, post } = await ground('everyone');
    await correct(member, post.id, 'Tangan', 0);
    await owner.call(threadRoutes.editPost, {
      params: { id: post.id },
      body: { body: `${english} More.`, baseRevision: 1 },
    });
    const stale = await translate(member, post.id);
    expect(stale).toMatchObject({ body: 'Tangan', stale: true, can: { again: true } });
    expect(await translate(await stack.person(), post.id, 'id', true)).toMatchObject({
      body: 'Tangan',
    });
    expect(await translate(member, post.id, 'id', true)).toMatchObject({
      version: 2,
      origin: 'engine',
      stale: false,
    });
  });

  test('choose what is translated without asking', async () => {
    const person = await stack.person();
    const status = () => person.call(translationRoutes.getTranslationStatus, {});
    expect(await status()).toEqual({ on: true, mine: { auto: false, to: null } });
    const body = { auto: true, to: 'ar' };
    expect(await person.call(translationRoutes.setTranslationWish, { body })).toEqual(body);
    expect((await status()).mine).toEqual(body);
    const visitor = await callApi(stack.url, translationRoutes.getTranslationStatus, {});
    expect(visitor).toEqual({ on: true, mine: null });
  });
});

describe('a service that is not well', () => {
  test('refusing a language, being broken, and left alone for a while', async () => {
    const { member, post } = await ground('everyone');
    translator.mood = 'language';
    expect(await why(translate(member, post.id))).toEqual([409, 'no-translation', 'language']);
    expect(await why(translate(member, post.id, 'en'))).toEqual([
      409,
      'no-translation',
      'language',
    ]);
    translator.mood = 'broken';
    for (const _ of [1, 2, 3, 4])
      expect(await why(translate(member, post.id))).toEqual([409, 'no-translation', 'busy']);
    const asked = translator.requests.length;
    expect(await why(translate(member, post.id))).toEqual([409, 'no-translation', 'busy']);
    expect(translator.requests).toHaveLength(asked);
    expect((await member.call(threadRoutes.getPost, { params: { id: post.id } })).body).toBe(
      english,
    );
  });

  test('or not there at all: people translate', async () => {
    await using bare = await startStack();
    const owner = await bare.person();
    const { space } = await makeGround(owner);
    const { post } = await startThread(owner, space, { body: english });
    expect(await owner.call(translationRoutes.getTranslationStatus, {})).toMatchObject({
      on: false,
    });
    expect(await why(translate(owner, post.id))).toEqual([409, 'no-translation', 'off']);
    expect(await correct(owner, post.id, 'Air', 0)).toMatchObject({ version: 1 });
    await eventually(async () => (await translate(owner, post.id)).body === 'Air' || 'not kept');
  });
});
