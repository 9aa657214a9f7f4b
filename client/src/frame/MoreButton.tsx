import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote } from '../ui/States.tsx';
import type { Paged } from './use-pages.ts';

/** Shows the next page of a list, where there is one. */
export function MoreButton<T>({ paged }: { paged: Paged<T> }) {
  const t = useText('common');
  return (
    <>
      <ErrorNote error={paged.more.error} />
      {paged.resource.value?.nextCursor && (
        <Button wide busy={paged.more.busy} onClick={() => void paged.more.run()}>
          {t('loadMore')}
        </Button>
      )}
    </>
  );
}
