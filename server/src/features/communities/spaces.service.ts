import type { communityRoutes, SpaceView } from '@jembatan/shared/communities.contract';
import type { Parsed } from '@jembatan/shared/contract/route';
import { forbidden, notFound } from '@jembatan/shared/errors';
import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { canCreateSpace } from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { slugOf } from '../../text/slug.ts';
import { spaceRights } from './defaults.ts';
import { type CommunityDeps, queueOf } from './deps.ts';
import { requireAllowed } from './gates.ts';
import type { SpaceRights } from './spaces.model.ts';
import type { Space, SpaceChange } from './spaces.repository.ts';
import { type SpaceNumbers, toSpaceView } from './spaces.views.ts';

type Routes = typeof communityRoutes;
type SpaceInput = Parsed<Routes['createSpace']>['body'];
type SpaceChangeInput = Parsed<Routes['changeSpace']>['body'];

export interface SpacesDeps extends CommunityDeps {
  /** Threads, last activity and unread posts of spaces, for a reader. */
  numbersOf: (actor: Actor, ids: readonly SpaceId[]) => Promise<Map<string, SpaceNumbers>>;
}

/** Forums of a community: listed in its order, made, changed. */
export function createSpacesService(deps: SpacesDeps) {
  const { spaces, places, transact, clock } = deps;

  async function viewsOf(actor: Actor, place: Place, list: readonly Space[]) {
    const numbers = await deps.numbersOf(
      actor,
      list.map(({ id }) => id),
    );
    return list.map((space) =>
      toSpaceView(space, { actor, place, numbers: numbers.get(space.id) }),
    );
  }

  async function getSpace(actor: Actor, id: SpaceId): Promise<SpaceView> {
    const { space, place } = await places.getReadableSpace(actor, id);
    const [view] = await viewsOf(actor, place, [space]);
    if (!view) throw notFound('space');
    return view;
  }

  return {
    getSpace,

    async listSpaces(actor: Actor, communityId: CommunityId): Promise<Page<SpaceView>> {
      const place = await places.getReadablePlace(actor, communityId);
      const all = await spaces.listOf(communityId);
      const readable = all.filter((space) => rules.canReadSpace(actor, place, space));
      return { items: await viewsOf(actor, place, readable), nextCursor: null };
    },

    async createSpace(
      actor: PersonActor,
      communityId: CommunityId,
      input: SpaceInput,
    ): Promise<SpaceView> {
      return transact(async (tx) => {
        const place = await places.loadPlaceNow(actor, communityId);
        requireAllowed(actor, place, canCreateSpace(actor, place));
        const space = await spaces.insert({
          communityId,
          ...namesOf(input.name),
          description: input.description ?? '',
          position: await spaces.nextPosition(communityId),
          rights: mergeRights(spaceRights, input.rights),
          createdAt: clock.now(),
        });
        tx.announce('community:changed', { communityId }, actor.id);
        return toSpaceView(space, { actor, place, numbers: undefined });
      }, queueOf(communityId));
    },

    async changeSpace(
      actor: PersonActor,
      id: SpaceId,
      input: SpaceChangeInput,
    ): Promise<SpaceView> {
      const { space } = await places.getReadableSpace(actor, id);
      const { communityId } = space;
      await transact(async (tx) => {
        const place = await places.loadPlaceNow(actor, communityId);
        if (!rules.canManageSpace(actor, place)) throw forbidden();
        await spaces.change(id, changeFrom(input, space));
        tx.announce('community:changed', { communityId }, actor.id);
      }, queueOf(communityId));
      return getSpace(actor, id);
    },
  };
}

const namesOf = (name: string) => ({ name: name.normalize('NFC'), slug: slugOf(name) });

function mergeRights(before: SpaceRights, wanted: SpaceInput['rights']): SpaceRights {
  const { read, reply, create, moderate } = wanted ?? {};
  return {
    read: read === undefined ? before.read : read,
    reply: reply ?? before.reply,
    create: create ?? before.create,
    moderate: moderate ?? before.moderate,
  };
}

function changeFrom(input: SpaceChangeInput, before: Space): SpaceChange {
  const { name, description, position, rights } = input;
  return {
    ...(name !== undefined && namesOf(name)),
    ...(description !== undefined && { description }),
    ...(position !== undefined && { position }),
    ...(rights !== undefined && { rights: mergeRights(before.rights, rights) }),
  };
}
