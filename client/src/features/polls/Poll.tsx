import { type PollView, pollRoutes } from '@jembatan/shared/polls.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Later } from '../../frame/Later.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { PollFace } from './PollFace.tsx';
import { usePoll } from './use-poll.ts';
import { VoteForm } from './VoteForm.tsx';

const loadVotes = () => import('./VotesDialog.tsx').then((module) => module.VotesDialog);
const loadEdit = () => import('./EditPollDialog.tsx').then((module) => module.EditPollDialog);

interface DeskProps {
  readonly poll: PollView;
  readonly onChanged: (poll: PollView) => void;
}

/** Asks once more: what is closed stays closed. */
function CloseDialog({ poll, onChanged, onDone }: DeskProps & { onDone: () => void }) {
  const t = useText('polls');
  const { api } = useApp();
  const close = useAction(async (key) => {
    const params = { id: poll.postId };
    onChanged(await api(pollRoutes.closePoll, { params }, { key }));
    onDone();
  });
  return (
    <Dialog open title={t('close.title')} onClose={onDone}>
      <p>{t(poll.anonymous ? 'close.anonymous' : 'close.text')}</p>
      <ErrorNote error={close.error} />
      <div class="row">
        <Button look="primary" busy={close.busy} onClick={() => void close.run()}>
          {t('close.do')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </Dialog>
  );
}

type Open = 'votes' | 'edit' | 'close' | null;

/** What can be done besides voting; `shown` is the poll in the words it is read in. */
function Desk({ poll, shown, onChanged }: DeskProps & { readonly shown: PollView }) {
  const t = useText('polls');
  const [open, setOpen] = useState<Open>(null);
  const onDone = () => setOpen(null);
  const { seeVotes, edit, close } = poll.can ?? {};
  return (
    <>
      {seeVotes && poll.voters > 0 && (
        <Button look="quiet" icon="people" onClick={() => setOpen('votes')}>
          {t('who')}
        </Button>
      )}
      {close && (
        <Button look="quiet" icon="edit" onClick={() => setOpen('edit')}>
          {t(edit ? 'edit.open' : 'edit.date')}
        </Button>
      )}
      {close && (
        <Button look="quiet" icon="lock" onClick={() => setOpen('close')}>
          {t('close.open')}
        </Button>
      )}
      {open === 'votes' && <Later load={loadVotes} props={{ poll: shown, onClose: onDone }} />}
      {open === 'edit' && <Later load={loadEdit} props={{ poll, onChanged, onClose: onDone }} />}
      {open === 'close' && <CloseDialog {...{ poll, onChanged, onDone }} />}
    </>
  );
}

/** Changes the own vote, or takes it back. */
function OwnVote({ poll, onChanged, onAgain }: DeskProps & { onAgain: () => void }) {
  const t = useText('polls');
  const { api, announcer } = useApp();
  const takeBack = useAction(async () => {
    onChanged(await api(pollRoutes.unvote, { params: { id: poll.postId } }));
    announcer.announce(t('takenBack'));
  });
  return (
    <>
      <Button look="secondary" onClick={onAgain}>
        {t('change')}
      </Button>
      <Button look="quiet" busy={takeBack.busy} onClick={() => void takeBack.run()}>
        {t('takeBack')}
      </Button>
      <ErrorNote error={takeBack.error} />
    </>
  );
}

/** The poll of a post: to vote in, and to see what it says. */
export function Poll({ post }: { readonly post: Pick<PostView, 'id' | 'lang'> }) {
  const poll = usePoll(post.id);
  const [again, setAgain] = useState(false);
  const [words, setWords] = useState<Pick<PollView, 'question' | 'options'> | null>(null);
  const { value } = poll;
  if (!value)
    return (
      <div class="poll poll-waiting">
        <ErrorNote error={poll.error} onRetry={poll.reload} />
      </div>
    );
  const { mine = null, can } = value;
  const shown = { ...value, ...(words && { question: words.question, options: words.options }) };
  const votes = can?.vote && (mine === null || again);
  const onVoted = (next: PollView) => {
    setAgain(false);
    poll.set(next);
  };
  const form = votes && (
    <VoteForm
      key={value.edition}
      poll={shown}
      onVoted={onVoted}
      onStale={poll.reload}
      onCancel={mine ? () => setAgain(false) : undefined}
    />
  );
  return (
    <PollFace poll={shown} form={form || undefined}>
      {post.lang !== 'und' && (
        <Slot name="poll-translation" props={{ post, poll: value, onWords: setWords }} />
      )}
      <div class="row poll-foot">
        {can?.vote && mine !== null && !again && (
          <OwnVote poll={value} onChanged={poll.set} onAgain={() => setAgain(true)} />
        )}
        <Desk poll={value} shown={shown} onChanged={poll.set} />
      </div>
    </PollFace>
  );
}
