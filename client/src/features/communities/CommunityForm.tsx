import { communityKind, joining, reading } from '@jembatan/shared/communities.contract';
import type { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import { useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { LanguagesField, type LanguagesFieldProps } from '../../ui/LanguagesField.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import type { CommunityFields } from './community-form.ts';

interface ChoicesProps<K extends string> {
  readonly name: string;
  readonly question: string;
  readonly options: readonly { readonly key: K; readonly label: string; readonly hint: string }[];
  readonly value: K;
  readonly onChange: (value: K) => void;
}

/** One plainly worded question with its answers below each other. */
function Choices<K extends string>({ name, question, options, value, onChange }: ChoicesProps<K>) {
  return (
    <fieldset class="fieldset">
      <legend>{question}</legend>
      {options.map(({ key, label, hint }) => (
        <label key={key} class="choice">
          <input type="radio" name={name} checked={key === value} onChange={() => onChange(key)} />
          <span>
            <strong>{label}</strong>
            <br />
            <span class="small soft">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface CommunityFormProps {
  readonly start: CommunityFields;
  readonly sendLabel: string;
  readonly busy: boolean;
  readonly error: AppError | null;
  /** A study group is always a study group. */
  readonly withKind: boolean;
  readonly onSend: (fields: CommunityFields) => void;
}

function Languages(props: Pick<LanguagesFieldProps, 'value' | 'onChange'>) {
  return <LanguagesField {...props} label={useText('communities')('form.languages')} most={20} />;
}

/** Everything one decides about a community; who may read and who may join are two questions. */
export function CommunityForm({
  start,
  sendLabel,
  busy,
  error,
  withKind,
  onSend,
}: CommunityFormProps) {
  const t = useText('communities');
  const [fields, setFields] = useState(start);
  const set = (part: Partial<CommunityFields>) => setFields((old) => ({ ...old, ...part }));
  const kinds = communityKind.options
    .filter((key) => key !== 'study-group')
    .map((key) => ({ key, label: t(`kind.${key}`), hint: t(`kindHint.${key}`) }));
  const readers = reading.options.map((key) => ({
    key,
    label: t(`reading.${key}`),
    hint: t(`readingHint.${key}`),
  }));
  const joiners = joining.options.map((key) => ({
    key,
    label: t(`joining.${key}`),
    hint: t(`joiningHint.${key}`),
  }));
  return (
    <form
      class="stack community-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(fields);
      }}
    >
      <Field
        label={t('form.name')}
        hint={t('form.nameHint')}
        value={fields.name}
        required
        maxLength={limits.communityName}
        autoComplete="off"
        onInput={(event) => set({ name: event.currentTarget.value })}
      />
      {withKind && (
        <Choices
          name="kind"
          question={t('form.kind')}
          options={kinds}
          value={fields.kind}
          onChange={(kind) => set({ kind })}
        />
      )}
      <TextArea
        label={t('form.description')}
        hint={t('form.descriptionHint')}
        value={fields.description}
        maxLength={limits.description}
        onInput={(event) => set({ description: event.currentTarget.value })}
      />
      <Choices
        name="reading"
        question={t('form.reading')}
        options={readers}
        value={fields.reading}
        onChange={(value) => set({ reading: value })}
      />
      <Choices
        name="joining"
        question={t('form.joining')}
        options={joiners}
        value={fields.joining}
        onChange={(value) => set({ joining: value })}
      />
      <Languages value={fields.languages} onChange={(languages) => set({ languages })} />
      <ErrorNote error={error} />
      <div>
        <Button look="primary" type="submit" busy={busy}>
          {sendLabel}
        </Button>
      </div>
    </form>
  );
}
