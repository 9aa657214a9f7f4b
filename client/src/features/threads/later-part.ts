import type { ComponentType } from 'preact';
import { useMemo } from 'preact/hooks';
import { useI18n } from '../../i18n/use-text.ts';

/** A part that says more than a thread's page does: its texts come with its code. */
export function useLaterPart<P>(
  load: () => Promise<ComponentType<P>>,
): () => Promise<ComponentType<P>> {
  const i18n = useI18n();
  return useMemo(
    () => async () => {
      const [part] = await Promise.all([load(), i18n.need('more')]);
      return part;
    },
    [load, i18n],
  );
}
