import type { ThreadView } from '@jembatan/shared/threads.view';
import { useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Pill } from '../../ui/States.tsx';

/** Whether days, a pace or a group are to be said of it. */
export const hasTerms = ({ groupId, dueAt, opensAt, terms }: ThreadView) =>
  groupId || dueAt || opensAt || terms;

/** What one should know of a thread before reading it. */
export function ThreadMarks({ thread }: { thread: ThreadView }) {
  const t = useText('threads');
  return (
    <>
      {thread.pinned && (
        <Pill>
          <Icon name="pin" />
          {t('marks.pinned')}
        </Pill>
      )}
      {thread.kind !== 'discussion' && <Pill>{t(`kind.${thread.kind}`)}</Pill>}
      {thread.acceptedNumber !== null && <Pill look="good">{t('marks.answered')}</Pill>}
      {thread.locked && (
        <Pill>
          <Icon name="lock" />
          {t('marks.locked')}
        </Pill>
      )}
      {thread.answerFirst && <Pill>{t('marks.answerFirst')}</Pill>}
      {thread.hidden && <Pill look="harm">{t('marks.hidden')}</Pill>}
      {thread.tags.map((tag) => (
        <a
          key={tag}
          class="tag"
          href={`/communities/${thread.communityId}/tags/${encodeURIComponent(tag)}`}
        >
          <bdi>#{tag}</bdi>
        </a>
      ))}
    </>
  );
}
