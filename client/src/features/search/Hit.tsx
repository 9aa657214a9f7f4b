import type { SearchItem, searchRoutes } from '@jembatan/shared/search.contract';
import type * as z from 'zod/mini';
import { useText } from '../../i18n/use-text.ts';
import { Avatar, Name } from '../../ui/Person.tsx';
import { RelativeTime } from '../../ui/Time.tsx';
import { piecesOf } from './snippet.ts';

/** The answer of one search. */
export type Found = z.output<typeof searchRoutes.search.answer>;

function Snippet({ snippet }: Pick<SearchItem, 'snippet'>) {
  return (
    <span class="hit-snippet" dir="auto">
      {piecesOf(snippet).map((piece, index) =>
        // Pieces have no name but their place.
        piece.marked ? <mark key={index}>{piece.text}</mark> : piece.text,
      )}
    </span>
  );
}

function PostHit({ item }: { item: SearchItem }) {
  const t = useText('search');
  const { post, thread, snippet } = item;
  if (!post) return null;
  return (
    <a
      class="card hit"
      href={`/t/${post.threadId}${thread ? `/${encodeURIComponent(thread.slug)}` : ''}#p${post.number}`}
    >
      <strong dir="auto">{thread?.title ?? t('post', { number: post.number })}</strong>
      <Snippet snippet={snippet} />
      <span class="small soft hit-facts">
        <Name person={post.author} />
        <RelativeTime at={post.createdAt} />
      </span>
    </a>
  );
}

function PersonHit({ item }: { item: SearchItem }) {
  const { person, snippet } = item;
  if (!person) return null;
  return (
    <a class="card hit hit-person" href={`/people/${encodeURIComponent(person.handle)}`}>
      <Avatar person={person} />
      <span class="grow">
        <strong>
          <Name person={person} />
        </strong>{' '}
        <bdi class="small soft">@{person.handle}</bdi>
        {snippet.text && snippet.text !== person.displayName && (
          <>
            <br />
            <Snippet snippet={snippet} />
          </>
        )}
      </span>
    </a>
  );
}

/** One thing that was found, leading to it. */
export function Hit({ item }: { item: SearchItem }) {
  return item.kind === 'person' ? <PersonHit item={item} /> : <PostHit item={item} />;
}
