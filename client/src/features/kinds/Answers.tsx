import { kindRoutes } from '@jembatan/shared/kinds.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView, ThreadView } from '@jembatan/shared/threads.view';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { AnswerCopy } from './AnswerCopy.tsx';

interface AnswersProps {
  readonly thread: ThreadView;
  /** Those that are loaded, by number. */
  readonly posts: ReadonlyMap<number, PostView>;
}

/** The accepted answer, asked for where it stands far from the question. */
function Accepted({ thread, posts, number }: AnswersProps & { number: number }) {
  const t = useText('kinds');
  const { api } = useApp();
  const found = useResource(`answer ${thread.id} ${number}`, (signal) =>
    api(
      threadRoutes.listPosts,
      { params: { id: thread.id }, query: { from: String(number), limit: '1' } },
      { signal },
    ),
  );
  // What is on the page is newer: it hears the news.
  const post = posts.get(number) ?? found.value?.items[0];
  if (!post || post.deleted || post.html === '') return null;
  return (
    <section class="answer-best" aria-labelledby="answer-best">
      <h2 id="answer-best" class="answer-title">
        <Icon name="check" />
        {t('answers.best')}
      </h2>
      <AnswerCopy post={post} people={found.value?.people ?? {}} />
    </section>
  );
}

/** Answers with most reactions first, page by page. */
function Ranked({ thread }: { thread: ThreadView }) {
  const t = useText('kinds');
  const { api } = useApp();
  const ask = (cursor?: string) => ({
    params: { id: thread.id },
    query: { limit: '10', ...(cursor && { cursor }) },
  });
  const list = useResource(`answers ${thread.id}`, (signal) =>
    api(kindRoutes.listAnswers, ask(), { signal }),
  );
  const more = useAction(async () => {
    const { value } = list;
    if (!value?.nextCursor) return;
    const next = await api(kindRoutes.listAnswers, ask(value.nextCursor));
    const known = new Set(value.items.map(({ id }) => id));
    list.set({
      items: [...value.items, ...next.items.filter(({ id }) => !known.has(id))],
      people: { ...value.people, ...next.people },
      nextCursor: next.nextCursor,
    });
  });
  return (
    <Loaded resource={list}>
      {({ items, people, nextCursor }) => (
        <div class="stack">
          <ol class="answer-list">
            {items.map((post) => (
              <li key={post.id}>
                <AnswerCopy post={post} people={people} />
              </li>
            ))}
          </ol>
          <ErrorNote error={more.error} />
          {nextCursor && (
            <Button wide busy={more.busy} onClick={() => void more.run()}>
              {t('answers.more')}
            </Button>
          )}
        </div>
      )}
    </Loaded>
  );
}

/** So many answers are seen at a glance. */
const fewPosts = 3;

/** Right after a question: what was accepted, and the answers in the order of what people think of them. */
export function Answers({ thread, posts }: AnswersProps) {
  const t = useText('kinds');
  const [ranked, setRanked] = useState(false);
  const number = thread.acceptedNumber;
  if (thread.terms?.answerFirst || (number === null && thread.postCount <= fewPosts)) return null;
  // A feed holds articles only.
  return (
    <article class="stack" aria-label={t(number === null ? 'answers.ranked' : 'answers.best')}>
      {number !== null && <Accepted key={number} thread={thread} posts={posts} number={number} />}
      {thread.postCount > fewPosts && (
        <div>
          <Button
            look="quiet"
            icon="smile"
            aria-pressed={ranked}
            onClick={() => setRanked(!ranked)}
          >
            {t(ranked ? 'answers.unranked' : 'answers.ranked')}
          </Button>
        </div>
      )}
      {ranked && <Ranked thread={thread} />}
    </article>
  );
}
