import { Later } from '../../frame/Later.tsx';
import { useText } from '../../i18n/use-text.ts';
import type { Submission } from '../../kept/submission.ts';
import { useLaterPart } from './later-part.ts';
import type { Entry, Outbox } from './outbox.ts';

const loadRefused = () => import('./RefusedPost.tsx').then((module) => module.RefusedPost);

interface PendingPostsProps {
  readonly outbox: Outbox;
  /** Only those of one thread; of all when absent. */
  readonly threadId?: string | undefined;
  /** Takes a text back into the composer, where there is one. */
  readonly onTakeBack?: ((taken: Submission) => void) | undefined;
}

function Place({ threadId }: { threadId: string }) {
  const t = useText('outbox');
  return (
    <p class="small">
      <a href={`/t/${threadId}`}>{t('place')}</a>
    </p>
  );
}

function Row({ entry, outbox, threadId, onTakeBack }: PendingPostsProps & { entry: Entry }) {
  const t = useText('threads');
  const load = useLaterPart(loadRefused);
  return (
    <li class="post post-pending">
      <p class="pending-text" dir="auto">
        {entry.submission.body}
      </p>
      {!threadId && <Place threadId={entry.submission.threadId} />}
      {entry.state === 'refused' ? (
        <Later load={load} props={{ entry, outbox, onTakeBack }} />
      ) : (
        <p class="small soft" role="status">
          {t(`pending.${entry.state}`)}
        </p>
      )}
    </li>
  );
}

/** Own posts the server does not have yet, each with where it stands. */
export function PendingPosts(props: PendingPostsProps) {
  const { outbox, threadId } = props;
  const mine = outbox.entries.value.filter(
    ({ submission }) => !threadId || submission.threadId === threadId,
  );
  if (mine.length === 0) return null;
  return (
    <ul class="pending-posts">
      {mine.map((entry) => (
        <Row key={entry.submission.key} entry={entry} {...props} />
      ))}
    </ul>
  );
}
