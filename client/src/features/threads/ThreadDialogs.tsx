import type { PostView } from '@jembatan/shared/threads.view';
import { Later } from '../../frame/Later.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { useLaterPart } from './later-part.ts';
import type { ThreadDesk } from './post-actions.ts';
import type { ThreadSession } from './thread-session.ts';

const loadWiki = () => import('./WikiDialog.tsx').then((module) => module.WikiDialog);
const loadHistory = () => import('./HistoryDialog.tsx').then((module) => module.HistoryDialog);
const loadLanguage = () => import('./LanguageDialog.tsx').then((module) => module.LanguageDialog);

interface DialogsProps {
  readonly thread: ThreadSession;
  readonly desk: ThreadDesk;
}

/** The one dialog that is open over a thread. */
export function ThreadDialogs({ thread, desk }: DialogsProps) {
  const dialog = desk.dialog.value;
  const loadHistoryWithTexts = useLaterPart(loadHistory);
  const close = () => {
    desk.dialog.value = null;
  };
  if (dialog === null) return null;
  const { kind, post } = dialog;
  const take = (changed: PostView) => {
    thread.accept(changed);
    close();
  };
  if (kind === 'language')
    return <Later load={loadLanguage} props={{ post, onClose: close, onDone: take }} />;
  if (kind === 'wiki')
    return <Later load={loadWiki} props={{ post, onClose: close, onDone: take }} />;
  if (kind === 'report')
    return (
      <Slot name="report" props={{ subject: { kind: 'post', id: post.id }, onClose: close }} />
    );
  if (kind === 'reveal')
    return <Slot name="terms" props={{ show: 'author', post, onClose: close }} />;
  if (kind === 'bookmark' || kind === 'reactions')
    return <Slot name="post-reading" props={{ show: kind, post, onClose: close }} />;
  if (kind === 'revisions')
    return (
      <Later
        load={loadHistoryWithTexts}
        props={{ post, onClose: close, onRestored: thread.accept.bind(thread) }}
      />
    );
  return <DeleteDialog post={post} onClose={close} onDone={take} />;
}
