import type { communityRoutes, InstitutionView } from '@jembatan/shared/communities.contract';
import type { Parsed } from '@jembatan/shared/contract/route';
import { forbidden } from '@jembatan/shared/errors';
import type { Page } from '@jembatan/shared/paging';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage } from '../../kernel/cursor.ts';
import { nameCursor } from '../../kernel/typed-cursor.ts';
import { canAdministerHub } from '../../permissions/people.rules.ts';
import { toInstitutionView } from './communities.views.ts';
import type { CommunityDeps } from './deps.ts';
import { foldName } from './names.ts';

type Routes = typeof communityRoutes;

/** Schools and others that vouch for their people. */
export function createInstitutionsService({ institutions, transact, clock }: CommunityDeps) {
  return {
    async createInstitution(
      actor: PersonActor,
      input: Parsed<Routes['createInstitution']>['body'],
    ): Promise<InstitutionView> {
      if (!canAdministerHub(actor)) throw forbidden();
      const name = input.name.normalize('NFC');
      const { kind, country = null } = input;
      const fresh = { name, nameFold: foldName(name), kind, country, createdAt: clock.now() };
      return transact(async () => toInstitutionView(await institutions.insert(fresh)));
    },

    async listInstitutions(
      query: Parsed<Routes['listInstitutions']>['query'],
    ): Promise<Page<InstitutionView>> {
      const found = await institutions.list({
        after: nameCursor(query.cursor),
        limit: query.limit,
      });
      const page = cutPage(found, query.limit, ({ nameFold, id }) => [nameFold, id]);
      return { ...page, items: page.items.map(toInstitutionView) };
    },
  };
}
