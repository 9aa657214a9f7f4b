import { quoteMarkdown } from '@jembatan/shared/quote';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.ts';

const html = (source: string) => renderMarkdown(source).html;

/** What the quote of a text must look like: the text's own HTML in a blockquote, the answer after it. */
function expectWhole(source: string): void {
  const rendered = html(`${quoteMarkdown(source)}Done.`);
  const [, inside, outside] =
    /^<blockquote dir="(?:auto|rtl)">\n([\s\S]*)<\/blockquote>\n([\s\S]*)$/.exec(rendered) ?? [];
  expect(inside, source).toBe(html(`${source}\n`));
  expect(outside).toBe('<p dir="auto">Done.</p>\n');
}

const post = 'Run this:\n```\n> not a quote\n# not a heading\n```\nthen tell us.';

describe('quoteMarkdown', () => {
  it('FMT-1 all of the post inside, code unchanged, the answer outside', () => {
    expectWhole(post);
    expect(html(`${quoteMarkdown(post)}Done.`)).toContain(
      '<code>&gt; not a quote\n# not a heading\n</code>',
    );
  });

  it('FMT-1 the same for two and more levels', () => {
    let text = post;
    for (let level = 0; level < 5; level += 1) {
      expectWhole(text);
      text = `${quoteMarkdown(text)}Done.`;
    }
    expect(text.match(/Done\./g)).toHaveLength(5);
  });

  it.each([
    '```\nnever closed',
    '~~~\n```\n~~~\nafter',
    '````\n```\nx\n```\n````\nafter',
    '```js\n\ttab\n\n\n  spaces\n```',
    '\tindented code\n\t\tdeeper\n\nafter',
    '   \tcode',
    '- a\n  - b\n\n    c\n- d',
    '- ```\n  > x\n  ```\n- y',
    '1. a\n2. b\n\n\n3. c',
    '> quoted\nlazy\n\n> again',
    '> ```\n> x\n> ```',
    '|a|b|\n|-|-|\n|1|2|',
    '# h\n\ntext\n---\n***',
    'a  \nb\\\nc',
    '<b>typed</b> &amp; @nobody',
    'انضم\n\n- שלום',
    '',
    '``` not a fence ```\n# h',
  ])('FMT-1 %j', (source) => {
    if (source !== '') expectWhole(source);
    expectWhole(`${quoteMarkdown(source)}Done.`);
    expect(html(`${quoteMarkdown(source)}Done.`)).toMatch(
      /<\/blockquote>\n<p dir="auto">Done\.<\/p>\n$/,
    );
  });

  it('does not care for line ends', () => {
    expect(quoteMarkdown(post.replaceAll('\n', '\r\n'))).toBe(quoteMarkdown(post));
  });

  it('SYNC-5 names whom it quotes, and this is no mention', () => {
    const people = new Map([['佐藤', { id: '0'.repeat(24), handle: '佐藤' }]]);
    const rendered = renderMarkdown(`${quoteMarkdown('hi @佐藤', { handle: '佐藤' })}Done.`, {
      people,
    });
    expect(rendered.quoted).toHaveLength(1);
    expect(rendered.mentions).toEqual([]);
    expect(rendered.html).toContain('<blockquote dir="auto">\n<p dir="auto"><a class="mention"');
  });
});
