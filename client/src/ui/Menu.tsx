import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon, type IconName } from './Icon.tsx';

interface MenuProps {
  readonly label: string;
  readonly icon?: IconName | undefined;
  /** How its items stand. */
  readonly kind?: 'emoji';
  readonly children: ComponentChildren;
}

/** Puts the list below its button, or above where there is no room, inside the window. */
function place(list: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const size = list.getBoundingClientRect();
  const rightToLeft = getComputedStyle(button).direction === 'rtl';
  const wanted = rightToLeft ? at.left : at.right - size.width;
  const below = at.bottom + size.height + 8 <= innerHeight;
  list.style.left = `${Math.max(8, Math.min(wanted, innerWidth - size.width - 8))}px`;
  list.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - size.height - 4)}px`;
}

const itemsOf = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('button, a')];

function moveFocus(list: HTMLElement, step: number): void {
  const items = itemsOf(list);
  const here = items.findIndex((item) => item.matches(':focus'));
  items[(here + step + items.length) % items.length]?.focus();
}

/** Nobody has gone on to something else since the list was opened. */
const isLookedAt = (list: HTMLElement, button: HTMLElement) =>
  list.matches(':popover-open') &&
  [button, list, document.body].some((one) => one === document.activeElement);

/** Focuses the first item, of a list whose items are still coming when they are here. */
function begin(list: HTMLElement, button: HTMLElement): void {
  place(list, button);
  moveFocus(list, 1);
  if (itemsOf(list).length > 0) return;
  const arrival = new MutationObserver(() => {
    arrival.disconnect();
    if (isLookedAt(list, button)) begin(list, button);
  });
  arrival.observe(list, { childList: true, subtree: true });
}

/** A list of actions behind a button, by the native popover: closes by itself, Escape included. */
export function Menu({ label, icon = 'more', kind, children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        popovertarget={id}
      >
        <Icon name={icon} />
      </button>
      <div
        ref={list}
        id={id}
        class={kind ? `menu ${kind}-picker` : 'menu'}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        popover="auto"
        onToggle={(event) => {
          if (event.newState !== 'open' || !list.current || !button.current) return;
          begin(list.current, button.current);
        }}
        onClick={() => list.current?.hidePopover()}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (!step || !list.current) return;
          event.preventDefault();
          moveFocus(list.current, step);
        }}
      >
        {children}
      </div>
    </>
  );
}

interface MenuItemProps {
  readonly icon?: IconName | undefined;
  readonly harm?: boolean | undefined;
  readonly onSelect: () => void;
  readonly children: ComponentChildren;
}

export function MenuItem({ icon, harm, onSelect, children }: MenuItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      class={harm ? 'menu-item menu-item-harm' : 'menu-item'}
      onClick={onSelect}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
