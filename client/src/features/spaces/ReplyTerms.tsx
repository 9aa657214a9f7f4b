import type { ThreadTerms } from '@jembatan/shared/threads.view';
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { nameOf } from '../../ui/Person.tsx';
import { Countdown } from './Countdown.tsx';
import { useSecondsUntil } from './use-now.ts';
import './spaces.css';

interface ReplyTermsProps {
  readonly terms: ThreadTerms;
  /** When the reader may write again; null is now. */
  readonly until: string | null;
  /** Told whether to wait. */
  readonly held: Signal<boolean>;
  /** Whether the next post stands under a pseudonym. */
  readonly pseudonym: Signal<boolean>;
}

/** Below the text of a reply: how long to wait, and under which name it will stand. */
export function ReplyTerms({ terms, until, held, pseudonym }: ReplyTermsProps) {
  const t = useText('spaces');
  const i18n = useI18n();
  const seconds = useSecondsUntil(until);
  useEffect(() => {
    held.value = seconds > 0;
    return () => {
      held.value = false;
    };
  }, [seconds > 0]);
  return (
    <div class="stack-tight small reply-terms">
      {terms.pseudonyms && (
        <label class="check">
          <input
            type="checkbox"
            checked={pseudonym.value}
            onChange={(event) => {
              pseudonym.value = event.currentTarget.checked;
            }}
          />
          <span>
            {terms.alias ? t('hide.as', { name: nameOf(terms.alias, i18n) }) : t('hide.ask')}
          </span>
        </label>
      )}
      {terms.pseudonyms && pseudonym.value && <p class="soft">{t('hide.hint')}</p>}
      <Countdown seconds={seconds} />
    </div>
  );
}
