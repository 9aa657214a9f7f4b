import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PostView } from '@jembatan/shared/threads.contract';
import { useState } from 'preact/hooks';
import { Slot } from '../../frame/Slot.tsx';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { nameOf } from '../../ui/Person.tsx';
import { UserText } from '../../ui/UserText.tsx';
import { isOtherLanguage, PostHead } from './PostHead.tsx';
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
}

/** What stays of a deleted post: its number keeps its place. */
function Stone({ post, watchEnd }: Pick<PostCardProps, 'post' | 'watchEnd'>) {
  const t = useText('threads');
  return (
    <article id={`p${post.number}`} class="post post-stone" tabIndex={-1} data-number={post.number}>
      <p class="soft">{t('post.deleted', { number: post.number })}</p>
      <span ref={watchEnd} class="post-end" data-number={post.number} />
    </article>
  );
}

function MoreMenu({
  post,
  isAccepted,
  actions,
}: Pick<PostCardProps, 'post' | 'isAccepted' | 'actions'>) {
  const t = useText('threads');
  const { can } = post;
  const isFirst = post.number === 1;
  return (
    <Menu label={t('post.more', { number: post.number })}>
      <MenuItem icon="link" onSelect={() => actions.copyLink(post)}>
        {t('post.copyLink')}
      </MenuItem>
      {can && (
        <MenuItem icon="pin" onSelect={() => actions.about(post, 'bookmark')}>
          {t('post.bookmark')}
        </MenuItem>
      )}
      {can && post.reactions.length > 0 && (
        <MenuItem icon="smile" onSelect={() => actions.about(post, 'reactions')}>
          {t('post.reactions')}
        </MenuItem>
      )}
      {can?.accept && !isFirst && (
        <MenuItem icon="check" onSelect={() => actions.accept(post, !isAccepted)}>
          {t(isAccepted ? 'post.unaccept' : 'post.accept')}
        </MenuItem>
      )}
      {can?.edit && (
        <MenuItem icon="edit" onSelect={() => actions.edit(post)}>
          {t('post.edit')}
        </MenuItem>
      )}
      {can?.edit && (
        <MenuItem icon="globe" onSelect={() => actions.about(post, 'language')}>
          {t('post.setLanguage')}
        </MenuItem>
      )}
      {post.revision > 1 && (can?.edit || can?.moderate) && (
        <MenuItem icon="clock" onSelect={() => actions.showRevisions(post)}>
          {t('post.revisions')}
        </MenuItem>
      )}
      {post.author.pseudonym !== undefined && can?.moderate && (
        <MenuItem icon="person" onSelect={() => actions.reveal(post)}>
          {t('post.reveal')}
        </MenuItem>
      )}
      {can?.report && (
        <MenuItem icon="flag" onSelect={() => actions.report(post)}>
          {t('post.report')}
        </MenuItem>
      )}
      {can?.moderate && (
        <MenuItem
          icon={post.hidden ? 'eye' : 'eye-off'}
          onSelect={() => actions.setHidden(post, !post.hidden)}
        >
          {t(post.hidden ? 'post.restore' : 'post.hide')}
        </MenuItem>
      )}
      {can?.delete && (
        <MenuItem icon="trash" harm onSelect={() => actions.remove(post)}>
          {t('post.delete')}
        </MenuItem>
      )}
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
export function PostCard({ post, people, isAccepted, canReply, watchEnd, actions }: PostCardProps) {
  const t = useText('threads');
  const i18n = useI18n();
  if (post.deleted) return <Stone post={post} watchEnd={watchEnd} />;
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
