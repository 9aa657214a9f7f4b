import type { SpaceView } from '@jembatan/shared/communities.contract';
import type { ThreadOrder } from '@jembatan/shared/threads.view';
import type { Signal } from '@preact/signals';
import { useText } from '../../i18n/use-text.ts';
import { SelectField } from '../../ui/Field.tsx';
import { orders } from './chosen-order.ts';
import { useSpaceChoice } from './space-choice.ts';

interface OrderChoiceProps {
  readonly space: SpaceView;
  readonly order: Signal<ThreadOrder>;
}

/** In which order the reader wants the threads of a space. */
export function OrderChoice({ space, order }: OrderChoiceProps) {
  const t = useText('threads');
  const choose = useSpaceChoice(space.id, (choice) => {
    order.value = choice.order;
  });
  return (
    <SelectField
      label={t('view.order')}
      value={order.value}
      onChange={({ currentTarget }) => {
        const wanted = orders.find((one) => one === currentTarget.value);
        if (wanted) choose({ order: wanted });
      }}
    >
      {orders.map((one) => (
        <option key={one} value={one}>
          {t(`view.orders.${one}`)}
        </option>
      ))}
    </SelectField>
  );
}
