import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Later } from '../../frame/Later.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { nameOf } from '../../ui/Person.tsx';
import { UserText } from '../../ui/UserText.tsx';
import { isOtherLanguage, PostHead } from './PostHead.tsx';
import type { PostMenuProps } from './PostMenu.tsx';
import type { PostActions } from './post-actions.ts';
import { EmojiPicker, Reactions } from './Reactions.tsx';

interface PostCardProps {
  readonly post: PostView;
  readonly people: PeopleById;
  readonly isAccepted: boolean;
  readonly canReply: boolean;
  /** Called with each part of the post's end that comes into sight. */
  readonly watchEnd: (element: HTMLElement | null) => void;
  readonly actions: PostActions;
  /** In place of what comes later: the poll of a page that is drawn without script. */
  readonly children?: ComponentChildren;
}

/** What stays of a deleted post: its number keeps its place. */
function Stone({ post, watchEnd, actions }: Pick<PostCardProps, 'post' | 'watchEnd' | 'actions'>) {
  const t = useText('threads');
  return (
    <article id={`p${post.number}`} class="post post-stone" tabIndex={-1} data-number={post.number}>
      <div class="row-between">
        <p class="soft">{t('post.deleted', { number: post.number })}</p>
        {post.can?.moderate && <MoreMenu post={post} isAccepted={false} actions={actions} />}
      </div>
      <span ref={watchEnd} class="post-end" data-number={post.number} />
    </article>
  );
}

const loadMenu = () => import('./PostMenu.tsx').then((module) => module.PostMenu);

/** What may be done to a post comes after the posts. */
function MoreMenu(props: PostMenuProps) {
  const t = useText('threads');
  return (
    <Menu label={t('post.more', { number: props.post.number })}>
      <Later load={loadMenu} props={props} />
    </Menu>
  );
}

function PostBody({ post, people }: Pick<PostCardProps, 'post' | 'people'>) {
  const t = useText('threads');
  const [isCovered, cover] = useState(false);
  const isForeign = isOtherLanguage(post.lang, useI18n().language.value);
  if (post.hidden && post.html === '') return <p class="soft">{t('post.hiddenText')}</p>;
  const text = <UserText html={post.html} people={people} lang={post.lang} class="post-text" />;
  if (!isForeign) return text;
  return (
    <>
      <div hidden={isCovered}>{text}</div>
      <Slot name="translation" props={{ post, onShown: cover }} />
    </>
  );
}

/** One post: its author, its text, what people felt, and what the reader may do. */
export function PostCard(props: PostCardProps) {
  const { post, people, isAccepted, canReply, watchEnd, actions, children } = props;
  const t = useText('threads');
  const i18n = useI18n();
  if (post.deleted) return <Stone post={post} watchEnd={watchEnd} actions={actions} />;
  return (
    <article
      id={`p${post.number}`}
      class={isAccepted ? 'post post-accepted' : 'post'}
      tabIndex={-1}
      data-number={post.number}
      aria-labelledby={`p${post.number}-name`}
    >
      <h2 class="visually-hidden" id={`p${post.number}-name`}>
        {t('post.label', { number: post.number, name: nameOf(post.author, i18n) })}
      </h2>
      <PostHead post={post} isAccepted={isAccepted} />
      <PostBody post={post} people={people} />
      {post.poll && (
        <div class="poll-place">{children ?? <Slot name="poll" props={{ post }} />}</div>
      )}
      {post.previews && <Slot name="link-previews" props={{ post }} />}
      <Reactions post={post} onReact={(emoji, on) => actions.react(post, emoji, on)} />
      <footer class="post-foot">
        {canReply && (
          <>
            <Button look="quiet" icon="reply" onClick={() => actions.reply(post)}>
              {t('post.reply')}
            </Button>
            <Button look="quiet" icon="quote" onClick={() => actions.quote(post)}>
              {t('post.quote')}
            </Button>
          </>
        )}
        <span class="grow" />
        {post.can?.react && <EmojiPicker onChoose={(emoji) => actions.react(post, emoji, true)} />}
        <MoreMenu post={post} isAccepted={isAccepted} actions={actions} />
      </footer>
      <span ref={watchEnd} class="post-end" data-number={post.number} />
    </article>
  );
}
