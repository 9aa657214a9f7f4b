import { expect, test } from 'vitest';
import { readPage } from './page-facts.ts';

const page = (html: string | Buffer, contentType = 'text/html') =>
  readPage({ url: 'https://a.example/b/', contentType, bytes: Buffer.from(html) });

test('a page is described by its own words', () => {
  expect(
    page(
      `<title>Old &amp; new</title><meta property="og:title" content="Rivers &lt;of&gt; Java">
       <meta name="description" content="Where they
       flow"><meta property="og:site_name" content="Atlas"><meta property="og:image" content="../r.png">`,
    ),
  ).toEqual({
    title: 'Rivers <of> Java',
    description: 'Where they flow',
    siteName: 'Atlas',
    picture: 'https://a.example/r.png',
  });
  expect(page('<title>Only a title</title><body><title>no</title>')?.title).toBe('Only a title');
});

test.each([
  ['by the header', 'text/html; charset=shift_jis', ''],
  ['by the page', 'text/html', '<meta charset="shift_jis">'],
])('an old encoding is read %s', (_how, type, meta) => {
  const kanji = Buffer.from([0x93, 0xfa, 0x96, 0x7b]);
  const html = Buffer.concat([Buffer.from(`${meta}<title>`), kanji, Buffer.from('</title>')]);
  expect(page(html, type)?.title).toBe('日本');
});

test('what turns or hides words, or is too long, does not come through', () => {
  expect(page('<title>safe\u202Egnp.exe \u200B\u0000 x</title>')?.title).toBe('safegnp.exe x');
  expect(page(`<title>${'é'.repeat(5_000)}</title>`)?.title).toHaveLength(200);
});

test.each([
  '',
  '<title></title>',
  '<meta>',
  '\u0000\u0001',
  '<body><meta property="og:title" content="x">',
])('%j says nothing', (html) => expect(page(html)).toBeNull());

test.each(['javascript:boom()', 'data:image/png;base64,AA', 'file:///etc/passwd', 'http://['])(
  'a picture at %s is none',
  (address) =>
    expect(page(`<title>a</title><meta property="og:image" content="${address}">`)?.picture).toBe(
      '',
    ),
);

test('hostile pages are read in no time', () => {
  const started = process.cpuUsage();
  for (const piece of ['<', '<a ', '<meta ', '<title>', '&', '<!--', '<meta content="'])
    page(piece.repeat(256_000 / piece.length));
  expect(process.cpuUsage(started).user).toBeLessThan(3_000_000);
});
