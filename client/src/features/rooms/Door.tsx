import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { useRoom } from './room-context.ts';
import { useModerate } from './use-moderate.ts';

/** Who waits to be let in; empty for those who may not open. */
export function Door() {
  const t = useText('rooms');
  const { call } = useRoom();
  const moderate = useModerate();
  const { waiting } = call.room.value;
  if (waiting.length === 0) return null;
  return (
    <section class="stack-tight door">
      <div class="row-between">
        <h3>{t('door.title', { count: waiting.length })}</h3>
        {waiting.length > 1 && (
          <Button look="primary" onClick={() => moderate('admit-all')}>
            {t('door.admitAll')}
          </Button>
        )}
      </div>
      <ul class="people-list">
        {waiting.map(({ peerId, displayName }) => (
          <li key={peerId} class="person-row">
            <span class="grow">
              <bdi>{displayName}</bdi>
            </span>
            <Button look="quiet" onClick={() => moderate('deny', { peerId })}>
              {t('door.deny')}
            </Button>
            <Button look="primary" onClick={() => moderate('admit', { peerId })}>
              {t('door.admit')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
