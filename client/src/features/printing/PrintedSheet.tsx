import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useMemo } from 'preact/hooks';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Name } from '../../ui/Person.tsx';
import { UserText } from '../../ui/UserText.tsx';
import type { Sheet } from './gathering.ts';
import { PaperTime } from './PaperTime.tsx';

interface PrintedPostProps {
  readonly post: PostView;
  readonly people: PeopleById;
  readonly isAccepted: boolean;
}

function Text({ post, people }: Omit<PrintedPostProps, 'isAccepted'>) {
  const t = useText('threads');
  if (post.deleted) return <p class="soft">{t('post.deleted', { number: post.number })}</p>;
  if (post.hidden && post.html === '') return <p class="soft">{t('post.hiddenText')}</p>;
  return <UserText html={post.html} people={people} lang={post.lang} class="post-text" />;
}

/** One post on paper: its number, who wrote it, when, and what. */
function PrintedPost({ post, people, isAccepted }: PrintedPostProps) {
  const t = useText('threads');
  const { number, deleted } = post;
  return (
    <article class="print-post" aria-labelledby={`print-${number}`} data-number={number}>
      <h2 id={`print-${number}`} class="print-head">
        <span class="soft">#{number}</span>
        {!deleted && <Name person={post.author} />}
        {!deleted && (
          <span class="small soft">
            <PaperTime at={post.createdAt} />
          </span>
        )}
        {post.editedAt && !deleted && <span class="small soft">{t('post.edited')}</span>}
        {isAccepted && <span class="small">{t('post.accepted')}</span>}
        {post.hidden && <span class="small">{t('post.hidden')}</span>}
      </h2>
      {post.replyTo && !deleted && (
        <p class="small soft">{t('post.replyTo', { number: post.replyTo })}</p>
      )}
      <Text post={post} people={people} />
      {post.poll && <Slot name="poll" props={{ post }} />}
    </article>
  );
}

interface SheetProps {
  readonly sheet: Sheet;
  readonly acceptedNumber: number | null;
}

/** Posts that came together; those that come after them leave them alone. */
export function PrintedSheet({ sheet, acceptedNumber }: SheetProps) {
  const drawn = useMemo(
    () =>
      sheet.posts.map((post) => (
        <PrintedPost
          key={post.id}
          post={post}
          people={sheet.people}
          isAccepted={acceptedNumber === post.number}
        />
      )),
    [sheet, acceptedNumber],
  );
  return <>{drawn}</>;
}
