/** The demonstration, made by its own code: each text is found, and shows in its own direction. */
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Declaration, readDeclaration } from '../../scripts/demo/declarations.ts';
import { call } from '../../scripts/demo/hub.ts';
import { forgetfulMemory, type Memory } from '../../scripts/demo/memory.ts';
import { regions } from '../../scripts/demo/regions.ts';
import { seedHub } from '../../scripts/demo/seed.ts';
import { type BrowserStack, startBrowserStack } from './support.ts';

const rightToLeft = new Set(['ar', 'he', 'fa', 'ur', 'ug-arab']);

/** A translation and the thread that holds it. */
interface Text extends Declaration {
  tag: string;
  thread: ThreadView;
  html: string;
}

let hub: BrowserStack;
let texts: Text[];
const memory = forgetfulMemory();

beforeAll(async () => {
  hub = await startBrowserStack();
  await seed(memory);
  texts = await readTexts();
});
afterAll(() => hub?.[Symbol.asyncDispose]());

function seed(mind: Memory) {
  return seedHub({ hubUrl: hub.url, memory: mind, onRegion: () => {} });
}

async function publicCommunities() {
  const query = { limit: '100' };
  return (await call(hub.url, communityRoutes.listCommunities, { query })).items.filter(
    ({ name }) => regions.some((region) => region.name === name),
  );
}

/** As a visitor finds them. */
async function readTexts(): Promise<Text[]> {
  const items = await publicCommunities();
  const found: Text[] = [];
  for (const region of regions) {
    const id = items.find((item) => item.name === region.name)?.id;
    if (!id) throw new Error(`${region.name} is not there`);
    const byTag = await listByTag(id);
    for (const code of region.declarations) {
      const declaration = await readDeclaration(code);
      const tag = declaration.lang.toLowerCase();
      const [thread, ...twins] = byTag.get(tag) ?? [];
      if (!thread || twins.length > 0) throw new Error(`${1 + twins.length} threads in ${tag}`);
      found.push({ ...declaration, tag, thread, html: await firstPost(thread) });
    }
  }
  return found;
}

async function listByTag(id: ThreadView['communityId']) {
  const { items: spaces } = await call(hub.url, communityRoutes.listSpaces, { params: { id } });
  const space = spaces[0];
  if (!space) throw new Error('no forum');
  const { items } = await call(hub.url, threadRoutes.listThreads, {
    params: { id: space.id },
    query: { limit: '100' },
  });
  return Map.groupBy(items, ({ tags }) => tags[0]);
}

async function firstPost({ id }: ThreadView): Promise<string> {
  const { items } = await call(hub.url, threadRoutes.listPosts, {
    params: { id },
    query: { limit: '1' },
  });
  return items[0]?.html ?? '';
}

/** The longest word around the middle, as a reader of that language would cut it. */
function middleWord({ body, lang }: Declaration): string {
  const middle = Math.floor(body.length / 2);
  const near = body.slice(middle - 80, middle + 80);
  const words = [...new Intl.Segmenter(lang, { granularity: 'word' }).segment(near)]
    // The first and the last may be cut off.
    .slice(1, -1)
    .filter((segment) => segment.isWordLike)
    .map(({ segment }) => segment);
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

test('a visitor finds a study group in each region, and meetings in at least five time zones', async () => {
  const zones = new Set<string>();
  for (const { id } of await publicCommunities()) {
    const params = { id };
    const groups = await call(hub.url, communityRoutes.listGroups, { params, query: {} });
    expect(groups.items).toHaveLength(1);
    const query = { communityId: id, from: new Date().toISOString() };
    const sessions = await call(hub.url, sessionRoutes.listSessions, { query });
    for (const { timeZone } of sessions.items) zones.add(timeZone);
  }
  expect(zones.size).toBeGreaterThanOrEqual(5);
});

test('each of the texts, in more than 40 languages, is found by a word from its middle', async () => {
  expect(texts.length).toBeGreaterThanOrEqual(58);
  expect(new Set(texts.map(({ tag }) => tag)).size).toBe(texts.length);
  const missed: string[] = [];
  for (const text of texts) {
    const q = middleWord(text);
    const query = { q, limit: '100' };
    const { items } = await call(hub.url, searchRoutes.search, { query });
    const isFound = items.some(({ thread }) => thread?.id === text.thread.id);
    if (!isFound) missed.push(`${text.tag}: ${q}`);
  }
  expect(missed).toEqual([]);
});

test('every block has a direction of its own, and a browser shows each text in its own', async () => {
  for (const { html, tag } of texts) {
    const blocks = html.match(/<(?:p|h[1-6]|ul|ol|li|blockquote)\b[^>]*>/g) ?? [];
    expect(blocks.length, tag).toBeGreaterThan(40);
    expect(
      blocks.filter((block) => !/ dir="(auto|rtl)"/.test(block)),
      tag,
    ).toEqual([]);
  }
  const arabic = texts.find(({ tag }) => tag === 'ar');
  const page = await hub.open(`/t/${arabic?.thread.id}`, { width: 360 });
  const shown = await page.evaluate(
    (all) => {
      const place = [...document.querySelectorAll('[dir=auto]')]
        .map((block) => block.parentElement)
        .find((parent) => parent?.tagName === 'DIV' && parent.querySelector('p'));
      if (!place) throw new Error('no post on the page');
      const directionsOf = (html: string) => {
        place.innerHTML = html;
        return [...place.children].map((block) => getComputedStyle(block).direction);
      };
      return all.map(({ tag, html }) => ({ tag, directions: directionsOf(html) }));
    },
    texts.map(({ tag, html }) => ({ tag, html })),
  );
  for (const { tag, directions } of shown) {
    const own = rightToLeft.has(tag) ? 'rtl' : 'ltr';
    // A block of digits alone has none and follows the page.
    const share = directions.filter((one) => one === own).length / directions.length;
    expect(share, tag).toBeGreaterThan(0.95);
  }
});

test('a second run adds nothing, and one that was broken off is finished without twins', async () => {
  const count = async () => {
    const { items } = await call(hub.url, communityRoutes.listCommunities, {
      query: { limit: '100' },
    });
    return items.length;
  };
  const before = await count();
  expect(await seed(memory)).toEqual([]);
  expect(await seed(forgetfulMemory())).toEqual([]);
  // As if the run had ended just before it could say that it is done.
  const brokenOff: Memory = { ...memory, isFinished: (name) => name !== regions[1]?.name };
  expect((await seed(brokenOff)).map(({ name }) => name)).toEqual([regions[1]?.name]);
  expect(await count()).toBe(before);
  await expect(readTexts()).resolves.toHaveLength(texts.length);
});
