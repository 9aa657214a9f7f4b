import type { SpaceView } from '@jembatan/shared/communities.contract';
import { forbidden, notFound } from '@jembatan/shared/errors';
import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import { type Actor, type PersonActor, personIdOf } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { canCreateSpace } from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { spaceRights } from './defaults.ts';
import { type CommunityDeps, queueOf } from './deps.ts';
import { requireAllowed } from './gates.ts';
import {
  inOrder,
  mergeRights,
  namesOf,
  placeAfter,
  requireNesting,
  type SpaceChangeInput,
  type SpaceInput,
  traitsFrom,
} from './space-changes.ts';
import { createSpaceGroups } from './space-groups.ts';
import { plainTraits, type Space, type SpaceChange } from './spaces.repository.ts';
import { type SpaceNumbers, toSpaceView } from './spaces.views.ts';

export interface SpacesDeps extends CommunityDeps {
  /** Threads, last activity and unread posts of spaces, for a reader. */
  numbersOf: (actor: Actor, ids: readonly SpaceId[]) => Promise<Map<string, SpaceNumbers>>;
}

/** Forums of a community: listed in order, made, changed. */
export function createSpacesService(deps: SpacesDeps) {
  const { spaces, spaceOrders, places, transact } = deps;
  const { getSpace, viewsOf } = createSpaceReader(deps);
  const make = createSpaceMaking(deps);
  const change = createSpaceChange(deps);

  return {
    getSpace,

    /** Those the reader may read, in the reader's own order or the community's. */
    async listSpaces(actor: Actor, communityId: CommunityId): Promise<Page<SpaceView>> {
      const place = await places.getReadablePlace(actor, communityId);
      const me = personIdOf(actor);
      const [all, own] = await Promise.all([
        spaces.listOf(communityId),
        me ? spaceOrders.find(me, communityId) : [],
      ]);
      const readable = all.filter((space) => rules.canReadSpace(actor, place, space));
      const views = await viewsOf(actor, place, inOrder(readable, own));
      // What stands in a space that is not to be seen stands by itself.
      const seen = new Set(views.map(({ id }) => id));
      const items = views.map((view) =>
        view.parentId && !seen.has(view.parentId) ? { ...view, parentId: null } : view,
      );
      return { items, nextCursor: null };
    },

    /** The reader's own order, for all of their devices; what is not named comes last. */
    async orderSpaces(
      actor: PersonActor,
      communityId: CommunityId,
      ids: readonly SpaceId[],
    ): Promise<void> {
      await places.getReadablePlace(actor, communityId);
      const here = new Set((await spaces.listOf(communityId)).map(({ id }) => id));
      const known = [...new Set(ids)].filter((id) => here.has(id));
      await transact(async (tx) => {
        await spaceOrders.put(actor.id, communityId, known);
        tx.announce('spaces:ordered', { communityId, personId: actor.id }, actor.id);
      });
    },

    createSpace: (actor: PersonActor, communityId: CommunityId, input: SpaceInput) =>
      transact((tx) => make(tx, { actor, communityId, input }), queueOf(communityId)),

    async changeSpace(
      actor: PersonActor,
      id: SpaceId,
      input: SpaceChangeInput,
    ): Promise<SpaceView> {
      const { space } = await places.getReadableSpace(actor, id);
      const { communityId } = space;
      await transact(async (tx) => change(tx, { actor, communityId, id, input }), {
        ...queueOf(communityId),
      });
      return getSpace(actor, id);
    },
  };
}

/** Inside a transaction: a new space, behind all others. */
function createSpaceMaking({ spaces, places, clock }: SpacesDeps) {
  return async function make(
    tx: Transaction,
    { actor, communityId, input }: Omit<Asked, 'id' | 'input'> & { input: SpaceInput },
  ): Promise<SpaceView> {
    const place = await places.loadPlaceNow(actor, communityId);
    requireAllowed(actor, place, canCreateSpace(actor, place));
    if (input.rights && !rules.canSetRights(actor, place)) throw forbidden('rights');
    const all = await spaces.listOf(communityId);
    if (input.parentId) requireNesting(all, null, input.parentId);
    const around = all.find(({ id }) => id === input.parentId);
    const space = await spaces.insert({
      ...plainTraits,
      communityId,
      ...namesOf(input.name),
      description: input.description ?? '',
      position: await spaces.nextPosition(communityId),
      // What stands in another begins with its rights: a closed forum is not opened by accident.
      rights: mergeRights(around?.rights ?? spaceRights, input.rights),
      createdAt: clock.now(),
      ...traitsFrom(input, plainTraits),
    });
    tx.announce('community:changed', { communityId }, actor.id);
    return toSpaceView(space, { actor, place, numbers: undefined });
  };
}

interface Asked {
  actor: PersonActor;
  communityId: CommunityId;
  id: SpaceId;
  input: SpaceChangeInput;
}

/** Inside a transaction: what was asked for, if the actor may. */
function createSpaceChange({ spaces, places }: SpacesDeps) {
  async function placed(all: readonly Space[], id: SpaceId, { after, parentId }: SpaceChangeInput) {
    if (after === undefined) return {};
    const level = parentId === undefined ? all.find((one) => one.id === id)?.parentId : parentId;
    const siblings = all.filter((one) => one.parentId === (level ?? null) && one.id !== id);
    const { position, moved } = placeAfter(siblings, after);
    for (const one of moved) await spaces.change(one.id, { position: one.position });
    return { position };
  }

  return async function change(tx: Transaction, { actor, communityId, id, input }: Asked) {
    const place = await places.loadPlaceNow(actor, communityId);
    if (!rules.canManageSpace(actor, place)) throw forbidden();
    if (input.rights && !rules.canSetRights(actor, place)) throw forbidden('rights');
    const all = await spaces.listOf(communityId);
    const before = all.find((one) => one.id === id);
    if (!before) throw notFound('space');
    if (input.parentId) requireNesting(all, id, input.parentId);
    await spaces.change(id, { ...changeFrom(input, before), ...(await placed(all, id, input)) });
    tx.announce('community:changed', { communityId }, actor.id);
  };
}

/** Spaces as one reader is shown them. */
function createSpaceReader(deps: SpacesDeps) {
  const { places, numbersOf } = deps;
  const groupsOf = createSpaceGroups(deps);

  async function viewsOf(actor: Actor, place: Place, list: readonly Space[]) {
    const ids = list.map(({ id }) => id);
    const [numbers, groups] = await Promise.all([
      numbersOf(actor, ids),
      list.some(({ separateGroups }) => separateGroups) ? groupsOf(actor, place) : null,
    ]);
    return list.map((space) =>
      toSpaceView(space, { actor, place, numbers: numbers.get(space.id), groups }),
    );
  }

  return {
    viewsOf,
    async getSpace(actor: Actor, id: SpaceId): Promise<SpaceView> {
      const { space, place } = await places.getReadableSpace(actor, id);
      const [view] = await viewsOf(actor, place, [space]);
      if (!view) throw notFound('space');
      return view;
    },
  };
}

function changeFrom(input: SpaceChangeInput, before: Space): SpaceChange {
  const { name, description, position, rights } = input;
  return {
    ...traitsFrom(input, before),
    ...(name !== undefined && namesOf(name)),
    ...(description !== undefined && { description }),
    ...(position !== undefined && { position }),
    ...(rights !== undefined && { rights: mergeRights(before.rights, rights) }),
  };
}
