import type { Reading, TagReading } from '@jembatan/shared/reading';
import { wordsOfHtml } from '../../text/html-words.ts';
import { beginningOf } from '../../text/snippet.ts';

/** Characters of a description, as search engines show them. */
const descriptionLength = 200;

/** What a page says of itself to those who only look at its head. */
export interface PageHead {
  /** Null where the hub itself speaks: then in the reader's language. */
  title: string | null;
  description: string | null;
  /** Path with the slug, and the page where it is not the first. */
  canonicalPath: string;
  /** Path of the feed that follows it; null where there is none. */
  feedPath: string | null;
  /** It is another page in each language, and not only in other words around it. */
  speaks: boolean;
  prev: string | null;
  next: string | null;
  type: 'article' | 'website';
  /** A picture for those who show links as cards. */
  image: string | null;
  /** As schema.org says it; null where there is no word for it. */
  structured: object | null;
}

/** An id alone is an address too: titles without letters have no slug. */
export const withSlug = (path: string, slug: string) => (slug ? `${path}/${slug}` : path);

/** A tag may have any sign in its name. */
export const tagPath = (communityId: string, name: string) =>
  `/communities/${communityId}/tags/${encodeURIComponent(name)}`;
export const tagFeedPath = (communityId: string, name: string) =>
  `/feeds/c/${communityId}/tags/${encodeURIComponent(name)}`;

/** The address without the part; not yet encoded. */
export function pathOf(reading: Reading): string {
  if (reading.kind === 'thread') return withSlug(`/t/${reading.thread.id}`, reading.thread.slug);
  if (reading.kind === 'space') return withSlug(`/spaces/${reading.space.id}`, reading.space.slug);
  if (reading.kind === 'tag') return tagPath(reading.community.id, reading.tag.name);
  if (reading.kind === 'start') return '/';
  if (reading.kind === 'communities') return '/communities';
  return withSlug(`/c/${reading.community.id}`, reading.community.slug);
}

export function headOf(reading: Reading): PageHead {
  const path = pathOf(reading);
  const base = {
    ...{ title: null, description: null, canonicalPath: path, feedPath: null, speaks: false },
    ...{ prev: null, next: null, image: null, structured: null },
  };
  if (reading.kind === 'start') return { ...base, speaks: true, type: 'website' };
  if (reading.kind === 'communities') {
    const at = (cursor: string) => `${path}?after=${cursor}`;
    const { after, nextCursor } = reading;
    const pages = { canonicalPath: after ? at(after) : path, next: nextCursor && at(nextCursor) };
    return { ...base, ...pages, type: 'website' };
  }
  if (reading.kind === 'community') {
    const { name, description, id } = reading.community;
    const feedPath = `/feeds/c/${id}`;
    return { ...base, title: name, description, feedPath, type: 'website' };
  }
  if (reading.kind === 'space') {
    const { name, description, id } = reading.space;
    const feedPath = `/feeds/spaces/${id}`;
    return { ...base, title: name, description, feedPath, type: 'website' };
  }
  if (reading.kind === 'tag') return headOfTag(reading, base);
  const { thread, page, pages, whole } = reading;
  const at = (number: number) => (number === 1 ? path : `${path}?page=${number}`);
  return {
    ...base,
    title: thread.title,
    description: beginOf(reading.posts[0]?.html ?? ''),
    canonicalPath: whole ? path : at(page),
    feedPath: `/feeds/t/${thread.id}`,
    prev: page > 1 && !whole ? at(page - 1) : null,
    next: page < pages && !whole ? at(page + 1) : null,
    type: 'article',
    image: pictureOf(reading.posts[0]?.html ?? ''),
    structured: discussionOf(reading),
  };
}

function headOfTag(
  { community, tag, after, nextCursor }: TagReading,
  base: Omit<PageHead, 'type'>,
): PageHead {
  const at = (cursor: string) => `${base.canonicalPath}?after=${cursor}`;
  return {
    ...base,
    title: `#${tag.name} · ${community.name}`,
    description: tag.description || community.description,
    canonicalPath: after ? at(after) : base.canonicalPath,
    feedPath: tagFeedPath(community.id, tag.name),
    next: nextCursor && at(nextCursor),
    type: 'website',
  };
}

const beginOf = (html: string) => beginningOf(wordsOfHtml(html).own, descriptionLength);

const pictureOf = (html: string): string | null =>
  /<img [^>]*src="([^"]+)"/.exec(html)?.[1] ?? null;

/** https://schema.org/DiscussionForumPosting: who wrote what when, and how many answers there are. */
function discussionOf({ thread, posts }: Extract<Reading, { kind: 'thread' }>): object {
  const author = ({ displayName }: { displayName: string }) => ({
    '@type': 'Person',
    name: displayName,
  });
  const comments = posts.filter(({ number, deleted, hidden }) => number > 1 && !deleted && !hidden);
  return {
    '@context': 'https://schema.org',
    '@type': 'DiscussionForumPosting',
    headline: thread.title,
    author: author(thread.author),
    datePublished: thread.createdAt,
    dateModified: thread.lastActivityAt,
    text: beginOf(posts.find(({ number }) => number === 1)?.html ?? ''),
    commentCount: Math.max(0, thread.postCount - 1),
    comment: comments.map((post) => ({
      '@type': 'Comment',
      author: author(post.author),
      datePublished: post.createdAt,
      text: beginOf(post.html),
    })),
  };
}
