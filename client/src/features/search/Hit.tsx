import type { SearchItem, searchRoutes } from '@jembatan/shared/search.contract';
import type * as z from 'zod/mini';
import { useText } from '../../i18n/use-text.ts';
import { Avatar, Name } from '../../ui/Person.tsx';
import { RelativeTime, TimeText } from '../../ui/Time.tsx';
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

/** The words stand in the name, or in what is said of it. */
function NameAndSnippet({ name, snippet }: { name: string } & Pick<SearchItem, 'snippet'>) {
  const inName = snippet.text === name;
  return (
    <>
      <strong dir="auto">{inName ? <Snippet snippet={snippet} /> : name}</strong>
      {!inName && snippet.text && <Snippet snippet={snippet} />}
    </>
  );
}

function CommunityHit({ item }: { item: SearchItem }) {
  const t = useText('search');
  const { community, snippet } = item;
  if (!community) return null;
  const { id, slug, name, within, memberCount } = community;
  return (
    <a class="card hit" href={`/c/${id}${slug && `/${encodeURIComponent(slug)}`}`}>
      <NameAndSnippet name={name} snippet={snippet} />
      <span class="small soft hit-facts">
        {within && <bdi>{within.name}</bdi>}
        <span>{t('members', { count: memberCount })}</span>
      </span>
    </a>
  );
}

function SessionHit({ item }: { item: SearchItem }) {
  const { session, snippet } = item;
  if (!session) return null;
  return (
    <a class="card hit" href={`/sessions/${session.id}`}>
      <NameAndSnippet name={session.title} snippet={snippet} />
      <span class="small soft hit-facts">
        <TimeText at={session.startsAt} />
        <bdi>{session.communityName}</bdi>
      </span>
    </a>
  );
}

function FileHit({ item }: { item: SearchItem }) {
  const { file, shownIn, snippet } = item;
  if (!file || !shownIn) return null;
  const { threadId, slug, number, title } = shownIn;
  return (
    <a class="card hit" href={`/t/${threadId}${slug && `/${encodeURIComponent(slug)}`}#p${number}`}>
      <strong>
        <Snippet snippet={snippet} />
      </strong>
      <span class="small soft hit-facts">
        <bdi>{title}</bdi>
        <RelativeTime at={file.createdAt} />
      </span>
    </a>
  );
}

const hits = {
  post: PostHit,
  person: PersonHit,
  community: CommunityHit,
  session: SessionHit,
  file: FileHit,
} as const;

/** One thing that was found, leading to it. */
export function Hit({ item }: { item: SearchItem }) {
  const Shown = hits[item.kind];
  return <Shown item={item} />;
}
