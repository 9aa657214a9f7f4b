import type { CommunityView } from '@jembatan/shared/communities.contract';
import type { CommunityId } from '@jembatan/shared/ids';
import { type Actor, type PersonActor, personIdOf } from '../../kernel/actor.ts';
import type { Place } from '../../permissions/facts.ts';
import type { Community } from './communities.repository.ts';
import { toCommunityView } from './communities.views.ts';
import type { Places } from './places.ts';

export interface CommunityViewDeps {
  places: Places;
  /** Posts the person has not read, per community. */
  unreadOf: (actor: PersonActor, ids: readonly CommunityId[]) => Promise<Map<string, number>>;
}

export type CommunityViews = ReturnType<typeof createCommunityViews>;

/** Views of communities for a reader, with what has to be looked up for them. */
export function createCommunityViews({ places, unreadOf }: CommunityViewDeps) {
  async function viewOf(actor: Actor, community: Community, unread: number) {
    const me = personIdOf(actor);
    const [place, joinedAt] = await Promise.all([
      places.loadPlace(actor, community.id),
      me ? places.joinedAt(me, community.id) : null,
    ]);
    return toCommunityView(community, { actor, place, joinedAt, unread });
  }

  return {
    async toViews(actor: Actor, list: readonly Community[]): Promise<CommunityView[]> {
      const ids = list.map(({ id }) => id);
      const unread =
        actor.kind === 'person' ? await unreadOf(actor, ids) : new Map<string, number>();
      return Promise.all(list.map((one) => viewOf(actor, one, unread.get(one.id) ?? 0)));
    },

    /** For somebody who joined just now, inside the change itself: nothing is asked. */
    viewForNew(actor: PersonActor, community: Community, joined: NewHere): CommunityView {
      const { joinedAt, place } = joined;
      return toCommunityView(community, { actor, place, joinedAt, unread: 0 });
    },
  };
}

export interface NewHere {
  place: Place;
  joinedAt: Date;
}
