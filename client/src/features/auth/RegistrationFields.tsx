import type { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import { useText } from '../../i18n/use-text.ts';
import { Field } from '../../ui/Field.tsx';
import { useErrorText } from '../../ui/States.tsx';
import { PasswordField } from './PasswordField.tsx';
import { fieldOf } from './registration-form.ts';

const ages = ['minor', 'adult', 'unknown'] as const;

function AgeChoice() {
  const t = useText('auth');
  return (
    <fieldset class="fieldset">
      <legend>{t('age.title')}</legend>
      <p class="field-hint">{t('age.why')}</p>
      {ages.map((age) => (
        <label key={age} class="choice">
          <input type="radio" name="age" value={age} required />
          <span>{t(`age.${age}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What a new account asks for, for everybody and for the first admin alike. */
export function RegistrationFields({ error, admin }: { error: AppError | null; admin?: boolean }) {
  const t = useText('auth');
  const say = useErrorText();
  const wrong = fieldOf(error);
  const words = error && wrong ? say(error) : null;
  return (
    <>
      <Field
        label={t('name')}
        hint={t('nameHint')}
        name="displayName"
        required
        maxLength={limits.displayName}
        autoComplete="name"
      />
      <Field
        label={t('handle')}
        hint={t('handleHint')}
        error={wrong === 'handle' ? words : null}
        name="handle"
        maxLength={limits.handle}
        autoComplete="username"
        autocapitalize="off"
        spellcheck={false}
      />
      <PasswordField
        label={t('password')}
        hint={t('passwordHint', { count: limits.password.min })}
        autoComplete="new-password"
        minLength={limits.password.min}
      />
      <Field
        label={t('email')}
        hint={t('emailHint')}
        error={wrong === 'email' ? words : null}
        name="email"
        type="email"
        autoComplete="email"
        dir="ltr"
      />
      {admin ? <input type="hidden" name="age" value="adult" /> : <AgeChoice />}
    </>
  );
}
