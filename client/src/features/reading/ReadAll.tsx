import { readingRoutes } from '@jembatan/shared/reading.contract';
import { useApp } from '../../app-context.ts';
import type { Slots } from '../../feature.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';

/** How long it may be taken back, in milliseconds. */
const undoForMs = 15_000;
/** Rounds of 500 threads; whoever has more presses again. */
const mostRounds = 20;

/** Marks everything read, of a forum, a community or all of them, and takes it back. */
export function ReadAll({ communityId, spaceId }: Slots['read-all']) {
  const t = useText('reading');
  const { api, announcer, session } = useApp();
  const undo = useAction(async (_key, ids: readonly string[]) => {
    for (const id of ids) await api(readingRoutes.undoReadAll, { params: { id } });
    announcer.show({ text: t('readAll.undone') });
  });
  const readAll = useAction(async () => {
    const ids: string[] = [];
    let threads = 0;
    for (let round = 0; round < mostRounds; round += 1) {
      const done = await api(readingRoutes.readAll, { body: { communityId, spaceId } });
      threads += done.threads;
      if (done.id) ids.push(done.id);
      if (!done.more) break;
    }
    if (threads === 0) return announcer.show({ text: t('readAll.nothing') });
    announcer.show({
      text: t('readAll.done', { count: threads }),
      undo: () => void undo.run(ids),
      forMs: undoForMs,
    });
  });
  if (session.session.value.kind !== 'member') return null;
  return (
    <>
      <Button look="quiet" icon="check" busy={readAll.busy} onClick={() => void readAll.run()}>
        {t('readAll.button')}
      </Button>
      <ErrorNote error={readAll.error ?? undo.error} />
    </>
  );
}
