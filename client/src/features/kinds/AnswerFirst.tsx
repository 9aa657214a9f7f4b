import type { ThreadView } from '@jembatan/shared/threads.view';
import { useText } from '../../i18n/use-text.ts';

/** Why there is nothing of the others, and what becomes of the own answer. */
function Closed({ thread }: { thread: ThreadView }) {
  const t = useText('kinds');
  if (!thread.can?.reply) return <p>{t('answerFirst.onlyAnswered')}</p>;
  const count = thread.postCount - 1;
  return (
    <>
      <p>
        <strong>{t('answerFirst.first')}</strong>
        {count > 0 && ` ${t('answerFirst.waiting', { count })}`}
      </p>
      <p class="small soft">{t('answerFirst.stays')}</p>
    </>
  );
}

/** By the composer of a thread that wants an answer first: what that means for the reader. */
export function AnswerFirst({ thread }: { readonly thread: ThreadView }) {
  const t = useText('kinds');
  const { terms } = thread;
  const isClosed = terms?.answerFirst ?? thread.can === undefined;
  return (
    <div class="note answer-first" role="status">
      {isClosed ? (
        <Closed thread={thread} />
      ) : (
        <p class="small">{t(terms?.answered ? 'answerFirst.answered' : 'answerFirst.others')}</p>
      )}
    </div>
  );
}
