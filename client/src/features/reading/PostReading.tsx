import type { Slots } from '../../feature.ts';
import { BookmarkDialog } from './BookmarkDialog.tsx';
import { ReactionsDialog } from './ReactionsDialog.tsx';

/** A dialog about one post: the reader's bookmark, or who reacted. */
export function PostReading({ show, post, onClose }: Slots['post-reading']) {
  const Shown = show === 'bookmark' ? BookmarkDialog : ReactionsDialog;
  return <Shown post={post} onClose={onClose} />;
}
