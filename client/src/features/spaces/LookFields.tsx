import { spaceColour, spaceDrawings, spaceIcon } from '@jembatan/shared/spaces';
import { useState } from 'preact/hooks';
import { useFormat } from '../../i18n/format.ts';
import { spokenLanguages } from '../../i18n/spoken-languages.ts';
import { useText } from '../../i18n/use-text.ts';
import { Field, SelectField } from '../../ui/Field.tsx';
import { SpaceMark } from './SpaceMark.tsx';
import type { SpaceFields } from './space-fields.ts';

interface LookProps {
  readonly value: SpaceFields;
  readonly onChange: (part: Partial<SpaceFields>) => void;
}

function Colours({ value, onChange }: LookProps) {
  const t = useText('spaces');
  return (
    <fieldset class="fieldset">
      <legend>{t('form.colour')}</legend>
      <div class="swatches">
        {spaceColour.options.map((colour) => (
          <label key={colour} class="swatch">
            <input
              type="radio"
              name="colour"
              aria-label={t(`colour.${colour}`)}
              checked={(value.colour ?? 'teal') === colour}
              onChange={() => onChange({ colour })}
            />
            <SpaceMark colour={colour} icon={value.icon} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Drawings({ value, onChange }: LookProps) {
  const t = useText('spaces');
  return (
    <fieldset class="fieldset">
      <legend>{t('form.icon')}</legend>
      <div class="swatches">
        {spaceDrawings.map((icon) => (
          <label key={icon} class="swatch">
            <input
              type="radio"
              name="icon"
              aria-label={t(`icon.${icon}`)}
              checked={(value.icon ?? 'forums') === icon}
              onChange={() => onChange({ icon })}
            />
            <SpaceMark colour={value.colour} icon={icon} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const isDrawing = (icon: string | null) =>
  icon === null || (spaceDrawings as readonly string[]).includes(icon);

/** One emoji in the place of a drawing; anything else is said to be wrong and not taken. */
function Emoji({ value, onChange }: LookProps) {
  const t = useText('spaces');
  const [typed, setTyped] = useState(isDrawing(value.icon) ? '' : (value.icon ?? ''));
  const wrong = typed !== '' && !spaceIcon.safeParse(typed).success;
  const shown = isDrawing(value.icon) && !wrong ? '' : typed;
  return (
    <Field
      label={t('form.emoji')}
      hint={t('form.emojiHint')}
      error={wrong ? t('form.emojiWrong') : null}
      value={shown}
      autoComplete="off"
      onInput={(event) => {
        const text = event.currentTarget.value.trim();
        setTyped(text);
        if (text === '') onChange({ icon: null });
        else if (spaceIcon.safeParse(text).success) onChange({ icon: text });
      }}
    />
  );
}

function Language({ value, onChange }: LookProps) {
  const t = useText('spaces');
  const format = useFormat();
  const tags = [...new Set([...spokenLanguages, ...(value.language ? [value.language] : [])])];
  const named = tags
    .map((tag) => ({ tag, name: format.language(tag) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <SelectField
      label={t('form.language')}
      value={value.language ?? ''}
      onChange={(event) => onChange({ language: event.currentTarget.value || null })}
    >
      <option value="">{t('form.languageAny')}</option>
      {named.map(({ tag, name }) => (
        <option key={tag} value={tag}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

/** Colour, drawing and language of a forum. */
export function LookFields(props: LookProps) {
  return (
    <>
      <Colours {...props} />
      <Drawings {...props} />
      <Emoji {...props} />
      <Language {...props} />
    </>
  );
}
