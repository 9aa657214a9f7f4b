import type { PeopleById } from '@jembatan/shared/people.contract';
import {
  type PrivateReplyView,
  privateReplyRoutes,
} from '@jembatan/shared/private-replies.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../../app-context.ts';
import { Slot } from '../../../frame/Slot.tsx';
import { useText } from '../../../i18n/use-text.ts';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Menu, MenuItem } from '../../../ui/Menu.tsx';
import { Avatar, NameLink } from '../../../ui/Person.tsx';
import { ErrorNote, Pill } from '../../../ui/States.tsx';
import { RelativeTime } from '../../../ui/Time.tsx';
import { UserText } from '../../../ui/UserText.tsx';
import { EditWords } from './EditWords.tsx';

interface WordsProps {
  readonly reply: PrivateReplyView;
  readonly people: PeopleById;
  readonly onChanged: (reply: PrivateReplyView) => void;
}

type Open = 'edit' | 'remove' | 'report' | null;

function RemoveDialog({ reply, onChanged, onClose }: Omit<WordsProps, 'people'> & Closing) {
  const t = useText('private-replies');
  const threads = useText('threads');
  const { api } = useApp();
  const remove = useAction(async () => {
    onChanged(await api(privateReplyRoutes.deletePrivateReply, { params: { id: reply.id } }));
    onClose();
  });
  return (
    <Dialog open title={t('remove.title')} onClose={onClose}>
      <p>{t('remove.text')}</p>
      <ErrorNote error={remove.error} />
      <div class="row">
        <Button look="harm" icon="trash" busy={remove.busy} onClick={() => void remove.run()}>
          {threads('delete.do')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {threads('delete.keep')}
        </Button>
      </div>
    </Dialog>
  );
}

interface Closing {
  readonly onClose: () => void;
}

function WordsMenu({ reply, onOpen }: { reply: PrivateReplyView; onOpen: (what: Open) => void }) {
  const t = useText('private-replies');
  const threads = useText('threads');
  const { can } = reply;
  if (!(can.edit || can.delete || can.report)) return null;
  return (
    <Menu label={t('more')}>
      {can.edit && (
        <MenuItem icon="edit" onSelect={() => onOpen('edit')}>
          {threads('post.edit')}
        </MenuItem>
      )}
      {can.report && (
        <MenuItem icon="flag" onSelect={() => onOpen('report')}>
          {threads('post.report')}
        </MenuItem>
      )}
      {can.delete && (
        <MenuItem icon="trash" harm onSelect={() => onOpen('remove')}>
          {threads('post.delete')}
        </MenuItem>
      )}
    </Menu>
  );
}

function Text({ reply, people }: Pick<WordsProps, 'reply' | 'people'>) {
  const t = useText('private-replies');
  if (reply.deleted) return <p class="soft">{t('gone')}</p>;
  if (reply.hidden && reply.html === '') return <p class="soft">{t('hidden')}</p>;
  return <UserText html={reply.html} people={people} lang={reply.lang} class="post-text" />;
}

/** One private reply: by whom, when, and what may be done about it. */
export function PrivateWords({ reply, people, onChanged }: WordsProps) {
  const t = useText('private-replies');
  const threads = useText('threads');
  const [open, setOpen] = useState<Open>(null);
  const onClose = () => setOpen(null);
  if (open === 'edit') return <EditWords reply={reply} onChanged={onChanged} onClose={onClose} />;
  return (
    <article class="private-words" data-reply={reply.id}>
      <header class="post-head">
        <Avatar person={reply.author} size="small" />
        <div class="post-byline grow">
          <NameLink person={reply.author} />
          {reply.from === 'staff' && <Pill>{t('staff')}</Pill>}
          <span class="small soft">
            <RelativeTime at={reply.createdAt} />
          </span>
          {reply.editedAt && !reply.deleted && (
            <span class="small soft">{threads('post.edited')}</span>
          )}
          {reply.hidden && <Pill look="harm">{threads('post.hidden')}</Pill>}
        </div>
        <WordsMenu reply={reply} onOpen={setOpen} />
      </header>
      <Text reply={reply} people={people} />
      {open === 'remove' && <RemoveDialog {...{ reply, onChanged, onClose }} />}
      {open === 'report' && (
        <Slot name="report" props={{ subject: { kind: 'private-reply', id: reply.id }, onClose }} />
      )}
    </article>
  );
}
