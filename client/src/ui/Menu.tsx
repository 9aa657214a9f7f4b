import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon, type IconName } from './Icon.tsx';

interface MenuProps {
  readonly label: string;
  readonly icon?: IconName | undefined;
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

function moveFocus(list: HTMLElement, step: number): void {
  const items = [...list.querySelectorAll<HTMLElement>('.menu-item')];
  const here = items.findIndex((item) => item === document.activeElement);
  items[(here + step + items.length) % items.length]?.focus();
}

/** A list of actions behind a button, by the native popover: closes by itself, Escape included. */
export function Menu({ label, icon = 'more', children }: MenuProps) {
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
        class="menu"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        popover="auto"
        onToggle={(event) => {
          if (event.newState !== 'open' || !list.current || !button.current) return;
          place(list.current, button.current);
          moveFocus(list.current, 1);
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
