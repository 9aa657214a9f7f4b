import { threadId } from '@jembatan/shared/ids';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { SelectField } from '../../ui/Field.tsx';
import { type PlaceName, placeNames, type Where, type Wish, whereIn, whereOf } from './wish.ts';

/** Places around the one that is searched or that one came from, that one among them. */
function useOffered(wish: Wish): Where {
  const { api } = useApp();
  const near = { ...whereOf(wish.from), ...whereIn(wish) };
  const id = threadId.safeParse(near.threadId);
  const around = useResource(id.success ? `where ${id.data}` : null, (signal) =>
    api(threadRoutes.getThread, { params: { id: threadId.parse(near.threadId) } }, { signal }),
  );
  const thread = around.value;
  return thread ? { spaceId: thread.spaceId, communityId: thread.communityId, ...near } : near;
}

interface WhereChoiceProps {
  readonly wish: Wish;
  readonly where: Where;
  readonly onChange: (where: Where) => void;
}

/** Looks in the topic, forum or community one came from, or everywhere; nothing where there is no choice. */
export function WhereChoice({ wish, where, onChange }: WhereChoiceProps) {
  const t = useText('search');
  const offered = useOffered(wish);
  const names = placeNames.filter((name) => offered[name]);
  if (names.length === 0) return null;
  const choose = (value: string) => {
    const name = names.find((one) => one === value);
    onChange(name ? only(name, offered) : {});
  };
  return (
    <SelectField
      label={t('where.label')}
      value={placeNames.find((name) => where[name]) ?? ''}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">{t('where.everywhere')}</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {t(`where.${name}`)}
        </option>
      ))}
    </SelectField>
  );
}

const only = (name: PlaceName, offered: Where): Where => ({ [name]: offered[name] ?? '' });
