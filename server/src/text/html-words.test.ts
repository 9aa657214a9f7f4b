import { quoteMarkdown } from '@jembatan/shared/quote';
import { expect, it } from 'vitest';
import { wordsOfHtml } from './html-words.ts';
import { renderMarkdown } from './markdown.ts';

const people = new Map(
  ['anna', '佐藤'].map((handle, index) => [
    handle,
    { id: String(index).padStart(24, '0'), handle },
  ]),
);
const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

it.each([
  'Hello **there** @anna, `a < b` & "c"',
  '# Head\n\n- one\n- two\n\n|a|b|\n|-|-|\n|1|2|',
  "<b>typed</b> &amp; &lt; 'x'",
  '```\nif (a < b && c > d) {}\n```',
  `${quoteMarkdown('deep\n\n> deeper', { handle: '佐藤' })}Mine.`,
  '> only quoted',
  '![a "picture" <b>](/files/0123456789abcdef01234567)',
  'a\nb',
])('says of the HTML what the renderer says of the Markdown: %j', (source) => {
  const rendered = renderMarkdown(source, { people });
  const words = wordsOfHtml(rendered.html);
  expect(squeeze(words.text)).toBe(squeeze(rendered.text));
  expect(squeeze(words.own)).toBe(squeeze(rendered.excerpt));
  expect(words.quoted).toEqual(rendered.quoted.map(({ id }) => id));
});

it('SYNC-5 finds the opener of outer quotes only', () => {
  const twice = quoteMarkdown(`${quoteMarkdown('hi', { handle: 'anna' })}and`, { handle: '佐藤' });
  const { html } = renderMarkdown(`${twice}Done. @anna`, { people });
  expect(wordsOfHtml(html).quoted).toEqual(['000000000000000000000001']);
  const late = renderMarkdown('> said @anna', { people });
  expect(wordsOfHtml(late.html).quoted).toEqual([]);
});
