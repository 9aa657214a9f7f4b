import type { PollView } from '@jembatan/shared/polls.contract';
import type { ThreadReading } from '@jembatan/shared/reading';
import { PollFace } from '../features/polls/PollFace.tsx';
import { PostCard } from '../features/threads/PostCard.tsx';
import type { PostActions } from '../features/threads/post-actions.ts';
import { ThreadMarks } from '../features/threads/ThreadMarks.tsx';
import { Page } from '../frame/Page.tsx';
import { useText } from '../i18n/use-text.ts';
import { threadPath } from './addresses.ts';
import { namePeople } from './name-people.ts';
import { Trail } from './Trail.tsx';

/** A drawn page listens to nobody. */
const noActions = {} as PostActions;
const nobody = () => undefined;

function Lead({ reading }: { reading: ThreadReading }) {
  const t = useText('threads');
  const { thread, space, community } = reading;
  return (
    <div class="stack-tight">
      <div class="row-between thread-bar">
        <Trail community={community} space={space} />
      </div>
      <div class="row">
        <span class="small soft">{t('posts.count', { count: thread.postCount })}</span>
        <ThreadMarks thread={thread} />
      </div>
    </div>
  );
}

/** Links to the pages around this one; the first has the plain address. */
function Pages({ reading: { thread, page, pages, whole } }: { reading: ThreadReading }) {
  const t = useText('reader');
  const path = threadPath(thread);
  const addressAt = (number: number) => {
    const part = [...(whole ? ['print'] : []), ...(number > 1 ? [`page=${number}`] : [])];
    return part.length > 0 ? `${path}?${part.join('&')}` : path;
  };
  if (pages < 2) return null;
  return (
    <nav class="row-between pages" aria-label={t('pages')}>
      {page > 1 && (
        <a rel="prev" href={addressAt(page - 1)}>
          {t('earlier')}
        </a>
      )}
      <span class="small soft">{t('pageOf', { page, pages })}</span>
      {page < pages && (
        <a rel="next" href={addressAt(page + 1)}>
          {t('later')}
        </a>
      )}
      {!whole && <a href={`${path}?print`}>{t('print')}</a>}
    </nav>
  );
}

/** What a post asks, to be read. */
function Asked({ poll }: { poll: PollView | undefined }) {
  return poll ? <PollFace poll={poll} /> : null;
}

/** Why there is only the beginning. */
function AnswerFirst() {
  return <p class="note">{useText('reader')('answerFirst')}</p>;
}

/** A thread as a visitor reads it, without any script. */
export function ReadThread({ reading }: { reading: ThreadReading }) {
  const { thread, posts, people, polls } = reading;
  const say = useText('writing');
  return (
    <Page title={thread.title} lead={<Lead reading={reading} />} context={<div />}>
      <div class="stack">
        <div class="posts">
          {posts.map((post) => (
            <PostCard
              key={post.id}
              post={{ ...post, html: namePeople(post.html, people, say) }}
              people={people}
              isAccepted={thread.acceptedNumber === post.number}
              canReply={false}
              watchEnd={nobody}
              actions={noActions}
            >
              <Asked poll={polls[post.id]} />
            </PostCard>
          ))}
        </div>
        {thread.answerFirst && <AnswerFirst />}
        <Pages reading={reading} />
      </div>
    </Page>
  );
}
