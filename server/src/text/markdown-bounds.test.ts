import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.ts';

/** Texts of `size` characters that have made Markdown parsers slow. */
const hostile: Record<string, (size: number) => string> = {
  quotes: (size) => '>'.repeat(size),
  'quoted lines': (size) => `${'>'.repeat(30)}a\n`.repeat(size / 32),
  brackets: (size) => '['.repeat(size),
  pictures: (size) => '!['.repeat(size / 2),
  'open links': (size) => '[a]('.repeat(size / 4),
  'open angles': (size) => '[a](<b'.repeat(size / 6),
  'nested links': (size) => '['.repeat(size / 2) + ']'.repeat(size / 2),
  emphasis: (size) => '*a **b _c '.repeat(size / 10),
  'closed emphasis': (size) => `${'*'.repeat(size / 2 - 1)}a${'*'.repeat(size / 2)}`,
  underscores: (size) => 'a_'.repeat(size / 2),
  backticks: (size) =>
    Array.from({ length: Math.sqrt(size * 2) }, (_, n) => '`'.repeat(n)).join(' '),
  tags: (size) => '<a '.repeat(size / 3),
  entities: (size) => '&#x'.repeat(size / 3),
  'wide table': (size) => `${'|a'.repeat(size / 4)}\n${'|-'.repeat(size / 4)}`,
  'long table': (size) => `|a|b|\n|-|-|\n${'|\n'.repeat(size / 2)}`,
  'many tables': (size) => 'a|b\n-|-\n\n'.repeat(size / 9),
  rulers: (size) => '-|-\n'.repeat(size / 4),
  definitions: (size) => '[a]: b\n'.repeat(size / 7),
  'deep list': (size) => '- '.repeat(size / 2),
  'long list': (size) => '-\n'.repeat(size / 2),
  'lists in quotes': (size) => '- > - > a\n'.repeat(size / 10),
  'lazy quote': (size) => `> a\n${'b\n'.repeat(size / 2)}`,
  ats: (size) => '@a'.repeat(size / 2),
  'long names': (size) => `@${'佐'.repeat(120)}`.repeat(size / 121),
  addresses: (size) => 'https://a.b '.repeat(size / 12),
  'half addresses': (size) => 'a://'.repeat(size / 4),
  'open brackets': (size) => `https://a.b/${'('.repeat(size)}`,
  mails: (size) => 'a@b.'.repeat(size / 4),
  headings: (size) => '#\n'.repeat(size / 2),
  fences: (size) => '```a\n~~~\n'.repeat(size / 9),
  escapes: (size) => '\\*'.repeat(size / 2),
  breaks: (size) => 'a  \n'.repeat(size / 4),
  dollars: (size) => '$a '.repeat(size / 3),
  'double dollars': (size) => '$$a\n'.repeat(size / 4),
  'dollar signs': (size) => '$'.repeat(size),
  'escaped dollars': (size) => `$a${'\\$'.repeat(size / 2)}`,
  'open spoilers': (size) => ':::spoiler\n'.repeat(size / 11),
  'closed spoilers': (size) => ':::spoiler a\n:::\n'.repeat(size / 17),
  'open notes': (size) => `[^a]: b\n\n${'[^a'.repeat(size / 3)}`,
  notes: (size) => Array.from({ length: size / 20 }, (_, n) => `[^${n}]: [^${n}]\n`).join(''),
  'one note': (size) => `[^a]: b\n\n${'[^a]'.repeat(size / 4)}`,
  times: (size) => '[time 2026-11-25 15:00 Asia/Jakarta] '.repeat(size / 37),
  'half times': (size) => '[time '.repeat(size / 6),
  colons: (size) => ':a'.repeat(size / 2),
  'short names': (size) => ':tada: '.repeat(size / 7),
  'code that is none': (size) => `\`\`\`js\n${'/*"\'{('.repeat(size / 6)}\n\`\`\``,
  'open markup': (size) => `\`\`\`xml\n${'<a '.repeat(size / 3)}\n\`\`\``,
  'open strings': (size) => `\`\`\`php\n${'$a="{'.repeat(size / 6)}\n\`\`\``,
  marks: (size) => `a${'\u0301'.repeat(size)}`,
};

/** CPU time of this process: other programs don't count. */
function cpuMs(source: string): number {
  const before = process.cpuUsage();
  renderMarkdown(source);
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1_000;
}

describe('bounds', () => {
  it.each(Object.keys(hostile))(
    'four times the %s cost about four times as much',
    (name) => {
      const make = hostile[name] ?? String;
      const grows = () => cpuMs(make(40_000)) / Math.max(4, cpuMs(make(10_000)));
      // A collection in the middle of one run says nothing; five in a row would.
      expect([1, 2, 3, 4, 5].some(() => grows() < 9)).toBe(true);
    },
    60_000,
  );

  it.each(Object.keys(hostile))('the %s stay within the size of a page', (name) => {
    const { html } = renderMarkdown((hostile[name] ?? String)(40_000));
    expect(html.length).toBeLessThan(500_100);
  });

  it('shows what lies too deep instead of dropping it', () => {
    for (const deep of ['> '.repeat(60), '- '.repeat(60), '1. '.repeat(60)]) {
      const { html, text } = renderMarkdown(`${deep}the end`);
      expect(text).toContain('the end');
      expect(html.match(/<(?:blockquote|li)/g)?.length).toBeLessThanOrEqual(20);
    }
  });

  it('shows what comes too late instead of dropping it', () => {
    expect(renderMarkdown(`${'# a\n'.repeat(9_000)}the end`).text).toContain('the end');
    expect(renderMarkdown(`|a|b|\n|-|-|\n${'|c|d|\n'.repeat(5_000)}\nthe end`).text).toContain(
      'the end',
    );
  });

  it('takes tables of an honest size', () => {
    const { html } = renderMarkdown(`|a|b|c|\n|:-|-:|:-:|\n${'|1|2|3|\n'.repeat(300)}`);
    expect(html.match(/<tr>/g)).toHaveLength(301);
    expect(html).toContain('<td data-align="center" dir="auto">3</td>');
  });

  it('stays flat in emphasis', () => {
    const { html, text } = renderMarkdown(`${'*'.repeat(600)}deep${'*'.repeat(600)}`);
    expect(html.match(/<(?:strong|em)>/g)?.length).toBeLessThan(15);
    expect(text).toContain('deep');
  });
});
