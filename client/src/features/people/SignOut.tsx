import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';

/** The way out: of this device, or of all. */
export function SignOut() {
  const t = useText('people');
  const common = useText('common');
  const { session } = useApp();
  const { route } = useLocation();
  const [asking, setAsking] = useState(false);
  const leave = useAction(async (_key, everywhere: boolean) => {
    await session.signOut({ everywhere });
    route('/');
  });
  return (
    <section class="stack" aria-labelledby="sign-out">
      <h2 id="sign-out">{t('me.signOutTitle')}</h2>
      <p class="soft">{t('me.signOutHint')}</p>
      <div class="row">
        <Button icon="leave" busy={leave.busy} onClick={() => void leave.run(false)}>
          {t('me.signOut')}
        </Button>
        <Button look="quiet" onClick={() => setAsking(true)}>
          {t('me.signOutEverywhere')}
        </Button>
      </div>
      <ErrorNote error={leave.error} />
      <Dialog open={asking} title={t('me.signOutEverywhere')} onClose={() => setAsking(false)}>
        <p>{t('me.signOutEverywhereHint')}</p>
        <div class="row">
          <Button look="harm" busy={leave.busy} onClick={() => void leave.run(true)}>
            {t('me.signOutEverywhere')}
          </Button>
          <Button onClick={() => setAsking(false)}>{common('cancel')}</Button>
        </div>
      </Dialog>
    </section>
  );
}
