import { type SpaceColour, spaceDrawings } from '@jembatan/shared/spaces';
import { Icon } from '../../ui/Icon.tsx';
import './spaces.css';

type Drawing = (typeof spaceDrawings)[number];

const isDrawing = (icon: string): icon is Drawing =>
  (spaceDrawings as readonly string[]).includes(icon);

interface SpaceMarkProps {
  readonly colour: SpaceColour | null;
  readonly icon: string | null;
  readonly small?: boolean | undefined;
}

/** Colour and drawing of a forum. Decoration: its name stands beside it. */
export function SpaceMark({ colour, icon, small }: SpaceMarkProps) {
  const shown = icon ?? 'forums';
  const classes = ['space-mark', `space-mark-${colour ?? 'teal'}`, small ? 'space-mark-small' : ''];
  return (
    <span class={classes.filter(Boolean).join(' ')} aria-hidden="true">
      {isDrawing(shown) ? <Icon name={shown} /> : shown}
    </span>
  );
}
