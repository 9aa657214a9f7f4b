import type { communityRoutes } from '@jembatan/shared/communities.contract';
import type { Parsed } from '@jembatan/shared/contract/route';
import { AppError, notFound } from '@jembatan/shared/errors';
import type { CommunityId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage } from '../../kernel/cursor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { idCursor } from '../../kernel/typed-cursor.ts';
import * as rules from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import { type Person, toPersonView } from '../people/index.ts';
import { type JoinRequestView, toRequestView } from './communities.views.ts';
import { type CommunityDeps, queueOf } from './deps.ts';
import { requireAllowed } from './gates.ts';
import { newcomer } from './joining.service.ts';
import type { JoinRequest } from './requests.repository.ts';

type Routes = typeof communityRoutes;

/** Wishes to join, and their answers. */
export function createRequestsService(deps: CommunityDeps) {
  const { members, requests, places, changes, people, transact, clock } = deps;

  /** Whoever came in another way meanwhile, or may not come in any more, is left alone. */
  async function letIn(tx: Transaction, { state, place, person, by }: Answered) {
    const { id: communityId, parentId } = place.community;
    if (state !== 'accepted' || (await members.find(communityId, person.id))) return;
    if (parentId && !(await members.find(parentId, person.id))) throw notFound('member');
    if (await deps.bans.stands(communityId, person.id)) throw new AppError('banned');
    const membership = newcomer(communityId, person, clock.now());
    await changes.admit(tx, { membership, through: 'request', by: by.id });
  }

  return {
    async listRequests(
      actor: PersonActor,
      communityId: CommunityId,
      query: Parsed<Routes['listRequests']>['query'],
    ): Promise<Page<JoinRequestView>> {
      const place = await places.loadPlace(actor, communityId);
      requireAllowed(actor, place, rules.canManageMembers(actor, place));
      const afterId = idCursor(query.cursor);
      const open = await requests.listOpen({ communityId, afterId, limit: query.limit });
      const page = cutPage(open, query.limit, ({ id }) => [id]);
      return { ...page, items: await toRequestViews(deps, page.items) };
    },

    async answerRequest(
      actor: PersonActor,
      requestId: string,
      answer: 'accept' | 'refuse',
    ): Promise<JoinRequestView> {
      const request = await requests.findById(requestId);
      if (!request) throw notFound('request');
      const { communityId, personId } = request;
      const person = await people.requirePerson(personId);
      return transact(async (tx) => {
        const place = await places.loadPlaceNow(actor, communityId);
        if (!rules.canManageMembers(actor, place)) throw notFound('request');
        const state = answer === 'accept' ? 'accepted' : 'refused';
        const answered = await requests.answer(requestId, state, actor.id);
        if (!answered) throw notFound('request');
        await letIn(tx, { state, place, person, by: actor });
        tx.announce('community:changed', { communityId, only: 'requests' }, actor.id);
        return toRequestView(answered, toPersonView(person));
      }, queueOf(communityId));
    },
  };
}

interface Answered {
  state: JoinRequest['state'];
  place: Place;
  person: Person;
  by: PersonActor;
}

async function toRequestViews({ people }: CommunityDeps, requests: readonly JoinRequest[]) {
  const found = await people.findMany(requests.map(({ personId }) => personId));
  const byId = new Map(found.map((person) => [person.id, toPersonView(person)]));
  return requests.flatMap((request) => {
    const person = byId.get(request.personId);
    return person ? [toRequestView(request, person)] : [];
  });
}
