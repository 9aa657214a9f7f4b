import { useLocation } from 'preact-iso';
import { signInAddress } from '../../frame/return-to.ts';
import { useText } from '../../i18n/use-text.ts';
import { ButtonLink } from '../../ui/Button.tsx';

/** Where a visitor would write. */
export function SignInToReply() {
  const t = useText('threads');
  const { url } = useLocation();
  return (
    <div class="empty">
      <p>{t('posts.visitor')}</p>
      <ButtonLink look="primary" href={signInAddress(url)}>
        {t('posts.signIn')}
      </ButtonLink>
    </div>
  );
}
