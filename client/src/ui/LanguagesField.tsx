import { useId } from 'preact/hooks';
import { useFormat } from '../i18n/format.ts';
import { spokenLanguages } from '../i18n/spoken-languages.ts';
import { useText } from '../i18n/use-text.ts';
import { Icon } from './Icon.tsx';

export interface LanguagesFieldProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (tags: string[]) => void;
  /** How many may be chosen. */
  readonly most: number;
}

/** Languages, chosen one after the other. */
export function LanguagesField({ label, value, onChange, most }: LanguagesFieldProps) {
  const t = useText('common');
  const format = useFormat();
  const id = useId();
  const rest = spokenLanguages
    .filter((tag) => !value.includes(tag))
    .map((tag) => ({ tag, name: format.language(tag) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {value.length > 0 && (
        <ul class="row chips">
          {value.map((tag) => (
            <li key={tag}>
              <button
                type="button"
                class="chip"
                aria-label={t('languages.remove', { language: format.language(tag) })}
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
        <option value="">{t('languages.add')}</option>
        {rest.map(({ tag, name }) => (
          <option key={tag} value={tag}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
