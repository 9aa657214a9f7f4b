import type { ComponentChildren } from 'preact';
import { useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useRoom } from './room-context.ts';

/** The plain frame around everything that is not the room itself: a way back and the content. */
export function RoomFrame({ children }: { children: ComponentChildren }) {
  const t = useText('rooms');
  const { session } = useRoom();
  return (
    <div class="room-frame">
      <header class="room-frame-head">
        <a class="button button-quiet" href={`/sessions/${session.id}`}>
          <Icon name="back" />
          {t('sessionPage')}
        </a>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
