import type { ThreadView } from '@jembatan/shared/threads.view';
import type { Signal } from '@preact/signals';
import { useLocation } from 'preact-iso';
import { useText } from '../../i18n/use-text.ts';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { useSpaceChoice } from './space-choice.ts';

interface ViewMenuProps {
  readonly thread: ThreadView;
  readonly nested: Signal<boolean>;
}

/** How a thread is shown; kept for all threads of its space. */
export function ViewMenu({ thread, nested }: ViewMenuProps) {
  const t = useText('threads');
  const { route } = useLocation();
  const choose = useSpaceChoice(thread.spaceId, ({ shape }) => {
    nested.value = shape === 'nested';
  });
  return (
    <Menu icon="eye" label={t('view.label')}>
      {(['flat', 'nested'] as const).map((shape) => {
        const isNow = nested.value === (shape === 'nested');
        return (
          <MenuItem
            key={shape}
            icon={isNow ? 'check' : undefined}
            onSelect={() => choose({ shape })}
          >
            <span class={isNow ? undefined : 'menu-indent'}>{t(`view.${shape}`)}</span>
          </MenuItem>
        );
      })}
      <MenuItem icon="print" onSelect={() => route(`/print/${thread.id}`)}>
        {t('view.print')}
      </MenuItem>
    </Menu>
  );
}
