import type { Signal } from '@preact/signals';
import type { Answered } from '../../feature.ts';
import { useText } from '../../i18n/use-text.ts';
import { SelectField } from '../../ui/Field.tsx';

interface AnswerFilterProps {
  readonly answered: Signal<Answered>;
  /** Nothing is shown. */
  readonly isEmpty: boolean;
}

/** Which topics of a forum are shown: all, or its questions by whether they have an answer. */
export function AnswerFilter({ answered, isEmpty }: AnswerFilterProps) {
  const t = useText('kinds');
  const choices = [
    [undefined, t('filter.all')],
    ['no', t('filter.open')],
    ['yes', t('filter.answered')],
  ] as const;
  if (isEmpty && !answered.value) return null;
  return (
    <>
      <SelectField
        label={t('filter.label')}
        value={answered.value ?? ''}
        onChange={({ currentTarget }) => {
          answered.value = choices.find(([value]) => value === currentTarget.value)?.[0];
        }}
      >
        {choices.map(([value, name]) => (
          <option key={name} value={value ?? ''}>
            {name}
          </option>
        ))}
      </SelectField>
      {isEmpty && <p class="soft">{t('filter.none')}</p>}
    </>
  );
}
