import { communityRoutes, type SpaceView } from '@jembatan/shared/communities.contract';
import { spaceId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, SelectField, TextArea } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { LookFields } from './LookFields.tsx';
import { changeOf, fieldsOf, type SpaceFields } from './space-fields.ts';
import { DayFields, PaceField } from './TermFields.tsx';
import { useOwnZone } from './use-moment.ts';
import './spaces.css';

interface PartProps {
  readonly value: SpaceFields;
  readonly onChange: (part: Partial<SpaceFields>) => void;
}

/** Inside which other forum it stands; one that holds others stands by itself. */
function WhereField({ value, onChange, space }: PartProps & { space: SpaceView }) {
  const t = useText('spaces');
  const { api } = useApp();
  const list = useResource(`spaces ${space.communityId}`, (signal) =>
    api(communityRoutes.listSpaces, { params: { id: space.communityId } }, { signal }),
  );
  const others = list.value?.items ?? [];
  const holds = others.some(({ parentId }) => parentId === space.id);
  const offered = others.filter(({ id, parentId }) => id !== space.id && parentId === null);
  if (holds) return <p class="small soft">{t('form.holds')}</p>;
  return (
    <SelectField
      label={t('form.where')}
      value={value.parentId ?? ''}
      onChange={({ currentTarget }) => {
        const id = spaceId.safeParse(currentTarget.value);
        onChange({ parentId: id.success ? id.data : null });
      }}
    >
      <option value="">{t('form.whereTop')}</option>
      {offered.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

function Switches({ value, onChange }: PartProps) {
  const t = useText('spaces');
  return (
    <fieldset class="fieldset">
      <legend>{t('form.who')}</legend>
      {(['separateGroups', 'pseudonyms', 'acceptsLate'] as const).map((key) => (
        <label key={key} class="choice">
          <input
            type="checkbox"
            checked={value[key]}
            onChange={(event) => onChange({ [key]: event.currentTarget.checked })}
          />
          <span>
            <strong>{t(`form.${key}`)}</strong>
            <br />
            <span class="small soft">{t(`form.${key}Hint`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Everything staff says about a forum but who may what. */
export function Settings({
  space,
  onSaved,
}: {
  space: SpaceView;
  onSaved: (view: SpaceView) => void;
}) {
  const t = useText('spaces');
  const { api, announcer } = useApp();
  const zone = useOwnZone();
  const [value, setValue] = useState(() => fieldsOf(space, zone));
  const change = (part: Partial<SpaceFields>) => setValue((old) => ({ ...old, ...part }));
  const save = useAction(async () => {
    const body = changeOf(value, zone);
    onSaved(await api(communityRoutes.changeSpace, { params: { id: space.id }, body }));
    announcer.show({ text: t('form.saved') });
  });
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <Field
        label={t('form.name')}
        value={value.name}
        required
        maxLength={limits.communityName}
        onInput={(event) => change({ name: event.currentTarget.value })}
      />
      <TextArea
        label={t('form.description')}
        value={value.description}
        maxLength={limits.description}
        onInput={(event) => change({ description: event.currentTarget.value })}
      />
      <WhereField value={value} onChange={change} space={space} />
      <LookFields value={value} onChange={change} />
      <DayFields value={value} onChange={change} />
      <PaceField
        value={value.slowSeconds}
        onChange={(slowSeconds) => change({ slowSeconds: slowSeconds ?? 0 })}
      />
      <Switches value={value} onChange={change} />
      <ErrorNote error={save.error} />
      <div>
        <Button look="primary" type="submit" busy={save.busy}>
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}
