import type { ReadonlySignal } from '@preact/signals';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { useErrorText } from '../../ui/States.tsx';
import type { Entry, Outbox } from './outbox.ts';

interface PendingPostsProps {
  readonly outbox: Outbox;
  readonly threadId: string;
  /** Takes a text back into the composer. */
  readonly onTakeBack: (body: string) => void;
}

function Refused({
  entry,
  outbox,
  onTakeBack,
}: { entry: Entry } & Omit<PendingPostsProps, 'threadId'>) {
  const t = useText('threads');
  const say = useErrorText();
  const { key } = entry.submission;
  return (
    <div class="stack-tight" role="alert">
      <p class="field-error">{entry.error ? say(entry.error) : t('pending.refused')}</p>
      <div class="row">
        <Button onClick={() => outbox.retry(key)}>{t('pending.again')}</Button>
        <Button
          look="quiet"
          icon="edit"
          onClick={() => {
            const taken = outbox.take(key);
            if (taken) onTakeBack(taken.body);
          }}
        >
          {t('pending.takeBack')}
        </Button>
      </div>
    </div>
  );
}

/** Own posts the server does not have yet, each with where it stands. */
export function PendingPosts({ outbox, threadId, onTakeBack }: PendingPostsProps) {
  const t = useText('threads');
  const entries: ReadonlySignal<readonly Entry[]> = outbox.entries;
  const mine = entries.value.filter((entry) => entry.submission.threadId === threadId);
  if (mine.length === 0) return null;
  return (
    <ul class="pending-posts">
      {mine.map((entry) => (
        <li key={entry.submission.key} class="post post-pending">
          <p class="pending-text" dir="auto">
            {entry.submission.body}
          </p>
          {entry.state === 'refused' ? (
            <Refused entry={entry} outbox={outbox} onTakeBack={onTakeBack} />
          ) : (
            <p class="small soft" role="status">
              {t(`pending.${entry.state}`)}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
