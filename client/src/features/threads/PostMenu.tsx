import type { PostView } from '@jembatan/shared/threads.view';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { MenuItem } from '../../ui/Menu.tsx';
// Here before anybody opens a menu.
import '../../ui/all-icons.ts';
import type { PostActions } from './post-actions.ts';
import { openedPrivately } from './private/opened.ts';

export interface PostMenuProps {
  readonly post: PostView;
  readonly isAccepted: boolean;
  readonly actions: PostActions;
}

/** Where there are earlier versions that the reader may see. */
function HistoryItem({ post, actions }: Omit<PostMenuProps, 'isAccepted'>) {
  const t = useText('threads');
  const { can } = post;
  if (!(post.editedAt || post.deleted) || !(can?.edit || can?.moderate)) return null;
  return (
    <MenuItem icon="clock" onSelect={() => actions.showRevisions(post)}>
      {t('post.revisions')}
    </MenuItem>
  );
}

function CopyLink({ post }: Pick<PostMenuProps, 'post'>) {
  const t = useText('threads');
  const { announcer } = useApp();
  const copy = () => {
    const address = new URL(`/t/${post.threadId}#p${post.number}`, location.href).href;
    navigator.clipboard.writeText(address).then(
      () => announcer.show({ text: t('post.linkCopied') }),
      // Without the right to the clipboard the address stands in the bar at least.
      () => location.assign(`#p${post.number}`),
    );
  };
  return (
    <MenuItem icon="link" onSelect={copy}>
      {t('post.copyLink')}
    </MenuItem>
  );
}

/** All that may be done to a post besides answering and reacting. */
export function PostMenu({ post, isAccepted, actions }: PostMenuProps) {
  const t = useText('threads');
  const say = useText('writing');
  const { can } = post;
  const isFirst = post.number === 1;
  // Who may delete it wrote it, or keeps order here.
  const mayMakeWiki = can?.delete && !post.hidden;
  if (post.deleted) return <HistoryItem post={post} actions={actions} />;
  return (
    <>
      <CopyLink post={post} />
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
      {can?.moderate && can.report && (
        <MenuItem
          icon="lock"
          onSelect={() => {
            openedPrivately.value = post.id;
          }}
        >
          {say('private')}
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
      {mayMakeWiki && (
        <MenuItem icon="people" onSelect={() => actions.about(post, 'wiki')}>
          {say(post.wiki ? 'wiki.end' : 'wiki.make')}
        </MenuItem>
      )}
      <HistoryItem post={post} actions={actions} />
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
    </>
  );
}
