import { authRoutes } from '@jembatan/shared/auth.contract';
import { useApp } from '../../app-context.ts';
import { Page } from '../../frame/Page.tsx';
import { signInAddress } from '../../frame/return-to.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { RegistrationFields } from './RegistrationFields.tsx';
import { fieldOf, type Registration, readRegistration } from './registration-form.ts';
import { SharedDevice } from './SharedDevice.tsx';
import { useEnter } from './use-enter.ts';

export function SignUpPage() {
  const t = useText('auth');
  const { api, i18n } = useApp();
  const { to, enter } = useEnter();
  const signUp = useAction(async (_key, body: Registration) =>
    enter(await api(authRoutes.register, { body })),
  );
  return (
    <Page title={t('signUp.title')} width="narrow" lead={<p class="soft">{t('signUp.lead')}</p>}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void signUp.run(readRegistration(event.currentTarget, i18n.language.value));
        }}
      >
        <RegistrationFields error={signUp.error} />
        <SharedDevice />
        {!fieldOf(signUp.error) && <ErrorNote error={signUp.error} />}
        <Button look="primary" type="submit" wide busy={signUp.busy}>
          {t('signUp.submit')}
        </Button>
        <p>
          {t('signUp.haveAccount')} <a href={signInAddress(to)}>{t('signIn.title')}</a>
        </p>
      </form>
    </Page>
  );
}
