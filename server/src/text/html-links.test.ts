import { expect, test } from 'vitest';
import { linksOfHtml } from './html-links.ts';
import { renderMarkdown } from './markdown.ts';

const links = (source: string, most = 9) => linksOfHtml(renderMarkdown(source).html, most);

test('FMT-2 addresses with brackets are found whole', () => {
  expect(
    links(
      '[map](https://example.org/w/Old_(city)_(east)?q=(a)&z=1)\n\nhttps://example.org/w/Old_(city)\n\n(see https://example.org/x/Old_(city))',
    ),
  ).toEqual([
    'https://example.org/w/Old_(city)_(east)?q=(a)&z=1',
    'https://example.org/w/Old_(city)',
    'https://example.org/x/Old_(city)',
  ]);
});

test('only what the author links to in the open counts, each once', () => {
  const source =
    '> https://a.example\n\nhttps://b.example https://b.example\n\n:::spoiler\nhttps://c.example\n:::\n\n`https://d.example` @maya mailto:x@e.example https://f.example';
  expect(links(source)).toEqual(['https://b.example', 'https://f.example']);
  expect(links(source, 1)).toEqual(['https://b.example']);
});
