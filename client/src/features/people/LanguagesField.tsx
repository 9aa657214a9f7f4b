import { useId } from 'preact/hooks';
import { useFormat } from '../../i18n/format.ts';
import { spokenLanguages } from '../../i18n/spoken-languages.ts';
import { useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';

interface LanguagesFieldProps {
  readonly value: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

const most = 12;

/** The languages a person speaks, one after the other. */
export function LanguagesField({ value, onChange }: LanguagesFieldProps) {
  const t = useText('people');
  const format = useFormat();
  const id = useId();
  const rest = spokenLanguages
    .filter((tag) => !value.includes(tag))
    .map((tag) => ({ tag, name: format.language(tag) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {t('languages')}
      </label>
      {value.length > 0 && (
        <ul class="row chips">
          {value.map((tag) => (
            <li key={tag}>
              <button
                type="button"
                class="chip"
                aria-label={t('me.removeLanguage', { language: format.language(tag) })}
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
        <option value="">{t('me.addLanguage')}</option>
        {rest.map(({ tag, name }) => (
          <option key={tag} value={tag}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
