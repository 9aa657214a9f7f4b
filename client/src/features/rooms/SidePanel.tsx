import { useEffect, useRef } from 'preact/hooks';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/Button.tsx';
import { PeoplePanel } from './PeoplePanel.tsx';
import { useRoom } from './room-context.ts';

export type Side = 'chat' | 'people';

interface SidePanelProps {
  readonly side: Side;
  readonly onClose: () => void;
}

/** Chat or people: beside the stage where there is room, over it on a phone. */
export function SidePanel({ side, onClose }: SidePanelProps) {
  const t = useText('rooms');
  const common = useText('common');
  const { session } = useRoom();
  const title = side === 'chat' ? t('chat') : t('people');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [side]);
  return (
    <aside
      class="side"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <header class="side-head">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon="close" label={common('close')} onClick={onClose} />
      </header>
      <div class={side === 'chat' ? 'side-body side-chat' : 'side-body'}>
        {side === 'chat' ? (
          <Slot name="thread-panel" props={{ threadId: session.threadId }} />
        ) : (
          <PeoplePanel />
        )}
      </div>
    </aside>
  );
}
