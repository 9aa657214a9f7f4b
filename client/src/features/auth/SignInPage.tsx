import { authRoutes } from '@jembatan/shared/auth.contract';
import { useApp } from '../../app-context.ts';
import { Page } from '../../frame/Page.tsx';
import { signInAddress } from '../../frame/return-to.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { PasswordField } from './PasswordField.tsx';
import { SharedDevice } from './SharedDevice.tsx';
import { thisDevice } from './this-device.ts';
import { useEnter } from './use-enter.ts';

function text(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? '');
}

export function SignInPage() {
  const t = useText('auth');
  const { api } = useApp();
  const { to, enter } = useEnter();
  const signIn = useAction(async (_key, login: string, password: string) =>
    enter(await api(authRoutes.login, { body: { login, password, device: thisDevice() } })),
  );
  return (
    <Page
      title={t('signIn.title')}
      width="narrow"
      lead={to === '/' ? undefined : <p class="soft">{t('back')}</p>}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          void signIn.run(text(form, 'login'), text(form, 'password'));
        }}
      >
        <Field
          label={t('login')}
          hint={t('loginHint')}
          name="login"
          required
          autoComplete="username"
          autocapitalize="off"
          spellcheck={false}
        />
        <PasswordField label={t('password')} autoComplete="current-password" />
        <SharedDevice />
        <ErrorNote error={signIn.error} />
        <Button look="primary" type="submit" wide busy={signIn.busy}>
          {t('signIn.submit')}
        </Button>
        <p class="soft">{t('signIn.forgot')}</p>
        <p>
          {t('signIn.newHere')} <a href={signInAddress(to, 'sign-up')}>{t('signUp.title')}</a>
        </p>
      </form>
    </Page>
  );
}
