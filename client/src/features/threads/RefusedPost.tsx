import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { type KeptEntry, keptStore } from '../../kept/kept-store.ts';
import type { Submission } from '../../kept/submission.ts';
import { newKey } from '../../net/http.ts';
import { draftsHere } from '../../state/drafts.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useErrorText } from '../../ui/States.tsx';
import type { Entry, Outbox } from './outbox.ts';

interface RefusedProps {
  readonly entry: Entry;
  readonly outbox: Outbox;
  /** Takes the text back into the composer; absent where there is none. */
  readonly onTakeBack?: ((taken: Submission) => void) | undefined;
}

/** Threads on this device that the text could go to instead. */
function useOtherThreads(open: boolean, threadId: string): readonly KeptEntry[] {
  const session = useApp().session.session.value;
  const personId = 'person' in session ? session.person.id : '';
  const [threads, setThreads] = useState<readonly KeptEntry[]>([]);
  useEffect(() => {
    if (!open) return;
    keptStore.list(personId, 'thread').then(
      (found) =>
        setThreads(
          found.filter((one) => one.id !== threadId).toSorted((a, b) => b.usedAt - a.usedAt),
        ),
      // Where nothing is kept there is nothing to choose from.
      () => undefined,
    );
  }, [open, personId]);
  return threads;
}

/** The same words in another place. */
const moved = ({ body, poll }: Submission, threadId: string) => ({
  ...{ key: newKey(), threadId, body },
  ...(poll && { poll }),
});

/** Sends the text to another thread: another submission, since it is another place. */
function Elsewhere({ entry, outbox, onClose }: RefusedProps & { onClose: (() => void) | null }) {
  const t = useText('outbox');
  const { announcer } = useApp();
  const threads = useOtherThreads(onClose !== null, entry.submission.threadId);
  return (
    <Dialog open={onClose !== null} title={t('elsewhereTitle')} onClose={() => onClose?.()}>
      {threads.length === 0 && <p>{t('elsewhereNone')}</p>}
      <ul class="list">
        {threads.map((thread) => (
          <li key={thread.id}>
            <Button
              look="quiet"
              onClick={() => {
                const taken = outbox.take(entry.submission.key);
                if (taken) outbox.submit(moved(taken, thread.id));
                announcer.show({ text: t('movedTo', { title: thread.title ?? '' }) });
                onClose?.();
              }}
            >
              <bdi>{thread.title}</bdi>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Choices({ entry, outbox, onTakeBack }: RefusedProps) {
  const t = useText('outbox');
  const app = useApp();
  const { key, body, threadId } = entry.submission;
  const say = (text: string, undo?: () => void) => app.announcer.show({ text, undo });

  function keepAsDraft(): void {
    const taken = outbox.take(key);
    if (!taken) return;
    if (onTakeBack) {
      onTakeBack(taken);
      return;
    }
    const place = `thread:${threadId}`;
    const beside = `poll:${place}`;
    if (taken.poll && !draftsHere(app.session).read(beside))
      draftsHere(app.session).write(beside, {
        text: taken.poll,
        key: newKey(),
        changedAt: Date.now(),
      });
    // What is written there already stays.
    const before = draftsHere(app.session).read(place)?.text;
    const text = before ? `${before}\n\n${body}` : body;
    draftsHere(app.session).write(place, { text, key: newKey(), changedAt: Date.now() });
    say(t('drafted'));
  }

  function discard(): void {
    const taken = outbox.take(key);
    if (taken) say(t('discarded'), () => outbox.restore(taken));
  }

  return (
    <div class="row">
      <Button onClick={() => outbox.retry(key)}>{t('again')}</Button>
      <Button look="quiet" icon="edit" onClick={keepAsDraft}>
        {t(onTakeBack ? 'takeBack' : 'draft')}
      </Button>
      <Button
        look="quiet"
        icon="copy"
        onClick={() => {
          navigator.clipboard.writeText(body).then(
            () => say(t('copied')),
            // Refused by the browser: the text stands there to be marked by hand.
            () => say(t('notCopied')),
          );
        }}
      >
        {t('copy')}
      </Button>
      <Button look="quiet" icon="trash" onClick={discard}>
        {t('discard')}
      </Button>
    </div>
  );
}

/** A text the hub did not take: why, and everything that can be done with it. It is kept until one of them is. */
export function RefusedPost(props: RefusedProps) {
  const t = useText('outbox');
  const say = useErrorText();
  const [choosing, setChoosing] = useState(false);
  const { error } = props.entry;
  return (
    <div class="stack-tight" role="alert">
      <p class="field-error">{error ? say(error) : t('refused')}</p>
      <Choices {...props} />
      <div>
        <Button look="quiet" icon="forward" onClick={() => setChoosing(true)}>
          {t('elsewhere')}
        </Button>
      </div>
      <Elsewhere {...props} onClose={choosing ? () => setChoosing(false) : null} />
    </div>
  );
}
