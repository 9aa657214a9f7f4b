import type { communityRoutes } from '@jembatan/shared/communities.contract';
import type { Parsed } from '@jembatan/shared/contract/route';
import { AppError } from '@jembatan/shared/errors';
import type { SpaceId } from '@jembatan/shared/ids';
import { slugOf } from '../../text/slug.ts';
import type { SpaceRights } from './spaces.model.ts';
import type { Space, SpaceChange } from './spaces.repository.ts';

type Routes = typeof communityRoutes;
export type SpaceInput = Parsed<Routes['createSpace']>['body'];
export type SpaceChangeInput = Parsed<Routes['changeSpace']>['body'];

export const namesOf = (name: string) => ({ name: name.normalize('NFC'), slug: slugOf(name) });

export function mergeRights(before: SpaceRights, wanted: SpaceInput['rights']): SpaceRights {
  const { read, reply, create, moderate } = wanted ?? {};
  return {
    read: read === undefined ? before.read : read,
    reply: reply ?? before.reply,
    create: create ?? before.create,
    moderate: moderate ?? before.moderate,
  };
}

const dayOf = (text: string | null) => (text === null ? null : new Date(text));

/** Look and terms, as far as they were said. Throws `invalid` for days that leave no time between them. */
export function traitsFrom(
  input: Omit<SpaceChangeInput, 'name'>,
  before: Pick<Space, 'opensAt' | 'dueAt'>,
): SpaceChange {
  const { parentId, colour, icon, language, slowSeconds, separateGroups, pseudonyms } = input;
  const opensAt = input.opensAt === undefined ? before.opensAt : dayOf(input.opensAt);
  const dueAt = input.dueAt === undefined ? before.dueAt : dayOf(input.dueAt);
  requireTimeBetween(opensAt, dueAt);
  return {
    opensAt,
    dueAt,
    ...(parentId !== undefined && { parentId }),
    ...(colour !== undefined && { colour }),
    ...(icon !== undefined && { icon }),
    ...(language !== undefined && { language }),
    ...(slowSeconds !== undefined && { slowSeconds }),
    ...(separateGroups !== undefined && { separateGroups }),
    ...(separateGroups && { keptApart: true }),
    ...(pseudonyms !== undefined && { pseudonyms }),
    ...(input.acceptsLate !== undefined && { acceptsLate: input.acceptsLate }),
  };
}

function requireTimeBetween(opensAt: Date | null, dueAt: Date | null): void {
  if (opensAt && dueAt && dueAt <= opensAt) throw invalid('dueAt', 'before_opening');
}

const invalid = (path: string, code: string) =>
  new AppError('invalid', { issues: [{ path, code }] });

/** Throws `invalid` unless the space could stand in the other: of the same community, one level deep. */
export function requireNesting(all: readonly Space[], id: SpaceId | null, parentId: SpaceId): void {
  const parent = all.find((space) => space.id === parentId);
  if (!parent) throw invalid('parentId', 'not_found');
  const tooDeep = parent.parentId !== null || all.some((space) => id && space.parentId === id);
  if (tooDeep || parentId === id) throw invalid('parentId', 'too_deep');
}

/** Where a space goes among its siblings, and which of them have to make room. */
export interface Placing {
  position: number;
  moved: { id: SpaceId; position: number }[];
}

/** Smallest distance between two positions that still has a middle. */
const smallestGap = 1e-6;

/** The middle between two neighbours; when there is none left, the siblings are counted anew. */
export function placeAfter(siblings: readonly Space[], after: SpaceId | null): Placing {
  const at = after === null ? 0 : siblings.findIndex(({ id }) => id === after) + 1;
  if (after !== null && at === 0) throw invalid('after', 'not_found');
  const [before, behind] = [siblings[at - 1]?.position, siblings[at]?.position];
  if (before === undefined) return { position: (behind ?? 1) - 1, moved: [] };
  if (behind === undefined) return { position: before + 1, moved: [] };
  const position = (before + behind) / 2;
  if (behind - before > smallestGap) return { position, moved: [] };
  const moved = siblings.map(({ id }, index) => ({ id, position: index < at ? index : index + 1 }));
  return { position: at, moved };
}

/** Each space with those inside it right behind it, by the reader's own order where there is one. */
export function inOrder(spaces: readonly Space[], own: readonly SpaceId[]): Space[] {
  const rank = new Map(own.map((id, index) => [id, index]));
  const rankOf = ({ id }: Space) => rank.get(id) ?? own.length;
  const sorted = [...spaces].sort((a, b) => rankOf(a) - rankOf(b) || a.position - b.position);
  const here = new Set(spaces.map(({ id }) => id));
  const isTop = ({ parentId }: Space) => parentId === null || !here.has(parentId);
  return sorted
    .filter(isTop)
    .flatMap((top) => [top, ...sorted.filter(({ parentId }) => parentId === top.id)]);
}
