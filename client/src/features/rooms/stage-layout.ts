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
  const speaking =
    people.find((tile) => tile.seat.peer.id === focus.speaker) ??
    people.find(({ seat }) => isOn(seat, 'camera') && !seat.isSelf) ??
    people[0];
  return {
    stage: people.filter((tile) => tile === speaking),
    strip: people.filter((tile) => tile !== speaking),
  };
}

/** How equal tiles lie on a stage: columns, and the size of each in CSS pixels. */
export interface TileGrid {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

export const tileGap = 8;
const widest = 16 / 9;
/** A phone held upright has more height than width to give. */
const narrowest = { phone: 3 / 4, desk: 6 / 5 } as const;
const phoneWidth = 700;

function tileSize(
  count: number,
  columns: number,
  stage: { width: number; height: number },
): TileGrid {
  const rows = Math.ceil(count / columns);
  const width = (stage.width - (columns - 1) * tileGap) / columns;
  const height = (stage.height - (rows - 1) * tileGap) / rows;
  return {
    columns,
    width: Math.floor(Math.min(width, height * widest)),
    height: Math.floor(
      Math.min(height, width / (stage.width < phoneWidth ? narrowest.phone : narrowest.desk)),
    ),
  };
}

/** The grid that gives each of `count` tiles the most room. Pure. */
export function gridFor(count: number, stage: { width: number; height: number }): TileGrid {
  const grids = Array.from({ length: Math.max(1, count) }, (_, at) =>
    tileSize(count, at + 1, stage),
  );
  return grids.reduce((best, grid) =>
    grid.width * grid.height > best.width * best.height ? grid : best,
  );
}
