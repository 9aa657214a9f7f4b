import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import { canCallGroup } from '../../permissions/communities.rules.ts';
import type { MembersRepository } from './members.repository.ts';
import type { Places } from './places.ts';

/** Somebody names a study group, or the whole community, in a text. */
export interface Call {
  author: PersonActor;
  groupId: string;
  /** Where the text stands. */
  communityId: CommunityId;
}

export interface CallingDeps {
  members: Pick<MembersRepository, 'listIdsOf'>;
  places: Pick<Places, 'loadPlace'>;
}

/** More hear of nothing by one name. */
const most = 1_000;

/** Who is meant by the name of a group; nobody when the author may not call it, or it is of elsewhere. */
export function createCalling({ members, places }: CallingDeps) {
  return async function membersCalled(call: Call): Promise<PersonId[]> {
    const { author, groupId, communityId } = call;
    const here = await places.loadPlace(author, communityId);
    const isHere = groupId === communityId || groupId === here.parent?.community.id;
    const place = groupId === communityId ? here : await orNull(places.loadPlace(author, groupId));
    if (!place || (!isHere && place.parent?.community.id !== communityId)) return [];
    const ids = await members.listIdsOf(groupId);
    return canCallGroup(author, place, ids.length) ? ids.slice(0, most) : [];
  };
}

/** A group that is gone is called in vain. */
const orNull = <T>(work: Promise<T>): Promise<T | null> => work.catch(() => null);
