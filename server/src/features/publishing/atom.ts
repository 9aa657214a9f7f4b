import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PostView, ThreadView } from '@jembatan/shared/threads.view';
import { encodePath } from '../../kernel/encode-path.ts';
import { withSlug } from './heads.ts';
import { escapeXml } from './xml.ts';

/** One thing a feed tells of. */
export interface FeedEntry {
  /** Path of the page it stands on. */
  path: string;
  /** A path that outlives a change of title: by it, readers know what they have. */
  idPath: string;
  title: string;
  author: string;
  /** Instants, ISO 8601. */
  published: string;
  updated: string;
  /** Safe HTML; absent where only a title is told. */
  html?: string;
  lang?: string;
}

export interface Feed {
  title: string;
  /** Path of the page it follows. */
  path: string;
  selfPath: string;
  /** Of the page with the newest, and of what is older (RFC 5005). */
  firstPath: string;
  nextPath: string | null;
  entries: readonly FeedEntry[];
}

/** Atom, as RFC 4287 has it. `origin`: of the hub, without a slash at its end. */
export function toAtom(feed: Feed, origin: string): string {
  const updated =
    feed.entries
      .map((entry) => entry.updated)
      .sort()
      .at(-1) ?? new Date(0).toISOString();
  const address = (path: string) => escapeXml(origin + encodePath(path));
  const entries = feed.entries.map((entry) => {
    const lang = entry.lang && entry.lang !== 'und' ? ` xml:lang="${escapeXml(entry.lang)}"` : '';
    const content = entry.html
      ? `<content type="html">${escapeXml(absolute(entry.html, origin))}</content>`
      : '';
    return `<entry${lang}><id>${address(entry.idPath)}</id><title>${escapeXml(entry.title)}</title><link href="${address(entry.path)}"/><author><name>${escapeXml(entry.author)}</name></author><published>${entry.published}</published><updated>${entry.updated}</updated>${content}</entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>${address(feed.firstPath)}</id><title>${escapeXml(feed.title)}</title><updated>${updated}</updated><link rel="self" type="application/atom+xml" href="${address(feed.selfPath)}"/>${pagesOf(feed, address)}<link rel="alternate" type="text/html" href="${address(feed.path)}"/>${entries.join('')}</feed>\n`;
}

function pagesOf({ firstPath, nextPath }: Feed, address: (path: string) => string): string {
  const link = (rel: string, path: string) =>
    `<link rel="${rel}" type="application/atom+xml" href="${address(path)}"/>`;
  return link('first', firstPath) + (nextPath === null ? '' : link('next', nextPath));
}

/** A feed is read elsewhere: addresses of the hub need its name. */
const absolute = (html: string, origin: string) =>
  html.replaceAll(/ (href|src)="\/(?!\/)/g, (_all, name: string) => ` ${name}="${origin}/`);

const threadPath = ({ id, slug }: ThreadView) => withSlug(`/t/${id}`, slug);

export const entryOfThread = (thread: ThreadView): FeedEntry => ({
  path: threadPath(thread),
  idPath: `/t/${thread.id}`,
  title: thread.title,
  author: thread.author.displayName,
  published: thread.createdAt,
  updated: thread.lastActivityAt,
});

/** Posts that are to be read, the newest first. */
export function entriesOfPosts(
  thread: ThreadView,
  posts: readonly PostView[],
  people: PeopleById,
): FeedEntry[] {
  const shown = posts.filter(({ deleted, hidden }) => !deleted && !hidden);
  return shown.toReversed().map((post) => ({
    path: `${threadPath(thread)}#p${post.number}`,
    idPath: `/t/${thread.id}#p${post.number}`,
    title: thread.title,
    author: people[post.author.id]?.displayName ?? post.author.displayName,
    published: post.createdAt,
    updated: post.editedAt ?? post.createdAt,
    html: post.html,
    lang: post.lang,
  }));
}
