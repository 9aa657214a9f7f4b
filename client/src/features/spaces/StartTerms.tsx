import type { SpaceView } from '@jembatan/shared/communities.contract';
import type { Signal } from '@preact/signals';
import type { StartChoice } from '../../feature.ts';
import { useText } from '../../i18n/use-text.ts';
import { Countdown } from './Countdown.tsx';
import { TermPills } from './TermPills.tsx';
import { useSecondsUntil } from './use-now.ts';
import './spaces.css';

interface StartTermsProps {
  readonly space: SpaceView;
  readonly choice: Signal<StartChoice>;
  readonly until: string | null;
}

/** For which group the new thread is: asked where there is something to choose. */
function GroupField({ space, choice }: Omit<StartTermsProps, 'until'>) {
  const t = useText('spaces');
  const groups = space.groups ?? [];
  const [only] = groups;
  if (!space.can.moderate && !only) return <p class="note">{t('start.noGroup')}</p>;
  if (!space.can.moderate && only && groups.length === 1)
    return <p class="small soft">{t('start.onlyGroup', { group: only.name })}</p>;
  const options = [...(space.can.moderate ? [{ id: null, name: t('start.all') }] : []), ...groups];
  const chosen = choice.value.groupId;
  return (
    <fieldset class="fieldset">
      <legend>{t('start.group')}</legend>
      {options.map(({ id, name }) => (
        <label key={id ?? ''} class="choice">
          <input
            type="radio"
            name="group"
            checked={chosen === id || (chosen === undefined && id === null)}
            onChange={() => {
              choice.value = { ...choice.value, groupId: id };
            }}
          />
          <bdi>{name}</bdi>
        </label>
      ))}
    </fieldset>
  );
}

/** Before the text of a new thread: what holds here, for whom it is, under which name. */
export function StartTerms({ space, choice, until }: StartTermsProps) {
  const t = useText('spaces');
  const seconds = useSecondsUntil(until);
  return (
    <div class="stack">
      <TermPills terms={space} />
      <Countdown seconds={seconds} />
      {space.separateGroups && <GroupField space={space} choice={choice} />}
      {space.pseudonyms && (
        <label class="choice">
          <input
            type="checkbox"
            checked={choice.value.pseudonym ?? false}
            onChange={(event) => {
              choice.value = { ...choice.value, pseudonym: event.currentTarget.checked };
            }}
          />
          <span>
            <strong>{t('hide.ask')}</strong>
            <br />
            <span class="small soft">{t('hide.hint')}</span>
          </span>
        </label>
      )}
    </div>
  );
}
