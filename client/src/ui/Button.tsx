import type {
  ButtonHTMLAttributes,
  ComponentChildren,
  PartialAnchorHTMLAttributes,
  TargetedMouseEvent,
} from 'preact';
import { Icon, type IconName } from './Icon.tsx';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'harm' | 'live';

interface Looks {
  readonly look?: ButtonLook | undefined;
  readonly icon?: IconName | undefined;
  /** As wide as its place. */
  readonly wide?: boolean | undefined;
  readonly children?: ComponentChildren;
}

function classOf({ look = 'secondary', wide }: Looks, own?: unknown): string {
  return ['button', `button-${look}`, wide ? 'button-wide' : '', typeof own === 'string' ? own : '']
    .filter(Boolean)
    .join(' ');
}

type ButtonProps = Looks & {
  readonly onClick?: ((event: TargetedMouseEvent<HTMLButtonElement>) => void) | undefined;
  /** While true the button keeps its place and focus but does nothing. */
  readonly busy?: boolean | undefined;
} & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'icon'>;

/** A button; `type` is `button` unless said otherwise. */
export function Button({
  look,
  icon,
  wide,
  busy,
  onClick,
  children,
  class: own,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={classOf({ look, wide }, own)}
      aria-disabled={busy ? 'true' : undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

type LinkProps = Looks & { readonly href: string } & Omit<
    PartialAnchorHTMLAttributes<HTMLAnchorElement>,
    'icon' | 'role' | 'href'
  >;

/** A link that looks like a button, for going somewhere. */
export function ButtonLink({ look, icon, wide, children, class: own, ...rest }: LinkProps) {
  return (
    <a {...rest} class={classOf({ look, wide }, own)}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

type IconButtonProps = { readonly icon: IconName; readonly label: string } & Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'icon' | 'label'
>;

/** A round button with a drawing; `label` is its name for those who do not see it. */
export function IconButton({ icon, label, class: own, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`icon-button ${typeof own === 'string' ? own : ''}`}
      aria-label={label}
      title={label}
    >
      <Icon name={icon} />
    </button>
  );
}
