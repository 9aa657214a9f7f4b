import type { Present } from '@jembatan/shared/presence.contract';

/** Who is in a place now, by id. */
export type PeopleHere = ReadonlyMap<string, Present>;

interface Change {
  readonly personId: string;
  /** Left out where the place's people are known already. */
  readonly person?: Present['person'] | undefined;
  readonly state: Present['state'];
}

/** What `subscribe` answered: everybody who is there at that moment. */
export function startPresence(present: readonly Present[]): PeopleHere {
  return new Map(
    present.filter(({ state }) => state !== 'offline').map((one) => [one.person.id, one]),
  );
}

/** Who is there after some came, went or looked away. Somebody without a name yet is left out. */
export function applyPresence(here: PeopleHere, changes: readonly Change[]): PeopleHere {
  const next = new Map(here);
  for (const { personId, person, state } of changes) {
    const known = person ?? next.get(personId)?.person;
    if (state === 'offline') next.delete(personId);
    else if (known) next.set(personId, { person: known, state });
  }
  return next;
}
