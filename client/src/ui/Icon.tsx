/** Own simple drawings on a 24 by 24 grid, stroked in the colour of the text. */
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
  forward: 'M5 12h14M13 6l6 6-6 6',
  down: 'M6 9.5l6 6 6-6',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  plus: 'M12 5v14M5 12h14',
  more: 'M12 6h.01M12 12h.01M12 18h.01',
  reply: 'M10 7 4.5 12l5.5 5M5 12h8c4 0 6.5 2.5 6.5 6',
  quote: 'M5 16c2.5-1 3.5-3 3.5-5.5H5V6h5M14 16c2.5-1 3.5-3 3.5-5.5H14V6h5',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  trash: 'M5 7h14M9 7V5h6v2M7 7l1 12h8l1-12',
  flag: 'M6 20V5c4-2 7 2 12 0v9c-5 2-8-2-12 0',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v7',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7v5.5l3.5 2',
  calendar: 'M5 6.5h14V20H5zM5 10.5h14M9 4v4M15 4v4',
  globe:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM3.5 12h17M12 3.5c3 2.5 3.5 5.5 3.5 8.5s-.5 6-3.5 8.5c-3-2.5-3.5-5.5-3.5-8.5s.5-6 3.5-8.5',
  link: 'M10 14a4 4 0 0 0 6 .5l2.5-2.5a4 4 0 0 0-5.7-5.700L11.5 7.6M14 10a4 4 0 0 0-6-.5L5.5 12a4 4 0 0 0 5.7 5.700l1.3-1.3',
  image: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-2.5 4.5 4M15.5 9h.01',
  smile:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8.5 14c1.8 2.6 5.2 2.6 7 0M9 9.5h.01M15 9.5h.01',
  send: 'M4 12 20 4l-5 16-4-7z',
  mic: 'M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3ZM6 11.5a6 6 0 0 0 12 0M12 17.5V21',
  'mic-off':
    'M9 9v2.5a3 3 0 0 0 4.5 2.6M15 11V6.5a3 3 0 0 0-5.7-1.300M6 11.5a6 6 0 0 0 9.3 5M18 11.5v.5M12 17.5V21M4 4l16 16',
  camera: 'M4 7h10v10H4zM14 11l6-3.5v9L14 13',
  'camera-off': 'M7 7h7v7M14 17H4V7M14 11l6-3.5v9M4 4l16 16',
  screen: 'M3.5 5h17v11h-17zM9 20h6M12 16v4M12 13V8.5M9.5 10.5 12 8l2.5 2.5',
  hand: 'M7 12V7a1.5 1.5 0 0 1 3 0v4V5a1.5 1.5 0 0 1 3 0v6-4.5a1.5 1.5 0 0 1 3 0V12v-2.5a1.5 1.5 0 0 1 3 0V14c0 4-2.5 6.5-6.5 6.5-3 0-4.5-1.5-6-4L4.5 13c.8-1.2 2-1.2 2.5-.5z',
  leave: 'M10 5H5v14h5M14 8l4 4-4 4M18 12H9',
  settings:
    'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4',
  shield: 'M12 20.5c-4.5-2-7-5-7-9.5V6l7-2.5L19 6v5c0 4.5-2.5 7.5-7 9.5',
  eye: 'M3 12c2.5-4.5 5.5-6.5 9-6.5s6.5 2 9 6.5c-2.5 4.5-5.5 6.5-9 6.5S5.5 16.5 3 12ZM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  'eye-off':
    'M6 7.5C4.8 8.7 3.8 10.2 3 12c2.5 4.5 5.5 6.5 9 6.5 1.6 0 3-.4 4.4-1.2M9.5 5.8c.8-.2 1.6-.3 2.5-.3 3.5 0 6.5 2 9 6.5-.6 1.2-1.3 2.2-2 3M4 4l16 16',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
} as const;

export type IconName = keyof typeof drawings;

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
      <path d={drawings[name]} />
    </svg>
  );
}
