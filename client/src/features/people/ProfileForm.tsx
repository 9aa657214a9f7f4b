import { limits } from '@jembatan/shared/limits';
import { type MeView, peopleRoutes } from '@jembatan/shared/people.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, SelectField, TextArea } from '../../ui/Field.tsx';
import { LanguagesField } from '../../ui/LanguagesField.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { countries, zonesByRegion } from './places.ts';

function CountryField({ value }: { value: string | null }) {
  const t = useText('people');
  const format = useFormat();
  const named = countries()
    .map((code) => ({ code, name: format.country(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <SelectField label={t('country')} name="country" defaultValue={value ?? ''}>
      <option value="">{t('me.noCountry')}</option>
      {named.map(({ code, name }) => (
        <option key={code} value={code} selected={code === value}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

function ZoneField({ value }: { value: string }) {
  const t = useText('people');
  const format = useFormat();
  const [zone, setZone] = useState(value);
  const now = format.time(new Date().toISOString(), zone);
  return (
    <SelectField
      label={t('zone')}
      hint={t('zoneHint', { time: now })}
      name="timeZone"
      value={zone}
      onChange={(event) => setZone(event.currentTarget.value)}
    >
      {zonesByRegion(value).map(({ region, zones }) => (
        <optgroup key={region} label={region}>
          {zones.map((name) => (
            <option key={name} value={name}>
              {name.replaceAll('_', ' ')}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  );
}

/** What others see of me. */
export function ProfileForm({ me }: { me: MeView }) {
  const t = useText('people');
  const common = useText('common');
  const { api, account, announcer } = useApp();
  const [languages, setLanguages] = useState<readonly string[]>(me.languages);
  const save = useAction(
    async (
      _key,
      fields: { displayName: string; bio: string; country: string | null; timeZone: string },
    ) => {
      account.accept(
        await api(peopleRoutes.changeMe, { body: { ...fields, languages: [...languages] } }),
      );
      announcer.show({ text: common('saved') });
    },
  );
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        const text = (name: string) => String(fields.get(name) ?? '').trim();
        const country = text('country') || null;
        void save.run({
          displayName: text('displayName'),
          bio: text('bio'),
          country,
          timeZone: text('timeZone'),
        });
      }}
    >
      <h2>{t('me.profile')}</h2>
      <Field
        label={t('me.name')}
        name="displayName"
        defaultValue={me.displayName}
        required
        maxLength={limits.displayName}
      />
      <TextArea
        label={t('me.bio')}
        hint={t('me.bioHint')}
        name="bio"
        defaultValue={me.bio}
        maxLength={limits.description}
      />
      <LanguagesField label={t('languages')} value={languages} onChange={setLanguages} most={12} />
      <CountryField value={me.country} />
      <ZoneField value={me.timeZone} />
      <ErrorNote error={save.error} />
      <div>
        <Button look="primary" type="submit" busy={save.busy}>
          {common('save')}
        </Button>
      </div>
    </form>
  );
}
