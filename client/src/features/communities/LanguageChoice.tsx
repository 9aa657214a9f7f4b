import { useId } from 'preact/hooks';
import { useFormat } from '../../i18n/format.ts';
import { spokenLanguages } from '../../i18n/spoken-languages.ts';
import { useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';

interface LanguageChoiceProps {
  readonly value: readonly string[];
  readonly onChange: (tags: string[]) => void;
}

const most = 20;

/** The languages that are spoken in a community, one after the other. */
export function LanguageChoice({ value, onChange }: LanguageChoiceProps) {
  const t = useText('communities');
  const format = useFormat();
  const id = useId();
  const rest = spokenLanguages
    .filter((tag) => !value.includes(tag))
    .map((tag) => ({ tag, name: format.language(tag) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {t('form.languages')}
      </label>
      {value.length > 0 && (
        <ul class="row language-chips">
          {value.map((tag) => (
            <li key={tag}>
              <button
                type="button"
                class="button button-secondary"
                aria-label={t('form.removeLanguage', { language: format.language(tag) })}
                onClick={() => onChange(value.filter((other) => other !== tag))}
              >
                {format.language(tag)}
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <select
        id={id}
        class="input"
        value=""
        disabled={value.length >= most}
        onChange={(event) => {
          const tag = event.currentTarget.value;
          if (tag) onChange([...value, tag]);
          event.currentTarget.value = '';
        }}
      >
        <option value="">{t('form.addLanguage')}</option>
        {rest.map(({ tag, name }) => (
          <option key={tag} value={tag}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
