import { communityRoutes } from '@jembatan/shared/communities.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import {
  chooseForPost,
  expectForEverybody,
  expectNothingRan,
  expectText,
  postAt,
  replyBox,
  sendReply,
  setOffline,
  shownNumbers,
  tourMs,
} from './forum.ts';
import { type BrowserStack, settled, startBrowserStack } from './support.ts';

let hub: BrowserStack;
let siti: TestPerson;
let jonas: TestPerson;
let ground: Ground;

beforeAll(async () => {
  hub = await startBrowserStack();
  siti = await hub.person({ displayName: 'Siti', locale: 'en' });
  jonas = await hub.person({ displayName: 'Jonas', locale: 'en' });
  ground = await makeGround(siti, { name: 'Water', members: [jonas] });
});
afterAll(() => hub[Symbol.asyncDispose]());

const newThread = async (title = 'Rivers') =>
  (await startThread(siti, ground.space, { title })).thread;
const open = (who: TestPerson, id: string, hash = '') => hub.open(`/t/${id}${hash}`, { as: who });

async function unreadOf(who: TestPerson, id: string): Promise<number | undefined> {
  const view = await who.call(threadRoutes.getThread, { params: { id: id as never } });
  return view.read?.unread;
}

async function textsOf(page: Page): Promise<string[]> {
  return page.locator('.posts .post-text').allInnerTexts();
}

test('two people talk: posts arrive live, wait behind a pill, and move nothing that is being read', async () => {
  const thread = await newThread();
  const page = await open(siti, thread.id);
  const other = await open(jonas, thread.id);
  await replyBox(page).fill('I am writing');
  const before = await replyBox(page).boundingBox();
  await sendReply(other, 'Hello from Berlin');
  await postAt(other, 2).waitFor();
  const pill = page.getByRole('button', { name: '1 new post' });
  await pill.waitFor();
  expect(await postAt(page, 2).count()).toBe(0);
  expect((await replyBox(page).boundingBox())?.y).toBe(before?.y);
  await expectText(page.locator('.newer-replies'), '1 new post since you began to write');
  await expectText(page.locator('.visually-hidden[role=status]').first(), 'New post by Jonas.');
  await pill.click();
  await postAt(page, 2).getByText('Hello from Berlin').waitFor();
  expect(await replyBox(page).inputValue()).toBe('I am writing');
  await page.context().close();
  await other.context().close();
});

test('SYNC-3 what is read in one tab is read in the other, also after it slept', async () => {
  const thread = await newThread('Unread');
  const first = await open(jonas, thread.id);
  const second = await hub.open(`/spaces/${ground.space.id}/general`, { as: jonas });
  await eventually(async () => (await unreadOf(jonas, thread.id)) === 0);
  await setOffline(second, true);
  const posts = [];
  for (const number of [1, 2, 3, 4, 5]) posts.push(await reply(siti, thread, `Message ${number}`));
  await first.getByRole('button', { name: /5 new posts/ }).click();
  const edited = posts[2];
  if (!edited) throw new Error('no third post');
  await siti.call(threadRoutes.editPost, {
    params: { id: edited.id },
    body: { body: 'Message 3, better', baseRevision: 1 },
  });
  await postAt(first, 6).scrollIntoViewIfNeeded();
  await eventually(async () => (await unreadOf(jonas, thread.id)) === 0 || 'still unread');
  await postAt(first, 4).getByText('Message 3, better').waitFor();
  await setOffline(second, false);
  const row = second.locator('.thread-row', { hasText: 'Unread' });
  await eventually(
    async () =>
      (await row.getByText('6 posts').count()) === 1 &&
      (await row.locator('.pill-count').count()) === 0,
  );
  expect(await unreadOf(jonas, thread.id)).toBe(0);
  await first.context().close();
  await second.context().close();
});

test('SYNC-4 a typing mark ends by itself, at once when the box is empty, and is not revived', async () => {
  const thread = await newThread('Typing');
  const page = await open(siti, thread.id);
  const writer = await open(jonas, thread.id);
  const line = page.locator('.typing-line');
  await replyBox(writer).pressSequentially('Hel');
  await expectText(line, 'Jonas is writing…');
  await replyBox(writer).fill('');
  await eventually(async () => (await line.textContent()) === '', { withinMs: 2_000 });
  await replyBox(writer).pressSequentially('Hello');
  await expectText(line, 'Jonas is writing…');
  await writer.getByRole('button', { name: 'Send', exact: true }).click();
  await eventually(async () => (await line.textContent()) === '', { withinMs: 2_000 });
  await replyBox(writer).pressSequentially('and more');
  await expectText(line, 'Jonas is writing…');
  await setOffline(writer, true);
  await page.reload();
  await settled(page);
  await eventually(async () => (await line.textContent()) === '', { withinMs: 9_000 });
  await setOffline(writer, false);
  await page.context().close();
  await writer.context().close();
});

test('SYNC-1 a submission whose answer is lost becomes one post, after a reload too', async () => {
  const thread = await newThread('Once');
  const page = await open(jonas, thread.id);
  let lost = 0;
  await page.route('**/api/v1/threads/*/posts', async (route) => {
    if (route.request().method() !== 'POST' || lost >= 2) return route.fallback();
    lost += 1;
    await route.fetch();
    // Taken off meanwhile: then the answer is lost all the same.
    return route.abort().catch(() => undefined);
  });
  await sendReply(page, 'Only once');
  await postAt(page, 2).getByText('Only once').waitFor();
  expect(lost).toBe(2);
  expect(await replyBox(page).inputValue()).toBe('');

  await page.unroute('**/api/v1/threads/*/posts');
  await page.route('**/api/v1/threads/*/posts', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    // Taken off meanwhile: then the answer is lost all the same.
    return route.abort().catch(() => undefined);
  });
  await sendReply(page, 'Over a reload');
  await page
    .getByText('Waiting for the connection. It will be sent by itself.')
    .waitFor({ timeout: 20_000 });
  await page.unroute('**/api/v1/threads/*/posts');
  await page.reload();
  await settled(page);
  await postAt(page, 3).getByText('Over a reload').waitFor();
  await page.locator('.post-pending').waitFor({ state: 'detached' });
  const { items } = await siti.call(threadRoutes.listPosts, { params: { id: thread.id } });
  expect(items).toHaveLength(3);
  await page.context().close();
});

test('SYNC-2 a conflict shows both texts and loses neither; the same text again is none', async () => {
  const { thread, post } = await startThread(siti, ground.space, {
    title: 'Edits',
    body: 'First version',
  });
  const page = await open(siti, thread.id);
  await chooseForPost(page, 1, 'Edit');
  const box = page.getByRole('textbox', { name: 'Edit post 1' });
  await expectText(page.locator('#p1'), 'Save');
  await box.fill('Mine, written long');
  await siti.call(threadRoutes.editPost, {
    params: { id: post.id },
    body: { body: 'Theirs, saved first', baseRevision: 1 },
  });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Theirs, saved first', { exact: true }).first().waitFor();
  expect(await box.inputValue()).toBe('Mine, written long');
  await page.getByRole('button', { name: 'Save mine instead' }).click();
  await postAt(page, 1).getByText('Mine, written long').waitFor();

  for (const text of ['hello  \r\n\r\n', 'hello again']) {
    await chooseForPost(page, 1, 'Edit');
    await box.fill(text);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await box.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Save mine instead' }).count()).toBe(0);
    await postAt(page, 1).getByText(text.trim(), { exact: true }).waitFor();
  }
  await chooseForPost(page, 1, 'Earlier versions');
  await page.getByRole('dialog').getByText('First version').waitFor();
  await page.context().close();
});

test('CONN-1 what was written while a device was away arrives, once and in order', async () => {
  const thread = await newThread('Away');
  const page = await open(jonas, thread.id);
  await setOffline(page, true);
  await page.getByText('Offline. What you write is kept.').waitFor();
  for (const word of ['one', 'two', 'three']) await reply(siti, thread, `While away: ${word}`);
  await sendReply(page, 'Written on the train');
  await page.getByText('Waiting for the connection. It will be sent by itself.').waitFor();
  await setOffline(page, false);
  await eventually(
    async () => {
      const pill = page.getByRole('button', { name: /new post/ });
      if (await pill.count()) await pill.click();
      const texts = await textsOf(page);
      return texts.length === 5 || texts.join('|');
    },
    { withinMs: 25_000 },
  );
  expect((await textsOf(page)).slice(1)).toEqual([
    'While away: one',
    'While away: two',
    'While away: three',
    'Written on the train',
  ]);
  expect(await shownNumbers(page)).toEqual([1, 2, 3, 4, 5]);
  await page.context().close();
});

test('a long thread opens at the first unread post, jumps by number and day, and keeps its place', async () => {
  const thread = await newThread('Long');
  for (let number = 2; number <= 90; number += 1)
    await reply(siti, thread, `Post ${number}: ${'water '.repeat(12)}`);
  await jonas.call(threadRoutes.readThread, { params: { id: thread.id }, body: { number: 40 } });
  const page = await open(jonas, thread.id);
  await page.getByText('New since you were here').waitFor();
  const numbers = await shownNumbers(page);
  expect(numbers).toContain(41);
  expect(numbers.length).toBeLessThanOrEqual(20);
  await eventually(async () => {
    const top = (await postAt(page, 41).boundingBox())?.y ?? -1;
    return (top > 0 && top < 400) || `post 41 at ${top}`;
  });

  const earlier = page.getByRole('button', { name: /Show earlier posts/ });
  // A press brings the button into view, which is not what is to stay in place.
  await earlier.scrollIntoViewIfNeeded();
  const held = postAt(page, numbers[0] ?? 0);
  const before = (await held.boundingBox())?.y ?? 0;
  await earlier.click();
  await eventually(async () => (await shownNumbers(page))[0] !== numbers[0]);
  await eventually(async () => {
    const now = (await held.boundingBox())?.y ?? 0;
    return Math.abs(now - before) < 60 || `it moved from ${before} to ${now}`;
  });

  await page.getByRole('button', { name: 'All 90' }).click();
  await page.getByRole('button', { name: 'Newest post' }).click();
  await postAt(page, 90).waitFor();
  expect(await shownNumbers(page)).not.toContain(41);
  await page.evaluate(() => {
    location.hash = '#p7';
  });
  await postAt(page, 7).waitFor();
  expect(await shownNumbers(page)).not.toContain(90);
  await page.context().close();
});

test('FMT-1 a quoted post stays inside its quote with its code, through two levels', async () => {
  const code = ['```', '> not a quote', '# not a heading', '```'];
  const { thread } = await startThread(siti, ground.space, {
    title: 'Quotes',
    body: ['Run this:', ...code, 'then tell us.'].join('\n'),
  });
  const page = await open(jonas, thread.id);
  await postAt(page, 1).getByRole('button', { name: 'Quote' }).click();
  await eventually(async () => (await replyBox(page).inputValue()).includes('then tell us.'));
  await replyBox(page).press('Control+End');
  await replyBox(page).pressSequentially('Done.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await postAt(page, 2).waitFor();
  const quote = postAt(page, 2).locator('.post-text > blockquote');
  expect(await quote.locator('pre').textContent()).toBe('> not a quote\n# not a heading\n');
  await quote.getByText('then tell us.').waitFor();
  expect(await postAt(page, 2).locator('.post-text > p').last().textContent()).toBe('Done.');

  const third = await open(siti, thread.id);
  await postAt(third, 2).getByRole('button', { name: 'Quote' }).click();
  await eventually(async () => (await replyBox(third).inputValue()).includes('Done.'));
  await third.getByRole('button', { name: 'Send', exact: true }).click();
  await postAt(third, 3).waitFor();
  const levels = postAt(third, 3).locator('.post-text > blockquote > blockquote');
  expect(await levels.locator('pre').textContent()).toBe('> not a quote\n# not a heading\n');
  await page.context().close();
  await third.context().close();
});

test('what is selected in a post can be quoted alone', async () => {
  const { thread } = await startThread(siti, ground.space, {
    title: 'Select',
    body: 'The first sentence.\n\nThe second sentence.',
  });
  const page = await open(jonas, thread.id);
  await page.evaluate(() => {
    const paragraph = document.querySelectorAll('#p1 .post-text p')[1];
    if (paragraph) getSelection()?.selectAllChildren(paragraph);
  });
  await page.getByRole('button', { name: 'Quote this' }).click();
  await eventually(async () => (await replyBox(page).inputValue()) !== '');
  const text = await replyBox(page).inputValue();
  expect(text).toContain('> The second sentence.');
  expect(text).not.toContain('first');
  await page.context().close();
});

test('FMT-3 hostile text is shown as it was typed, everywhere', async () => {
  const tags = '<scr<script>x</script>ipt>window.boomed=1</scr</script>ipt>';
  const picture = '<img src=q onerror=window.boomed=1>';
  const mallory = await hub.person({ displayName: picture, locale: 'en' });
  const here = await makeGround(mallory, { name: picture, members: [jonas] });
  const body = `${tags}\n\n${picture}\n\n![${picture}](https://example.org/x.png)`;
  const { thread } = await startThread(mallory, here.space, { title: tags, body, tags: ['<b>x'] });
  const page = await open(jonas, thread.id);
  expect(await page.locator('h1').textContent()).toBe(tags);
  await postAt(page, 1).getByText(tags, { exact: true }).waitFor();
  await postAt(page, 1).getByText(picture, { exact: true }).first().waitFor();
  await expectNothingRan(page);
  await replyBox(page).fill(body);
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.locator('.composer-preview').getByText(tags, { exact: true }).waitFor();
  await expectNothingRan(page);
  for (const path of [
    `/spaces/${here.space.id}/x`,
    `/c/${here.community.id}/x`,
    `/search?q=${encodeURIComponent('boomed')}`,
  ]) {
    await page.goto(hub.url + path);
    await settled(page);
    await expectNothingRan(page);
  }
  await page.context().close();
});

test('TXT-5 every block has the direction of its own text, in preview and post, in either interface', async () => {
  const noa = await hub.person({ displayName: 'נועה', locale: 'en' });
  const laila = await hub.person({ displayName: 'ليلى', locale: 'ar' });
  const here = await makeGround(noa, { name: 'Directions', members: [laila] });
  const body =
    'نلتقي عبر WebRTC 10:30 غدا\n\nAn English paragraph.\n\n- פריט ראשון\n- פריט שני\n\n```\nconst a = 1;\n```';
  const { thread } = await startThread(noa, here.space, { title: 'Mixed', body });
  for (const who of [noa, laila]) {
    const page = await open(who, thread.id);
    const check = async (root: string) => {
      const directions = await page
        .locator(`${root} > *`)
        .evaluateAll((blocks) => blocks.map((block) => getComputedStyle(block).direction));
      expect(directions, root).toEqual(['rtl', 'ltr', 'rtl', 'ltr']);
    };
    await check('#p1 .user-text');
    await page.locator('.composer-text').fill(body);
    await page.locator('.composer-foot .button-quiet').last().click();
    await page.locator('.composer-preview .user-text').waitFor();
    await check('.composer-preview .user-text');
    expect(await page.locator('#p1 bdi.name').first().textContent()).toBe('נועה');
    await page.context().close();
  }
});

test('lists that are opened before their items are here focus the first of them when they come', async () => {
  const thread = await newThread('Slow line');
  const page = await open(siti, thread.id);
  const late = Promise.withResolvers<void>();
  await page.route(/assets\/(PostMenu|EmojiList)-/, async (route) => {
    await late.promise;
    await route.continue();
  });
  await page.reload();
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await postAt(page, 1).getByRole('button', { name: 'More for post 1' }).click();
  late.resolve();
  await eventually(async () => (await focused()) === 'Copy link');
  await page.keyboard.press('Escape');
  await postAt(page, 1).getByRole('button', { name: 'Add a reaction' }).press('Enter');
  await eventually(async () => (await focused()) === '👍');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('👏');
  await page.keyboard.press('Enter');
  await postAt(page, 1)
    .getByRole('button', { name: /👏: from you/ })
    .waitFor();
  await page.context().close();
});

test('reactions, best answers, deleting and closing reach the other page', async () => {
  const { thread } = await startThread(siti, ground.space, { title: 'Question', kind: 'question' });
  await reply(jonas, thread, 'An answer');
  await reply(jonas, thread, 'A mistake');
  const page = await open(siti, thread.id);
  const other = await open(jonas, thread.id);
  await postAt(page, 2).getByRole('button', { name: 'Add a reaction' }).click();
  await postAt(page, 2).getByRole('menuitem', { name: '🎉' }).click();
  await postAt(other, 2).getByRole('button', { name: '🎉: 1 person' }).click();
  await postAt(page, 2)
    .getByRole('button', { name: /🎉: 2 people, with you/ })
    .waitFor();
  await chooseForPost(page, 2, 'This is the best answer');
  await postAt(other, 2).getByText('Best answer').waitFor();
  await chooseForPost(other, 3, 'Delete');
  await other.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await postAt(page, 3).getByText('Post 3 was deleted.').waitFor();
  await page.getByRole('button', { name: 'Topic settings' }).click();
  await page.getByRole('menuitem', { name: 'Close to new posts' }).click();
  await other.getByText('This topic is closed.').waitFor();
  expect(await replyBox(other).count()).toBe(0);
  await page.context().close();
  await other.context().close();
});

test('a visitor reads what is open, and is brought back after signing in', async () => {
  const here = await makeGround(siti, { name: 'Open to all', reading: 'everyone' });
  const { thread } = await startThread(siti, here.space, { title: 'Open topic', body: 'Read me' });
  const page = await hub.open(`/t/${thread.id}`);
  await postAt(page, 1).getByText('Read me').waitFor();
  expect(await replyBox(page).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Reply' }).count()).toBe(0);
  const link = page.locator('.empty').getByRole('link', { name: 'Sign in' });
  expect(await link.getAttribute('href')).toContain(encodeURIComponent(`/t/${thread.id}`));
  await page.goto(`${hub.url}/spaces/${here.space.id}/x`);
  await page.getByRole('link', { name: 'Open topic' }).waitFor();
  expect(await page.getByRole('link', { name: 'New topic' }).count()).toBe(0);
  await page.context().close();
});

test('whoever is removed while reading sees nothing more, and nothing new', async () => {
  const here = await makeGround(siti, { name: 'Removed', members: [jonas] });
  const { thread } = await startThread(siti, here.space, { title: 'Private topic' });
  const page = await hub.open(`/t/${thread.id}`, { as: jonas });
  await postAt(page, 1).waitFor();
  await siti.call(communityRoutes.removeMember, {
    params: { id: here.community.id, personId: jonas.id },
    query: {},
  });
  await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
  expect(await page.getByText('Where does your water come from?').count()).toBe(0);
  await page.context().close();
});

test('a reply written in the middle of a long thread leads to its place at the end', async () => {
  const thread = await newThread('Middle');
  for (let number = 2; number <= 45; number += 1) await reply(jonas, thread, `Post ${number}`);
  const page = await open(siti, thread.id, '#p5');
  await postAt(page, 5).waitFor();
  await sendReply(page, 'From the middle');
  await postAt(page, 46).getByText('From the middle').waitFor();
  expect(await shownNumbers(page)).not.toContain(5);
  await page.context().close();
});

test(
  'the thread and the list of threads are for everybody: axe, widths, languages',
  async () => {
    const laila = await hub.person({ displayName: 'ليلى حداد', locale: 'ar' });
    const body = '# Head\n\n> quote\n\n`code` and @Jonas';
    const { thread } = await startThread(siti, ground.space, {
      title: 'For everybody',
      body,
      tags: ['water'],
    });
    await reply(jonas, thread, 'A reply', 1);
    const here = await makeGround(laila, { name: 'فصل الماء', members: [siti] });
    const arabic = await startThread(laila, here.space, {
      title: 'ماء النهر',
      body: 'كيف حال النهر عندكم؟',
    });
    const pathsOf = (threadId: string, space: string) => ({
      thread: `/t/${threadId}`,
      space: `/spaces/${space}/x`,
      'new-thread': `/spaces/${space}/threads/new`,
    });
    await expectForEverybody(hub, {
      en: { as: siti, paths: pathsOf(thread.id, ground.space.id) },
      ar: { as: laila, paths: pathsOf(arabic.thread.id, here.space.id) },
    });
  },
  tourMs,
);
