import { useLocation } from 'preact-iso';
import { useApp } from '../app-context.ts';
import { useText } from '../i18n/use-text.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { signInAddress } from './return-to.ts';

/**
 * Tells that this tab's sign-in ended elsewhere. What was typed stays on the
 * page and in the drafts of the person it belongs to; nothing is sent as anyone.
 */
export function SignInEnded() {
  const t = useText('common');
  const { session } = useApp();
  const { url } = useLocation();
  const current = session.session.value;
  if (current.kind !== 'ended') return null;
  const name = current.person.displayName;
  return (
    <div class="ended" role="alert">
      <p>{t(`ended.${current.reason}`, { name })}</p>
      <div class="row">
        {current.reason === 'replaced' ? (
          <Button look="primary" onClick={() => location.reload()}>
            {t('ended.continue')}
          </Button>
        ) : (
          <ButtonLink look="primary" href={signInAddress(url)}>
            {t('ended.signIn')}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
