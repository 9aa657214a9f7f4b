import type { MeView } from '@jembatan/shared/people.contract';
import { type TranslationWish, translationRoutes } from '@jembatan/shared/translation.contract';
import { useApp } from '../../app-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { languages } from '../../i18n/languages.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { SelectField } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { acceptWish, useStatus } from './use-status.ts';

/** In one's own settings: posts in my languages. */
export function MyTranslation({ me }: { readonly me: MeView }) {
  const t = useText('translation');
  const format = useFormat();
  const { api } = useApp();
  const status = useStatus();
  const change = useAction(async (_key, body: TranslationWish) => {
    const before = status?.mine;
    acceptWish(body);
    try {
      await api(translationRoutes.setTranslationWish, { body });
    } catch (error) {
      if (before) acceptWish(before);
      throw error;
    }
  });
  const wish = status?.mine;
  if (!wish) return null;
  const choices = new Set([
    ...me.languages,
    ...Object.keys(languages),
    ...(wish.to ? [wish.to] : []),
  ]);
  return (
    <section class="stack" aria-labelledby="my-translation">
      <h2 id="my-translation">{t('mine.title')}</h2>
      {!status.on && <p class="soft">{t('mine.off')}</p>}
      <label class="check">
        <input
          type="checkbox"
          checked={wish.auto}
          onChange={(event) => void change.run({ ...wish, auto: event.currentTarget.checked })}
        />
        <span>{t('mine.auto')}</span>
      </label>
      <SelectField
        label={t('mine.to')}
        value={wish.to ?? ''}
        onChange={(event) => void change.run({ ...wish, to: event.currentTarget.value || null })}
      >
        <option value="">{t('mine.asPages')}</option>
        {[...choices].map((tag) => (
          <option key={tag} value={tag}>
            {format.language(tag)}
          </option>
        ))}
      </SelectField>
      <ErrorNote error={change.error} />
    </section>
  );
}
