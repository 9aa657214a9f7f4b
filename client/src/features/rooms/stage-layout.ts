import { isOn, type Seat } from './room.selectors.ts';

/** One thing on the stage or in the strip. */
export interface Tile {
  readonly key: string;
  readonly seat: Seat;
  readonly shows: 'person' | 'screen';
}

export interface StageLayout {
  /** The large ones; several only when all are of equal weight. */
  readonly stage: readonly Tile[];
  readonly strip: readonly Tile[];
}

/** More people than this are not shown at the same size: one is on the stage. */
const equalUpTo = 9;

function personTile(seat: Seat): Tile {
  return { key: `${seat.peer.id} person`, seat, shows: 'person' };
}

function screenTile(seat: Seat): Tile {
  return { key: `${seat.peer.id} screen`, seat, shows: 'screen' };
}

/** Those who show themselves first; within that, places do not jump. */
function byCamera(a: Seat, b: Seat): number {
  return (
    Number(b.peer.hand !== undefined) - Number(a.peer.hand !== undefined) ||
    Number(isOn(b, 'camera')) - Number(isOn(a, 'camera'))
  );
}

/**
 * What is large and what is small: a pinned tile, else shared screens, else in
 * a large room whoever spoke last; in a small room everybody is equal. Pure.
 */
export function layOut(
  seats: readonly Seat[],
  focus: { pinned: string | null; speaker: string | null },
): StageLayout {
  const screens = seats.filter((seat) => isOn(seat, 'screen')).map(screenTile);
  const people = [...seats].sort(byCamera).map(personTile);
  const all = [...screens, ...people];
  const pinned = all.filter((tile) => tile.key === focus.pinned);
  if (pinned.length > 0)
    return { stage: pinned, strip: all.filter((tile) => !pinned.includes(tile)) };
  if (screens.length > 0) return { stage: screens, strip: people };
  if (people.length <= equalUpTo) return { stage: people, strip: [] };
  const speaking = people.find((tile) => tile.seat.peer.id === focus.speaker) ?? people[0];
  return {
    stage: people.filter((tile) => tile === speaking),
    strip: people.filter((tile) => tile !== speaking),
  };
}

/** Columns of a grid of equal tiles; a phone held upright stacks two before it puts two side by side. */
export function columnsFor(count: number, isWide: boolean): number {
  if (count <= 1) return 1;
  if (!isWide) return count <= 2 ? 1 : 2;
  return count <= 4 ? 2 : 3;
}
