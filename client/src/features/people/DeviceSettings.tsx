import { type MeView, peopleRoutes } from '@jembatan/shared/people.contract';
import { useApp } from '../../app-context.ts';
import { LanguageField, ThemeField } from '../../frame/Preferences.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { ErrorNote } from '../../ui/States.tsx';
import { SaverField } from './SaverField.tsx';

/** How the hub looks and speaks. The language goes with the account, light or dark stays on the device. */
export function DeviceSettings({ me }: { me: MeView }) {
  const t = useText('people');
  const { api, account } = useApp();
  const change = useAction(async (_key, locale: string) => {
    if (locale !== me.locale)
      account.accept(await api(peopleRoutes.changeMe, { body: { locale } }));
  });
  return (
    <section class="stack" aria-labelledby="looks">
      <h2 id="looks">{t('me.looks')}</h2>
      <LanguageField onChosen={(language) => void change.run(language)} />
      <ErrorNote error={change.error} />
      <ThemeField />
      <SaverField />
      <p>
        <a href="/me/offline">{t('me.offline')}</a>
      </p>
    </section>
  );
}
