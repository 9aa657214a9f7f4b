import { useSignal } from '@preact/signals';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useDraft } from './use-draft.ts';

/** In front of a poll that was put away: what was typed is kept. */
const away = '-';
/** A poll in which nothing was typed. */
const untouched = '{}';

/** The poll that is written beside a text, kept on the device as the text is. */
export function usePollDraft(place: string) {
  const t = useText('threads');
  const draft = useDraft(`poll:${place}`);
  const ready = useSignal<string | null>(null);
  const tried = useSignal(false);
  const { text } = draft;
  const isShown = text !== '' && !text.startsWith(away);
  return {
    toggle: () => {
      tried.value = false;
      if (text === untouched) draft.clear();
      else draft.change(isShown ? away + text : text.slice(1) || untouched);
    },
    /** The poll as JSON, empty where there is none; null while it cannot be sent, which is said. */
    take: () => {
      tried.value = isShown;
      return isShown ? ready.value : '';
    },
    /** As it is kept. */
    draft,
    restore: draft.change,
    clear: draft.clear,
    form: isShown && (
      <>
        <Slot name="poll-form" props={{ text, onChange: draft.change, ready, tried }} />
        {tried.value && ready.value === null && (
          <p class="composer-hint" role="alert">
            {t('composer.pollMissing')}
          </p>
        )}
      </>
    ),
  };
}
