import highlighter from 'highlight.js/lib/common';
import { describe, expect, it, test } from 'vitest';
import { highlightCode } from './highlight.ts';
import { wordsOfHtml } from './html-words.ts';
import { renderMarkdown } from './markdown.ts';
import { withNoteIds } from './note-ids.ts';

const htmlOf = (source: string) => renderMarkdown(source).html;

describe('code', () => {
  it('is coloured by classes, and every character stays', () => {
    const source = 'const a = "<b>&"; // `x`';
    const { html, text } = renderMarkdown(`\`\`\`js\n${source}\n\`\`\``);
    expect(html).toContain('<span class="hljs-keyword">const</span>');
    expect(html).not.toMatch(/style=|<b>/);
    expect(text).toBe(source);
    expect(wordsOfHtml(html).text).toBe(source);
  });

  it('without a known language, or beyond its budget, is as it was typed', () => {
    expect(htmlOf('```nothing\nif (a < b)\n```')).toContain(
      '<code class="language-nothing">if (a &lt; b)',
    );
    expect(htmlOf(`\`\`\`js\n${'const a;\n'.repeat(2_000)}\`\`\``)).not.toContain('hljs');
  });

  it('in any language is read in no time, whatever it holds', () => {
    const hostile = ['<a ', '"\\', '/*', '((((', '${`', '#{"', "b'", '@a.', '1e', '{{', '=begin\n'];
    const slow = highlighter.listLanguages().flatMap((language) =>
      hostile
        .filter((piece) => {
          const started = process.cpuUsage();
          highlightCode(piece.repeat(12_000 / piece.length), language);
          return process.cpuUsage(started).user > 1_500_000;
        })
        .map((piece) => `${language}: ${piece}`),
    );
    expect(slow).toEqual([]);
  }, 120_000);
});

describe('maths', () => {
  it('stays text that reads without script', () => {
    expect(htmlOf('so $x^2 < y$ holds')).toContain(
      '<code class="math" dir="ltr">x^2 &lt; y</code>',
    );
    expect(htmlOf('$$\n\\frac{a}{b}\n$$')).toBe(
      '<pre dir="ltr"><code class="math math-wide">\\frac{a}{b}</code></pre>\n',
    );
    expect(htmlOf('> $$a$$')).toContain('<code class="math math-wide">a</code>');
  });

  it.each([
    'costs $5 and $6',
    'from $5 to $6$7',
    '\\$x\\$',
    '`$x$`',
    '$ x $',
    '$$ and $',
    '$$\nnever closed\n\nthe end',
  ])('%j is none', (source) => expect(htmlOf(source)).not.toContain('class="math'));

  it('marks inside are TeX and nothing else', () => {
    expect(htmlOf('$a_1 b_1 *c* @x [a](b)$')).toContain('>a_1 b_1 *c* @x [a](b)</code>');
  });

  it('TXT-5 is left to right in a text from right to left', () => {
    expect(htmlOf('الحل هو $x=1$')).toMatch(/^<p dir="auto">.*<code class="math" dir="ltr">/);
  });
});

describe('spoilers', () => {
  it('open without script, and hold anything', () => {
    const html = htmlOf(':::spoiler The **end**\n- a\n\n```\n:::\n```\n:::\nafter');
    expect(html).toContain('<summary dir="auto">The <strong>end</strong></summary>');
    expect(html).toMatch(/<\/details>\s*<p dir="auto">after/);
  });

  it('are searched, but no snippet tells what they hold', () => {
    const { text, excerpt, html } = renderMarkdown('Guess\n\n:::spoiler\nforty-two\n:::');
    expect(text).toContain('forty-two');
    expect(excerpt).toBe('Guess');
    expect(wordsOfHtml(html).own).toBe('Guess');
  });

  it('nest, and end with the text when nobody closed them', () => {
    const html = htmlOf(':::spoiler a\n:::spoiler b\nin\n:::\nstill a');
    expect(html.match(/<details/g)).toHaveLength(2);
    expect(html.match(/<\/details>/g)).toHaveLength(2);
    expect(html.lastIndexOf('</details>')).toBeGreaterThan(html.indexOf('still a'));
  });
});

describe('notes', () => {
  const source = 'One[^b] two[^a] three[^b]\n\n[^a]: *first*\n[^b]: second\n\n[^c]: nobody\n\nend';

  it('are numbered as they are named, and none is lost', () => {
    const { html, text } = renderMarkdown(source);
    expect(html).toContain('<sup id="note~1-r"><a href="#note~1">1</a></sup> two');
    expect(html).toMatch(/<li id="note~1"><p dir="auto">second <sup><a href="#note~1-r">/);
    expect(html).toContain('<em>first</em>');
    expect(text).toMatch(/^One two three\nend\nsecond/);
    expect(text).toContain('nobody');
  });

  it('of two posts on one page have different ids', () => {
    const html = htmlOf(source);
    const ids = [1, 2].flatMap((number) =>
      [...withNoteIds(html, number).matchAll(/ id="([^"]+)"/g)].map((match) => match[1]),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(withNoteIds(html, 7)).toContain('href="#note-7-1-r"');
  });

  it('words that look like ids stay as they were typed', () => {
    const typed = 'a[^1] id="note~1 `href="#note~1"`\n\n[^1]: b';
    const { text } = renderMarkdown(typed);
    expect(wordsOfHtml(withNoteIds(htmlOf(typed), 3)).text.split('\n')[0]).toBe(
      text.split('\n')[0],
    );
  });

  it('a reference without its note is text', () => {
    expect(htmlOf('a[^1]')).toBe('<p dir="auto">a[^1]</p>\n');
  });
});

describe('TIME-3 times', () => {
  const instantOf = (token: string) => /datetime="([^"]*)"/.exec(htmlOf(token))?.[1];

  it.each([
    ['[time 2026-12-31 23:30 America/Los_Angeles]', '2027-01-01T07:30:00Z'],
    ['[time 2026-03-01 00:15 Pacific/Auckland]', '2026-02-28T11:15:00Z'],
    ['[time 2026-03-01 06:00 Asia/Kathmandu]', '2026-03-01T00:15:00Z'],
    ['[time 2026-03-29 02:30 Europe/Berlin]', '2026-03-29T01:30:00Z'],
    ['[time 2026-10-25 02:30 Europe/Berlin]', '2026-10-25T00:30:00Z'],
  ])('%s is one instant', (token, instant) => expect(instantOf(token)).toBe(instant));

  it('without script it reads as its author wrote it', () => {
    expect(htmlOf('[time 2026-11-25 15:00 Asia/Jakarta]')).toContain(
      '>2026-11-25 15:00 (Asia/Jakarta)<',
    );
  });

  it.each([
    '[time 2026-02-30 15:00 Asia/Jakarta]',
    '[time 2026-11-25 25:00 Asia/Jakarta]',
    '[time 2026-11-25 15:00 Mars/Base]',
    '`[time 2026-11-25 15:00 Asia/Jakarta]`',
  ])('%s is text', (token) => expect(htmlOf(token)).not.toContain('<time'));
});

describe('emoji', () => {
  it('have short names', () => expect(htmlOf('Done :tada: 好:+1:')).toContain('Done 🎉 好👍'));

  it.each(['10:100:20', 'https://a.example/:tada:/b', 'a::tada:', '`:tada:`', 'std::tada::x'])(
    '%s is left alone',
    (source) => expect(htmlOf(source)).not.toMatch(/🎉|💯/),
  );
});

test('a wide table scrolls inside its own box', () => {
  expect(htmlOf('|a|b|\n|-|-|\n|1|2|')).toMatch(
    /^<div class="table-box"><table[\s\S]*<\/table><\/div>/,
  );
});

test('FMT-3 nothing runs in any of them', () => {
  const evil = '<img src=q onerror=boom()>';
  const source = [
    `$${evil}$`,
    `:::spoiler ${evil}\n${evil}\n:::`,
    `a[^1]\n\n[^1]: ${evil}`,
    `\`\`\`html\n${evil}\n\`\`\``,
    `[time 2026-11-25 15:00 ${evil}]`,
    `|${evil}|\n|-|\n|${evil}|`,
  ].join('\n\n');
  const { html, text } = renderMarkdown(source);
  expect(html).not.toMatch(/<img|onerror="/);
  expect(text.split(evil).length - 1).toBeGreaterThanOrEqual(6);
});
