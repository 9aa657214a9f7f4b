import { foldHandle } from '@jembatan/shared/handles';
import { describe, expect, it } from 'vitest';
import { type MentionedPerson, type People, readMarkdown, renderMarkdown } from './markdown.ts';

const handles = ['Zoë', '佐藤', 'สมหญิง', 'אורי', 'a.b', 'zoe_k'];
const people: People = new Map(
  handles.map((handle, index): [string, MentionedPerson] => [
    foldHandle(handle),
    { id: String(index).padStart(24, '0'), handle },
  ]),
);
const html = (source: string) => renderMarkdown(source, { people }).html;
const named = (source: string) =>
  renderMarkdown(source, { people }).mentions.map(({ handle }) => handle);

describe('mentions', () => {
  it('TXT-2 three links, the punctuation outside', () => {
    const { html, mentions } = renderMarkdown('@Zoë, @佐藤、@สมหญิง.', { people });
    expect(mentions.map(({ handle }) => handle)).toEqual(['Zoë', '佐藤', 'สมหญิง']);
    expect(html.replace(/<a [^>]*><bdi>(.*?)<\/bdi><\/a>/g, '[$1]')).toBe(
      '<p dir="auto">[@Zoë], [@佐藤]、[@สมหญิง].</p>\n',
    );
    expect(html).toContain(
      'data-person="000000000000000000000001" href="/people/%E4%BD%90%E8%97%A4"',
    );
  });

  it('TXT-2 a name of another direction is isolated', () => {
    expect(html('@אורי wrote')).toContain('<bdi>@אורי</bdi>');
  });

  it.each([
    '`@Zoë`',
    '```\n@Zoë\n```',
    '    @Zoë',
    '[@Zoë](https://example.org)',
    '\\@Zoë',
    'mail@Zoë',
    'zoë@a.b',
    '![@Zoë](/files/0123456789abcdef01234567)',
    'https://example.org/@Zoë',
  ])('none in %j', (source) => {
    expect(named(source)).toEqual([]);
  });

  it.each(['**@Zoë**', '- @Zoë', '# @Zoë', '|@Zoë|\n|-|', '_@Zoë_', '(@Zoë)', '@zoe_k @zoë'])(
    'found in %j',
    (source) => {
      expect(named(source).length).toBeGreaterThan(0);
    },
  );

  it('SYNC-5 counts each person once, quotes apart', () => {
    const source = '> @佐藤:\n>\n> said @Zoë\n\n@สมหญิง and @สมหญิง';
    const rendered = renderMarkdown(source, { people });
    expect(rendered.mentions.map(({ handle }) => handle)).toEqual(['สมหญิง']);
    expect(rendered.quoted.map(({ handle }) => handle)).toEqual(['佐藤']);
    expect(rendered.excerpt).toBe('@สมหญิง and @สมหญิง');
    expect(rendered.text).toContain('said @Zoë');
  });

  it('asks for all candidates at once and can render again with other people', () => {
    const draft = readMarkdown('# @Zoë @佐藤さん');
    expect(draft.candidates).toEqual(['zoë', '佐藤さん', '佐藤さ', '佐藤', '佐']);
    expect(draft.render(new Map()).html).toBe('<h3 dir="auto">@Zoë @佐藤さん</h3>\n');
    expect(draft.render(people).html).toBe(html('# @Zoë @佐藤さん'));
  });

  it('names at most fifty people', () => {
    const many = Array.from({ length: 80 }, (_, index) => `p${index}`);
    const all: People = new Map(many.map((handle) => [handle, { id: handle, handle }]));
    const rendered = renderMarkdown(many.map((handle) => `@${handle}`).join(' '), { people: all });
    expect(rendered.mentions).toHaveLength(50);
    expect(rendered.html).toContain('@p79');
  });
});

describe('directions', () => {
  it('TXT-5 each block by its own text, code left to right', () => {
    const source =
      'انضم إلى WebRTC 10:30\n\nAn English one\n\n- שלום\n- עולם\n\n```\ncode\n```\n\n> اقتباس';
    expect(html(source)).toBe(
      [
        '<p dir="auto">انضم إلى WebRTC 10:30</p>',
        '<p dir="auto">An English one</p>',
        '<ul dir="rtl">\n<li dir="rtl">שלום</li>\n<li dir="rtl">עולם</li>\n</ul>',
        '<pre dir="ltr"><code>code\n</code></pre>',
        '<blockquote dir="rtl">\n<p dir="auto">اقتباس</p>\n</blockquote>\n',
      ].join('\n'),
    );
  });

  it('TXT-5 every block element has a direction', () => {
    const source =
      '# a\n\nb\n\n- c\n\n  d\n\n1. e\n\n> f\n\n|g|\n|-|\n|h|\n\n    i\n\n```\nj\n```\n`k`';
    const tags =
      html(source).match(/<(?:p|h\d|ul|ol|li|blockquote|table|th|td|pre|code)\b[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(14);
    for (const tag of tags.filter((tag) => tag !== '<code>'))
      expect(tag).toMatch(/ dir="(?:auto|ltr|rtl)"/);
  });

  it('TXT-5 a name does not turn a list', () => {
    expect(html('- @אורי hello')).toMatch(/<ul dir="auto">\n<li dir="auto">/);
  });
});

describe('links', () => {
  const old = 'https://example.org/w/Old_(city)';

  it('FMT-2 keeps brackets in addresses', () => {
    const address = 'https://example.org/w/Old_(city)_(east)?q=(a)&z=1';
    for (const source of [`[map](${address})`, address, `(${address})`, `<${address}>`]) {
      const rendered = renderMarkdown(source);
      expect(rendered.links, source).toEqual([address]);
      expect(rendered.html).toContain(
        `href="${address.replace('&', '&amp;')}" rel="nofollow ugc noopener"`,
      );
    }
  });

  it('FMT-2 the outer bracket is plain text', () => {
    expect(html(`(see ${old})`)).toMatch(
      /^<p dir="auto">\(see <a [^>]*>https:\/\/example\.org\/w\/Old_\(city\)<\/a>\)<\/p>/,
    );
  });

  it.each(['。', '、', '）', '」', '.', ',', '!', '؟', '؛', '…', '।', ' ', '\n'])(
    'FMT-2 %j after an address stays outside',
    (mark) => {
      expect(renderMarkdown(`${old}${mark}`).links).toEqual([old]);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '&#106;avascript:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    '//evil.example',
    '/\\evil.example',
    'https:evil',
    'ftp://a.b',
    '\u0001javascript:alert(1)',
  ])('FMT-3 refuses %j', (address) => {
    for (const source of [
      `[x](${address})`,
      `[x](<${address}>)`,
      `<${address}>`,
      address,
      `![x](${address})`,
    ]) {
      const addresses = [...html(source).matchAll(/(?:href|src)="([^"]*)"/g)].map(
        ([, found]) => found,
      );
      for (const found of addresses) expect(found, source).toMatch(/^\/[^/\\]/);
    }
  });

  it('shows addresses as typed, never decoded into something else', () => {
    expect(html('https://example.org/%E2%80%AEgnp')).toContain(
      '>https://example.org/%E2%80%AEgnp</a>',
    );
    expect(html('main.py and readme.md')).not.toContain('<a');
  });
});

describe('pictures', () => {
  it('come from uploads, lazily, with their description', () => {
    const rendered = renderMarkdown('![a "b" <c>](/files/0123456789abcdef01234567)');
    expect(rendered.html).toContain(
      '<img src="/files/0123456789abcdef01234567" alt="a &quot;b&quot; &lt;c&gt;" loading="lazy"',
    );
    expect(rendered.files).toEqual(['0123456789abcdef01234567']);
  });

  it('of another place are links: their server learns of nobody who reads', () => {
    const address = 'https://example.org/a.png';
    const link = (words: string) => `<a href="${address}" rel="nofollow ugc noopener">${words}</a>`;
    expect(html(`![words](${address})`)).toBe(`<p dir="auto">${link('words')}</p>\n`);
    expect(html(`![](${address})`)).toBe(`<p dir="auto">${link(address)}</p>\n`);
    expect(html(`[![words](https://other.example/b.png)](${address})`)).toBe(
      `<p dir="auto">${link('words')}</p>\n`,
    );
  });

  it.each(['/t/1', '/files/../t', 'mailto:a@b.c', '#x'])('not from %s', (source) => {
    expect(html(`![words](${source})`)).toBe('<p dir="auto">words</p>\n');
  });
});

describe('what is typed', () => {
  const typed = [
    '<scr<script>x</script>ipt>boom()</scr</script>ipt>',
    '<img src=q onerror=boom()>',
    '<b>x</b>',
    '&lt;b&gt;',
    '&amp;amp;',
    '<!-- x -->',
    '<a href="javascript:boom()">x</a>',
    '<svg/onload=boom()>',
    '<![CDATA[x]]>',
    '"\'&<>',
    '<style>*{}</style>',
    '</p><script>boom()</script>',
  ];

  it.each(typed)('FMT-3 %s shows as it is, escaped once', (source) => {
    const rendered = renderMarkdown(source);
    const shown = rendered.html
      .replace(/^<p dir="auto">|<\/p>\n$/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&');
    expect(shown).toBe(source);
    expect(rendered.html.replace(/<\/?p\b[^>]*>/g, '')).not.toContain('<');
    expect(rendered.text).toBe(source);
  });

  it('FMT-3 inside code, links, alts and tables too', () => {
    for (const evil of [
      '<script>boom()</script>',
      '"><img src=x onerror=boom()>',
      "' onmouseover='boom()",
    ]) {
      const source = `\`${evil}\`\n\n\`\`\`${evil}\n${evil}\n\`\`\`\n\n[${evil}](https://a.b/${encodeURIComponent(evil)} "${evil}")\n\n![${evil}](https://a.b/c)\n\n|${evil}|\n|-|`;
      const tags = html(source).match(/<[^>]+>/g) ?? [];
      for (const tag of tags)
        expect(tag).toMatch(
          /^<\/?(?:p|pre|code|a|img|div|table|thead|tbody|tr|th|td)(?: (?:dir|href|rel|src|alt|class|loading|decoding|referrerpolicy)="[^"<>]*")*(?: \/)?>$/,
        );
    }
  });

  it('keeps single line breaks', () => {
    expect(html('a\nb')).toBe('<p dir="auto">a<br />\nb</p>\n');
  });
});
