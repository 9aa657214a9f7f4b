import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { deviceNotes } from '../../kept/device-notes.ts';
import { isNothing, type Unsent, unsentOf } from '../../kept/unsent.ts';
import { deviceStorage } from '../../state/device-storage.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';

/** What is to be asked before the way out is taken. */
interface Question {
  readonly everywhere: boolean;
  readonly unsent: Unsent;
  readonly isShared: boolean;
}

function useLeaving() {
  const { session } = useApp();
  const { route } = useLocation();
  const current = session.session.value;
  const personId = 'person' in current ? current.person.id : '';
  const [question, setQuestion] = useState<Question | null>(null);
  const leave = useAction(async (_key, everywhere: boolean) => {
    await session.signOut({ everywhere });
    route('/');
  });

  /** Asks first when texts would be left behind. */
  async function ask(everywhere: boolean): Promise<void> {
    const unsent = await unsentOf(personId, deviceStorage);
    const isShared = await deviceNotes.isShared().catch(() => false);
    if (isNothing(unsent)) await leave.run(everywhere);
    else setQuestion({ everywhere, unsent, isShared });
  }

  return { leave, ask, question, setQuestion, personId };
}

/** The way out: of this device, or of all. */
export function SignOut() {
  const t = useText('people');
  const common = useText('common');
  const [everywhere, setEverywhere] = useState(false);
  const { leave, ask, question, setQuestion, personId } = useLeaving();
  return (
    <section class="stack" aria-labelledby="sign-out">
      <h2 id="sign-out">{t('me.signOutTitle')}</h2>
      <p class="soft">{t('me.signOutHint')}</p>
      <div class="row">
        <Button icon="leave" busy={leave.busy} onClick={() => void ask(false)}>
          {t('me.signOut')}
        </Button>
        <Button look="quiet" onClick={() => setEverywhere(true)}>
          {t('me.signOutEverywhere')}
        </Button>
      </div>
      <ErrorNote error={leave.error} />
      <Dialog
        open={everywhere}
        title={t('me.signOutEverywhere')}
        onClose={() => setEverywhere(false)}
      >
        <p>{t('me.signOutEverywhereHint')}</p>
        <div class="row">
          <Button
            look="harm"
            busy={leave.busy}
            onClick={() => {
              setEverywhere(false);
              void ask(true);
            }}
          >
            {t('me.signOutEverywhere')}
          </Button>
          <Button onClick={() => setEverywhere(false)}>{common('cancel')}</Button>
        </div>
      </Dialog>
      {question && (
        <LeaveDialog
          personId={personId}
          unsent={question.unsent}
          isShared={question.isShared}
          onLeave={() => {
            setQuestion(null);
            void leave.run(question.everywhere);
          }}
          onClose={() => setQuestion(null)}
        />
      )}
    </section>
  );
}
