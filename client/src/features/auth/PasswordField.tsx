import { useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Field } from '../../ui/Field.tsx';

interface PasswordFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly minLength?: number;
}

/** A password that can be looked at, which helps on small keyboards. */
export function PasswordField(props: PasswordFieldProps) {
  const t = useText('auth');
  const [seen, setSeen] = useState(false);
  return (
    <div class="stack-tight">
      <Field
        {...props}
        name="password"
        type={seen ? 'text' : 'password'}
        required
        spellcheck={false}
        autocapitalize="off"
        dir="ltr"
      />
      <label class="check">
        <input type="checkbox" checked={seen} onChange={() => setSeen(!seen)} />
        {t('showPassword')}
      </label>
    </div>
  );
}
