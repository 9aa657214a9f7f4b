import type { SpaceView } from '@jembatan/shared/communities.contract';
import { instantOf, localOf } from '@jembatan/shared/zoned';

/** A forum as its page of settings holds it; days as clocks show them, empty for none. */
export interface SpaceFields
  extends Pick<
    SpaceView,
    | 'name'
    | 'description'
    | 'parentId'
    | 'colour'
    | 'icon'
    | 'language'
    | 'slowSeconds'
    | 'separateGroups'
    | 'pseudonyms'
    | 'acceptsLate'
  > {
  readonly opens: string;
  readonly due: string;
}

/** What clocks in `zone` show, or nothing. */
export const clockOf = (instant: string | null | undefined, zone: string) =>
  instant ? localOf(instant, zone) : '';

/** The instant of what was typed, or none. */
export const momentOf = (local: string, zone: string) =>
  local === '' ? null : instantOf(local, zone);

export function fieldsOf(space: SpaceView, zone: string): SpaceFields {
  const { name, description, parentId, colour, icon, language } = space;
  const { slowSeconds, separateGroups, pseudonyms, acceptsLate } = space;
  return {
    ...{ name, description, parentId, colour, icon, language },
    ...{ slowSeconds, separateGroups, pseudonyms, acceptsLate },
    opens: clockOf(space.opensAt, zone),
    due: clockOf(space.dueAt, zone),
  };
}

export function changeOf({ opens, due, ...rest }: SpaceFields, zone: string) {
  return { ...rest, opensAt: momentOf(opens, zone), dueAt: momentOf(due, zone) };
}
