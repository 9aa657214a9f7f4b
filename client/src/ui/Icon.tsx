import { signal } from '@preact/signals';

/**
 * Own simple drawings on a 24 by 24 grid, stroked in the colour of the text: those that
 * a thread and the bars around it begin with. The others are in `more-icons.ts`.
 */
const drawings = {
  home: 'M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5',
  forums: 'M4 5h12v9H9l-5 4zM19 9v10l-4-3h-4',
  live: 'M4 7h10v10H4zM14 11l6-3.5v9L14 13',
  people:
    'M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11ZM3.5 19c.3-3.2 2.6-5 5.5-5s5.2 1.8 5.5 5M15.5 5a3 3 0 0 1 0 5.8M17 14.3c2 .6 3.3 2.2 3.5 4.7',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.5-3.7 3.5-5.6 7.5-5.6s7 1.9 7.5 5.6',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.5 4.5',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2.2 2.2 0 0 0 4 0',
  back: 'M19 12H5M11 6l-6 6 6 6',
  down: 'M6 9.5l6 6 6-6',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  more: 'M12 6h.01M12 12h.01M12 18h.01',
  reply: 'M10 7 4.5 12l5.5 5M5 12h8c4 0 6.5 2.5 6.5 6',
  quote: 'M5 16c2.5-1 3.5-3 3.5-5.5H5V6h5M14 16c2.5-1 3.5-3 3.5-5.5H14V6h5',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v7',
  smile:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8.5 14c1.8 2.6 5.2 2.6 7 0M9 9.5h.01M15 9.5h.01',
} as const;

type MoreDrawings = typeof import('./more-icons.ts').moreDrawings;
export type IconName = keyof typeof drawings | keyof MoreDrawings;

const more = signal<Partial<MoreDrawings>>({});
let asked = false;

/** Takes in the drawings that come later. */
export function addDrawings(drawings: MoreDrawings): void {
  more.value = drawings;
}

/** Once; a place is kept for the drawing meanwhile. */
function askForMore(): undefined {
  if (asked) return;
  asked = true;
  import('./more-icons.ts').then(
    ({ moreDrawings }) => addDrawings(moreDrawings),
    () => {
      // Without connection the words beside it say the same; the next one asks again.
      asked = false;
    },
  );
}

const isFirst = (name: IconName): name is keyof typeof drawings => name in drawings;

function pathOf(name: IconName): string | undefined {
  if (isFirst(name)) return drawings[name];
  return more.value[name] ?? askForMore();
}

/** Drawings that point somewhere and turn round in languages written from the right. */
const turning: readonly IconName[] = [
  'back',
  'forward',
  'reply',
  'send',
  'leave',
  'quote',
  'forums',
];

/** Decoration only: the words beside it, or the button's label, say what it means. */
export function Icon({ name }: { name: IconName }) {
  const turns = turning.includes(name);
  return (
    <svg
      class={turns ? 'icon icon-flips' : 'icon'}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={pathOf(name)} />
    </svg>
  );
}
