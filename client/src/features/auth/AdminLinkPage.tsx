import { authRoutes } from '@jembatan/shared/auth.contract';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { RegistrationFields } from './RegistrationFields.tsx';
import { fieldOf, type Registration, readRegistration } from './registration-form.ts';
import { useEnter } from './use-enter.ts';

/** The one-time link that is printed when the hub starts for the first time. */
export function AdminLinkPage({ query }: PageProps) {
  const t = useText('auth');
  const { api, i18n } = useApp();
  const { enter } = useEnter();
  const key = query.key ?? '';
  const make = useAction(async (_key, body: Registration) =>
    enter(await api(authRoutes.adminLink, { body: { ...body, key } })),
  );
  return (
    <Page
      title={t('adminLink.title')}
      width="narrow"
      lead={<p class="soft">{t('adminLink.lead')}</p>}
    >
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void make.run(readRegistration(event.currentTarget, i18n.language.value));
        }}
      >
        <RegistrationFields error={make.error} admin />
        {!fieldOf(make.error) && <ErrorNote error={make.error} />}
        <Button look="primary" type="submit" wide busy={make.busy}>
          {t('adminLink.submit')}
        </Button>
      </form>
    </Page>
  );
}
