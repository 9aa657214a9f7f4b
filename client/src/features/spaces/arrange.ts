import type { SpaceView } from '@jembatan/shared/communities.contract';

/** A space in its new place among those of its level. */
export interface Move {
  readonly items: readonly SpaceView[];
  readonly space: SpaceView;
  /** Behind which of its level it stands now; null is first. */
  readonly after: SpaceView['id'] | null;
  /** Counted from 1 within its level. */
  readonly position: number;
}

type To = { readonly step: 1 | -1 } | { readonly before: string };

/** Each space with those inside it right behind it. */
function flat(level: readonly SpaceView[], all: readonly SpaceView[]): SpaceView[] {
  return level.flatMap((space) => [space, ...all.filter((one) => one.parentId === space.id)]);
}

/** Moves a space by one step, or to where another of its level stands; null when it does not move. */
export function moveWithin(items: readonly SpaceView[], id: string, to: To): Move | null {
  const space = items.find((one) => one.id === id);
  if (!space) return null;
  const level = items.filter(({ parentId }) => parentId === space.parentId);
  const from = level.indexOf(space);
  const target = 'step' in to ? from + to.step : level.findIndex((one) => one.id === to.before);
  if (target < 0 || target >= level.length || target === from) return null;
  const moved = level.toSpliced(from, 1).toSpliced(target, 0, space);
  const top = space.parentId === null ? moved : items.filter(({ parentId }) => parentId === null);
  const rest = items.filter(({ parentId }) => parentId !== space.parentId && parentId !== null);
  return {
    items: flat(top, space.parentId === null ? items : [...rest, ...moved]),
    space,
    after: moved[target - 1]?.id ?? null,
    position: target + 1,
  };
}
