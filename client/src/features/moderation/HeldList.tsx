import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import type { HeldAction, HeldActions } from './held-actions.ts';

function Held({ one, actions }: { one: HeldAction; actions: HeldActions }) {
  const t = useText('moderation');
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((one.dueAt - now) / 1_000));
  return (
    <li class="held">
      <span class="grow">
        <strong>{t(`action.${one.action}`)}</strong>{' '}
        <bdi>{one.case.content.title || one.case.content.author?.displayName}</bdi>
        <br />
        <span class="small soft">{t('held.in', { count: seconds })}</span>
      </span>
      <Button onClick={() => actions.undo(one.case.id)}>{t('held.undo')}</Button>
      <Button look="quiet" onClick={() => actions.hurry(one.case.id)}>
        {t('held.now')}
      </Button>
    </li>
  );
}

/** Decisions that can still be taken back, with the seconds that are left. */
export function HeldList({ actions }: { actions: HeldActions }) {
  const t = useText('moderation');
  const held = actions.held.value;
  const failed = actions.failed.value;
  return (
    <>
      {failed && <ErrorNote error={failed.error} />}
      {held.length > 0 && (
        <section class="held-list" aria-label={t('held.label')}>
          <ul class="list">
            {held.map((one) => (
              <Held key={one.case.id} one={one} actions={actions} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
