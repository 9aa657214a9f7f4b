import type { CommunityId } from '@jembatan/shared/ids';
import type { PeopleById } from '@jembatan/shared/people.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { ErrorNote, Skeleton } from '../../ui/States.tsx';
import { UserText } from '../../ui/UserText.tsx';

interface Shown {
  readonly html: string;
  readonly people: PeopleById;
}

/** After so long without a key the preview follows, in milliseconds. */
const settledMs = 500;

/** What the text will look like, by the server's own rendering; it follows while one writes. */
export function Preview({
  text,
  communityId,
}: {
  readonly text: string;
  readonly communityId: CommunityId | null;
}) {
  const t = useText('threads');
  const { api } = useApp();
  const [shown, setShown] = useState<Shown | null>(null);
  const isEmpty = text.trim() === '';
  const ask = useAction(async (_key, body: string) => {
    setShown(
      await api(threadRoutes.preview, {
        body: { body, ...(communityId && { communityId }) },
      }),
    );
  });
  const asked = useRef('');
  useEffect(() => {
    // An answer on its way is waited for, then followed by that for the present text.
    if (isEmpty || ask.busy || asked.current === text) return undefined;
    const timer = setTimeout(
      () => {
        asked.current = text;
        void ask.run(text);
      },
      shown ? settledMs : 0,
    );
    return () => clearTimeout(timer);
  }, [text, ask.busy]);
  if (isEmpty) return <p class="composer-preview soft">{t('composer.previewEmpty')}</p>;
  return (
    <section class="composer-preview" aria-label={t('composer.preview')}>
      {shown ? <UserText {...shown} /> : !ask.error && <Skeleton />}
      <ErrorNote error={ask.error} onRetry={() => void ask.run(text)} />
    </section>
  );
}
