import type { CommunityView, SpaceView } from '@jembatan/shared/communities.contract';
import type { Signal } from '@preact/signals';
import { useText } from '../../i18n/use-text.ts';
import { SelectField } from '../../ui/Field.tsx';

interface GroupChoiceProps {
  readonly space: SpaceView;
  /** Whose threads are shown; null is all. */
  readonly group: Signal<CommunityView['id'] | null>;
}

/** For those who see several groups: one at a time, or all. */
export function GroupChoice({ space: { groups = [] }, group }: GroupChoiceProps) {
  const t = useText('spaces');
  return (
    <SelectField
      label={t('filter.group')}
      value={group.value ?? ''}
      onChange={({ currentTarget }) => {
        group.value = groups.find(({ id }) => id === currentTarget.value)?.id ?? null;
      }}
    >
      <option value="">{t('filter.all')}</option>
      {groups.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
