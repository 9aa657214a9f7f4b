import { describe, expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';
import { translateMarkdown } from './markdown-translate.ts';

/** A translator that shouts, and leaves tags alone. */
const shout = async (html: readonly string[]) =>
  html.map((text) =>
    text.replace(/<code[^>]*>[^<]*<\/code>|<[^>]*>|&[a-z#0-9]+;|[^<&]+/g, (part) =>
      /^[<&]/.test(part) ? part : part.toUpperCase(),
    ),
  );
/** One that loses every tag. */
const careless = async (html: readonly string[]) =>
  html.map((text) => text.replace(/<[^>]*>/g, '').toUpperCase());

const kept: [string, string][] = [
  ['plain words', 'PLAIN WORDS'],
  ['a < b & "c"', 'A < B & "C"'],
  [
    'see `let x` and @anna and https://a.example/b?c=d.',
    'SEE `let x` AND @anna AND https://a.example/b?c=d.',
  ],
  ['**bold** and *soft* and ~~gone~~', '**BOLD** AND *SOFT* AND ~~GONE~~'],
  ['[the map](https://x.example/A_(b)) here', '[THE MAP](https://x.example/A_(b)) HERE'],
  ['![a cat](/files/0123456789abcdef01234567)', '![a cat](/files/0123456789abcdef01234567)'],
  ['with $a^2 + b$ in it, for $5 and $6', 'WITH $a^2 + b$ IN IT, FOR $5 AND $6'],
  ['# head\n\n- one\n  - [ ] two\n1. three', '# HEAD\n\n- ONE\n  - [ ] TWO\n1. THREE'],
  ['> quoted\n> > deeper', '> QUOTED\n> > DEEPER'],
  ['```js\nlet a = 1;\n```\nafter', '```js\nlet a = 1;\n```\nAFTER'],
  ['> ```\n> code\nafter', '> ```\n> code\nAFTER'],
  ['text\n\n    code here', 'TEXT\n\n    code here'],
  ['$$\nx = y\n$$\nafter', '$$\nx = y\n$$\nAFTER'],
  ['| a | b |\n|---|:-:|\n| one `x` | two |', '| A | B |\n|---|:-:|\n| ONE `x` | TWO |'],
  ['line one  \nline two', 'LINE ONE  \nLINE TWO'],
  ['note[^1]\n\n[^1]: the words', 'NOTE[^1]\n\n[^1]: THE WORDS'],
  ['\\*not soft\\*', '\\*NOT SOFT\\*'],
  ['12 + 3 = 15\n🙂', '12 + 3 = 15\n🙂'],
  ['', ''],
];

describe('a translated text keeps its form', () => {
  test.each(kept)('%j', async (source, expected) => {
    expect(await translateMarkdown(source, shout)).toBe(expected);
  });

  test.each(kept)('%j, when the translator loses the marks', async (source, expected) => {
    expect(await translateMarkdown(source, careless)).toBe(expected);
  });

  test('handles and addresses are not told to the translator', async () => {
    const told: string[] = [];
    await translateMarkdown('Ask @maya or maya@school.example, `key=1`', async (html) => {
      told.push(...html);
      return html;
    });
    expect(told.join()).not.toMatch(/maya|school|key/);
  });

  test('what comes back as markup is text like any other', async () => {
    const evil = async (html: readonly string[]) =>
      html.map(() => '<script>boom()</script>&lt;img src=q onerror=boom()&gt;');
    const { html } = renderMarkdown(await translateMarkdown('hello', evil));
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&lt;script');
  });

  test('a hostile line is read in no time', async () => {
    const started = performance.now();
    for (const line of [
      '_a '.repeat(13_000),
      '*'.repeat(40_000),
      '['.repeat(40_000),
      '`a'.repeat(20_000),
    ])
      await translateMarkdown(line, shout);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
