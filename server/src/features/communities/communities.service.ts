import type { CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import type { Parsed } from '@jembatan/shared/contract/route';
import { forbidden, notFound } from '@jembatan/shared/errors';
import type { CommunityId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import { type Actor, type PersonActor, personIdOf } from '../../kernel/actor.ts';
import { cutPage } from '../../kernel/cursor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { nameCursor } from '../../kernel/typed-cursor.ts';
import * as rules from '../../permissions/communities.rules.ts';
import { slugOf } from '../../text/slug.ts';
import type { CommunityChange, NewCommunity } from './communities.repository.ts';
import { accessOf, firstSpaceName, spaceRights } from './defaults.ts';
import { type CommunityDeps, queueOf } from './deps.ts';
import { requireAllowed } from './gates.ts';
import { foldMember, foldName } from './names.ts';
import { toFacts, toMembershipFacts } from './place-facts.ts';
import { plainTraits } from './spaces.repository.ts';

type Routes = typeof communityRoutes;
export type CommunityInput = Parsed<Routes['createCommunity']>['body'];

/** Names, and what follows from them. */
export const namesOf = (name: string) => {
  const normal = name.normalize('NFC');
  return { name: normal, nameFold: foldName(normal), slug: slugOf(normal) };
};

/** Communities: made, listed, looked at, changed. */
export function createCommunitiesService(deps: CommunityDeps) {
  const { communities, places, views, transact } = deps;

  async function getView(actor: Actor, id: string): Promise<CommunityView> {
    const community = await communities.findById(id);
    if (!community) throw notFound('community');
    const [view] = await views.toViews(actor, [community]);
    if (!view) throw notFound('community');
    return view;
  }

  return {
    async createCommunity(actor: PersonActor, input: CommunityInput): Promise<CommunityView> {
      if (!rules.canCreateCommunity(actor)) throw forbidden();
      const kind = input.kind ?? 'class';
      const person = await deps.people.requirePerson(actor.id);
      const fresh = newCommunity(input, { ...accessOf[kind], kind, parentId: null }, deps);
      const maker = { actor, nameFold: foldMember(person) };
      return transact((tx) => found(deps, tx, { fresh, maker, parent: null }));
    },

    async listCommunities(
      actor: Actor,
      query: Parsed<Routes['listCommunities']>['query'],
    ): Promise<Page<CommunityView>> {
      const filter = await listFilter(deps, actor, query.which);
      const after = nameCursor(query.cursor);
      const listed = await communities.list({ filter, after, limit: query.limit });
      const page = cutPage(listed, query.limit, ({ nameFold, id }) => [nameFold, id]);
      return { ...page, items: await views.toViews(actor, page.items) };
    },

    async getCommunity(actor: Actor, id: string): Promise<CommunityView> {
      await places.getVisiblePlace(actor, id);
      return getView(actor, id);
    },

    async changeCommunity(
      actor: PersonActor,
      id: CommunityId,
      input: Parsed<Routes['changeCommunity']>['body'],
    ): Promise<CommunityView> {
      await transact(async (tx) => {
        const place = await places.loadPlaceNow(actor, id);
        requireAllowed(actor, place, rules.canManage(actor, place));
        await communities.change(id, changeFrom(input, place.parent !== null));
        tx.announce('community:changed', { communityId: id }, actor.id);
      }, queueOf(id));
      return getView(actor, id);
    },
  };
}

type Fixed = Pick<NewCommunity, 'kind' | 'parentId' | 'reading' | 'joining'>;

export function newCommunity(
  input: CommunityInput,
  { kind, parentId, reading, joining }: Fixed,
  { clock }: Pick<CommunityDeps, 'clock'>,
): NewCommunity {
  return {
    ...namesOf(input.name),
    kind,
    parentId,
    description: input.description?.normalize('NFC') ?? '',
    reading: input.reading ?? reading,
    joining: input.joining ?? joining,
    languages: input.languages ?? [],
    memberCount: 0,
    createdAt: clock.now(),
  };
}

export interface Founding {
  fresh: NewCommunity;
  maker: { actor: PersonActor; nameFold: string };
  /** The community around a study group, as its maker meets it. */
  parent: Awaited<ReturnType<CommunityDeps['places']['loadPlace']>> | null;
}

/** Inside a transaction: the community, its first space, its maker as owner. */
export async function found(
  deps: CommunityDeps,
  tx: Transaction,
  { fresh, maker, parent }: Founding,
): Promise<CommunityView> {
  const { actor, nameFold } = maker;
  const { id, createdAt } = await deps.communities.insert(fresh);
  await deps.spaces.insert({
    communityId: id,
    name: firstSpaceName,
    slug: firstSpaceName,
    description: '',
    position: 0,
    rights: spaceRights,
    ...plainTraits,
    createdAt,
  });
  const { community, membership } = await deps.changes.admit(tx, {
    membership: {
      communityId: id,
      personId: actor.id,
      role: 'owner',
      nameFold,
      class: null,
      institutionId: parent?.membership?.institutionId ?? null,
      joinedAt: createdAt,
    },
    through: 'making',
    by: actor.id,
  });
  // Others may read it from now on, and must not search by what they could read before.
  tx.announce('community:changed', { communityId: id }, actor.id);
  const own = toMembershipFacts(membership);
  const place = {
    community: toFacts(community),
    parent,
    membership: own,
    banned: false,
    now: createdAt,
  };
  return deps.views.viewForNew(actor, community, { place, joinedAt: createdAt });
}

/** A study group stays one. */
function changeFrom(
  input: Parsed<Routes['changeCommunity']>['body'],
  isGroup: boolean,
): CommunityChange {
  const { name, kind, description, reading, joining, languages } = input;
  return {
    ...(name !== undefined && namesOf(name)),
    ...(kind !== undefined && !isGroup && { kind }),
    ...(description !== undefined && { description: description.normalize('NFC') }),
    ...(reading !== undefined && { reading }),
    ...(joining !== undefined && { joining }),
    ...(languages !== undefined && { languages }),
  };
}

async function listFilter(
  { places, bans }: CommunityDeps,
  actor: Actor,
  which: 'mine' | 'public',
): Promise<Record<string, unknown>> {
  const me = personIdOf(actor);
  const own = me ? await places.communityIdsOf(me) : [];
  if (which === 'mine') return { _id: { $in: own } };
  return rules.listedCommunities(actor, { own, banned: me ? await bans.listStandingOf(me) : [] });
}
