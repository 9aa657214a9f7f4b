import { useLocation } from 'preact-iso';
import { useApp } from '../app-context.ts';
import { useText } from '../i18n/use-text.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Page } from './Page.tsx';
import { signInAddress } from './return-to.ts';

/** Missing and hidden look the same: nothing here says which it is. */
export function NotFound() {
  const t = useText('common');
  const { url } = useLocation();
  const visitor = useApp().session.session.value.kind === 'visitor';
  return (
    <Page title={visitor ? t('notFound.visitorTitle') : t('notFound.title')} width="narrow">
      <div class="stack">
        <p>{visitor ? t('notFound.visitor') : t('notFound.member')}</p>
        <div class="row">
          {visitor && (
            <ButtonLink look="primary" href={signInAddress(url)}>
              {t('signIn')}
            </ButtonLink>
          )}
          <ButtonLink href="/">{t('notFound.home')}</ButtonLink>
        </div>
      </div>
    </Page>
  );
}
