import { randomBytes } from 'node:crypto';
import type { communityRoutes, InviteView } from '@jembatan/shared/communities.contract';
import type { Parsed } from '@jembatan/shared/contract/route';
import { forbidden, notFound } from '@jembatan/shared/errors';
import type { CommunityId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage } from '../../kernel/cursor.ts';
import { idCursor } from '../../kernel/typed-cursor.ts';
import * as rules from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import { toPersonView } from '../people/index.ts';
import { createRequireWorking } from './acceptance.service.ts';
import { toInviteView } from './communities.views.ts';
import type { CommunityDeps } from './deps.ts';
import { requireAllowed } from './gates.ts';
import type { Invite } from './invites.repository.ts';

type Routes = typeof communityRoutes;
type InviteInput = Parsed<Routes['createInvite']>['body'];

/** Bytes of chance in a code; base64url makes 20 characters of them. */
const codeBytes = 15;

/** Invitations: made, shown, accepted, revoked. */
export function createInvitesService(deps: CommunityDeps) {
  const { invites, places, people, transact, clock } = deps;

  const requireWorking = createRequireWorking(deps);

  return {
    async createInvite(
      actor: PersonActor,
      communityId: CommunityId,
      input: InviteInput,
    ): Promise<InviteView> {
      const maker = await people.requirePerson(actor.id);
      return transact(async (tx) => {
        const place = await places.loadPlaceNow(actor, communityId);
        const role = input.role ?? 'student';
        requireAllowed(actor, place, rules.canInvite(actor, place));
        if (!rules.canGiveRole(actor, place, role)) throw forbidden('role');
        const invite = await invites.insert(freshInvite({ actor, place, input }, clock.now()));
        const { id: inviteId, class: className, usesLeft: uses } = invite;
        tx.announce(
          'invite:made',
          { communityId, inviteId, role, class: className, uses },
          actor.id,
        );
        const community = await deps.communities.findById(communityId);
        const communityName = community?.name ?? '';
        return toInviteView(invite, { communityName, createdBy: toPersonView(maker) });
      });
    },

    async listInvites(
      actor: PersonActor,
      communityId: CommunityId,
      query: Parsed<Routes['listInvites']>['query'],
    ): Promise<Page<InviteView>> {
      const place = await places.loadPlace(actor, communityId);
      requireAllowed(actor, place, rules.canInvite(actor, place));
      const beforeId = idCursor(query.cursor);
      const { limit } = query;
      const found = await invites.list({ communityId, beforeId, now: clock.now(), limit });
      const page = cutPage(found, limit, ({ id }) => [id]);
      return { ...page, items: await toViews(deps, page.items) };
    },

    /** Whoever holds the code may see what it leads to. */
    async getInvite(code: string): Promise<InviteView> {
      const [view] = await toViews(deps, [await requireWorking(code)]);
      if (!view) throw notFound('invite');
      return view;
    },

    async revokeInvite(actor: PersonActor, code: string): Promise<void> {
      await transact(async (tx) => {
        const invite = await invites.findByCode(code);
        if (!invite) throw notFound('invite');
        const { id: inviteId, communityId } = invite;
        const place = await places.loadPlaceNow(actor, communityId);
        if (!rules.canInvite(actor, place)) throw notFound('invite');
        if (invite.revokedAt) return;
        await invites.revoke(inviteId, clock.now());
        tx.announce('invite:revoked', { communityId, inviteId }, actor.id);
      });
    },
  };
}

interface InviteWish {
  actor: PersonActor;
  place: Place;
  input: InviteInput;
}

function freshInvite({ actor, place, input }: InviteWish, createdAt: Date): Omit<Invite, 'id'> {
  return {
    code: randomBytes(codeBytes).toString('base64url'),
    communityId: place.community.id,
    role: input.role ?? 'student',
    class: input.class ?? null,
    institutionId: rules.authorityIn(place)?.institutionId ?? null,
    usesLeft: input.uses ?? null,
    expiresAt: input.expiresAt ? new Date(input.expiresAt) : null,
    revokedAt: null,
    createdBy: actor.id,
    createdAt,
  };
}

async function toViews({ communities, people }: CommunityDeps, list: readonly Invite[]) {
  const [places, makers] = await Promise.all([
    communities.findMany(list.map(({ communityId }) => communityId)),
    people.findMany(list.map(({ createdBy }) => createdBy)),
  ]);
  return list.flatMap((invite) => {
    const place = places.find(({ id }) => id === invite.communityId);
    const maker = makers.find(({ id }) => id === invite.createdBy);
    if (!place || !maker) return [];
    return [toInviteView(invite, { communityName: place.name, createdBy: toPersonView(maker) })];
  });
}
