import { type TranslationWish, translationRoutes } from '@jembatan/shared/translation.contract';
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';

export interface TranslationStatus {
  /** The hub has a service. */
  readonly on: boolean;
  /** Null for visitors. */
  readonly mine: TranslationWish | null;
}

interface Known {
  readonly reader: string;
  readonly status: TranslationStatus | null;
}

/** Asked once per reader, however many posts want to know. */
const known = signal<Known | null>(null);

/** Puts a choice in place that the server has taken. */
export function acceptWish(mine: TranslationWish): void {
  const now = known.value;
  if (now?.status) known.value = { ...now, status: { ...now.status, mine } };
}

/** Whether posts can be translated, and what the reader wants; null while nobody knows. */
export function useStatus(): TranslationStatus | null {
  const { api, session } = useApp();
  const current = session.session.value;
  const reader = 'person' in current ? current.person.id : 'visitor';
  useEffect(() => {
    if (current.kind === 'starting' || known.peek()?.reader === reader) return;
    known.value = { reader, status: null };
    api(translationRoutes.getTranslationStatus, {}).then(
      (status) => {
        if (known.peek()?.reader === reader) known.value = { reader, status };
      },
      // Without connection there is no translation either; the next page asks again.
      () => {
        if (known.peek()?.reader === reader) known.value = null;
      },
    );
  }, [reader, current.kind]);
  return known.value?.reader === reader ? known.value.status : null;
}
