import { useApp } from '../app-context.ts';
import { isLanguage, languages } from '../i18n/languages.ts';
import { useText } from '../i18n/use-text.ts';
import { chooseLanguage } from '../state/chosen-language.ts';
import type { Theme } from '../state/theme.ts';
import { SelectField } from '../ui/Field.tsx';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** The language of the interface; each is named by itself. */
export function LanguageField({ onChosen }: { onChosen?: (language: string) => void }) {
  const t = useText('common');
  const { i18n } = useApp();
  return (
    <SelectField
      label={t('language')}
      value={i18n.language.value}
      onChange={(event) => {
        const tag = event.currentTarget.value;
        if (!isLanguage(tag)) return;
        // Without connection the page stays in the language it has.
        chooseLanguage(i18n, tag).then(
          () => onChosen?.(tag),
          () => undefined,
        );
      }}
    >
      {Object.entries(languages).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

/** Light, dark, or as the device is; kept on this device. */
export function ThemeField() {
  const t = useText('common');
  const { theme } = useApp();
  return (
    <SelectField
      label={t('theme.label')}
      value={theme.theme.value}
      onChange={(event) => {
        const chosen = themes.find((name) => name === event.currentTarget.value);
        if (chosen) theme.choose(chosen);
      }}
    >
      {themes.map((name) => (
        <option key={name} value={name}>
          {t(`theme.${name}`)}
        </option>
      ))}
    </SelectField>
  );
}

/** At the end of visitors' pages. */
export function VisitorFooter() {
  const t = useText('common');
  return (
    <footer class="foot">
      <div class="foot-inner">
        <p class="soft small">{t('footer')}</p>
        <LanguageField />
        <ThemeField />
      </div>
    </footer>
  );
}
