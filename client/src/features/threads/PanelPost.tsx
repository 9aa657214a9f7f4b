import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useText } from '../../i18n/use-text.ts';
import { Avatar, Name } from '../../ui/Person.tsx';
import { TimeText } from '../../ui/Time.tsx';
import { UserText } from '../../ui/UserText.tsx';
import type { PostActions } from './post-actions.ts';
import { EmojiPicker, Reactions } from './Reactions.tsx';

interface PanelPostProps {
  readonly post: PostView;
  readonly people: PeopleById;
  readonly watchEnd: (element: HTMLElement | null) => void;
  readonly actions: PostActions;
}

/** A post as a line of a chat. */
export function PanelPost({ post, people, watchEnd, actions }: PanelPostProps) {
  const t = useText('threads');
  const gone = post.deleted ? t('post.deleted', { number: post.number }) : t('post.hiddenText');
  return (
    <article class="panel-post" data-number={post.number}>
      <Avatar person={post.author} size="small" />
      <div class="grow stack-tight">
        <p class="post-byline small">
          <strong>
            <Name person={post.author} />
          </strong>
          <span class="soft">
            <TimeText at={post.createdAt} show="time" />
          </span>
        </p>
        {post.deleted || (post.hidden && post.html === '') ? (
          <p class="soft small">{gone}</p>
        ) : (
          <UserText html={post.html} people={people} lang={post.lang} />
        )}
        <Reactions post={post} onReact={(emoji, on) => actions.react(post, emoji, on)} />
      </div>
      {post.can?.react && <EmojiPicker onChoose={(emoji) => actions.react(post, emoji, true)} />}
      <span ref={watchEnd} class="post-end" data-number={post.number} />
    </article>
  );
}
