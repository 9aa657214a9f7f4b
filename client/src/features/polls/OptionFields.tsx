import { pollLimits } from '@jembatan/shared/polls.contract';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { isPlainEnter } from '../../ui/use-submit-on-enter.ts';

interface OptionFieldsProps {
  readonly texts: readonly string[];
  readonly onChange: (texts: readonly string[]) => void;
  /** What is wrong with them. */
  readonly error: string | null;
}

/** What may be chosen: Enter goes to the next, and makes one behind the last. */
export function OptionFields({ texts, onChange, error }: OptionFieldsProps) {
  const t = useText('polls');
  const box = useRef<HTMLFieldSetElement>(null);
  const isFull = texts.length >= pollLimits.options;

  const wanted = useRef<number | null>(null);

  function go(index: number): void {
    wanted.current = index;
    const field = box.current?.querySelectorAll('input')[index];
    if (!field) return;
    wanted.current = null;
    field.focus();
  }
  // A field that was made just now: who types on at once loses no letter.
  useLayoutEffect(() => {
    if (wanted.current !== null) go(wanted.current);
  });

  function add(): void {
    if (isFull) return;
    onChange([...texts, '']);
    go(texts.length);
  }

  return (
    <fieldset class="fieldset" ref={box}>
      <legend>{t('form.options')}</legend>
      {texts.map((text, index) => (
        <div key={index} class="poll-field">
          <input
            class="input"
            dir="auto"
            value={text}
            maxLength={pollLimits.option}
            aria-label={t('form.option', { number: index + 1 })}
            placeholder={t('form.option', { number: index + 1 })}
            aria-invalid={error ? 'true' : undefined}
            onInput={(event) => onChange(texts.with(index, event.currentTarget.value))}
            onKeyDown={(event) => {
              if (!isPlainEnter(event)) return;
              event.preventDefault();
              if (index === texts.length - 1) add();
              else go(index + 1);
            }}
          />
          <IconButton
            icon="close"
            label={t('form.removeOption', { number: index + 1 })}
            aria-disabled={texts.length <= 2}
            onClick={() => {
              if (texts.length <= 2) return;
              onChange(texts.toSpliced(index, 1));
              go(Math.max(0, index - 1));
            }}
          />
        </div>
      ))}
      {error && (
        <span class="field-error" role="alert">
          {error}
        </span>
      )}
      <div>
        {isFull ? (
          <span class="small soft">{t('form.full', { count: pollLimits.options })}</span>
        ) : (
          <Button look="quiet" icon="plus" onClick={add}>
            {t('form.add')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
