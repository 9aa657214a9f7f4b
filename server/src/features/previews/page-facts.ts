import { Parser } from 'htmlparser2';
import type { Fetched } from './door.ts';

/** What a page says of itself, as plain text. */
export interface PageFacts {
  title: string;
  description: string;
  siteName: string;
  /** Address of its picture, or ''. */
  picture: string;
}

const longest = { title: 200, description: 300, siteName: 80 };

/** A page's own words about itself; null when it has not even a title. */
export function readPage(page: Fetched): PageFacts | null {
  const { meta, title } = readHead(decode(page));
  const facts = {
    title: tidy(meta.get('og:title') ?? meta.get('twitter:title') ?? title, longest.title),
    description: tidy(
      meta.get('og:description') ?? meta.get('description') ?? '',
      longest.description,
    ),
    siteName: tidy(meta.get('og:site_name') ?? '', longest.siteName),
    picture: pictureOf(meta.get('og:image') ?? meta.get('twitter:image') ?? '', page.url),
  };
  return facts.title === '' ? null : facts;
}

function readHead(html: string): { meta: ReadonlyMap<string, string>; title: string } {
  const meta = new Map<string, string>();
  let title = '';
  let inTitle = false;
  const parser = new Parser({
    onopentag(name, { property, name: called, content }) {
      if (name === 'title') inTitle = title === '';
      const key = (property ?? called ?? '').toLowerCase();
      if (name === 'meta' && key !== '' && content && !meta.has(key)) meta.set(key, content);
      if (name === 'body') parser.pause();
    },
    ontext(text) {
      if (inTitle) title += text;
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false;
    },
  });
  parser.write(html);
  return { meta, title };
}

/** By the header, by the page's own word for it, else UTF-8. */
function decode({ bytes, contentType }: Fetched): string {
  const said = /charset\s*=\s*["']?([\w-]{1,40})/i;
  const start = bytes.subarray(0, 2_048).toString('latin1');
  const mark = bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  const label = mark ?? said.exec(contentType)?.[1] ?? said.exec(start)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    // Not an encoding anybody knows.
    return bytes.toString('utf8');
  }
}

/** One line without what would turn or hide the words around it. */
function tidy(text: string, most: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, (run) => (/^\p{Cf}+$/u.test(run) ? '' : ' '))
    .trim();
  const letters = [...line.slice(0, most * 4)];
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : line;
}

function pictureOf(address: string, page: string): string {
  if (address === '' || !URL.canParse(address, page)) return '';
  const url = new URL(address, page);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : '';
}
