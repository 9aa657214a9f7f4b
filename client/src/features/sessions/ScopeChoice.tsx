import { useText } from '../../i18n/use-text.ts';

interface ScopeChoiceProps {
  readonly value: 'this' | 'following';
  readonly onChange: (scope: 'this' | 'following') => void;
}

/** For a session that repeats: only this one, or those that follow as well. */
export function ScopeChoice({ value, onChange }: ScopeChoiceProps) {
  const t = useText('sessions');
  return (
    <fieldset class="fieldset">
      <legend>{t('scope.legend')}</legend>
      {(['this', 'following'] as const).map((scope) => (
        <label key={scope} class="choice">
          <input
            type="radio"
            name="scope"
            checked={value === scope}
            onChange={() => onChange(scope)}
          />
          {t(`scope.${scope}`)}
        </label>
      ))}
    </fieldset>
  );
}
