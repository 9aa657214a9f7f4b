import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useText } from '../../i18n/use-text.ts';
import { Avatar, Name } from '../../ui/Person.tsx';
import { RelativeTime } from '../../ui/Time.tsx';
import { UserText } from '../../ui/UserText.tsx';

interface AnswerCopyProps {
  readonly post: PostView;
  readonly people: PeopleById;
}

/** An answer away from its place: who, what, and the way to it. */
export function AnswerCopy({ post, people }: AnswerCopyProps) {
  const t = useText('kinds');
  return (
    <div class="answer-copy stack-tight">
      <p class="row small soft">
        <Avatar person={post.author} />
        <Name person={post.author} />
        <RelativeTime at={post.createdAt} />
        {post.reactions.map(({ emoji, count }) => (
          <span key={emoji}>
            {emoji} {count}
          </span>
        ))}
      </p>
      <div class="answer-text">
        <UserText html={post.html} people={people} lang={post.lang} class="post-text" />
      </div>
      <a class="answer-place small" href={`#p${post.number}`}>
        {t('answers.place', { number: post.number })}
      </a>
    </div>
  );
}
