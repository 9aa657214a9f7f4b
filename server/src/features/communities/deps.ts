import type { Clock } from '../../kernel/clock.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { PeopleService } from '../people/index.ts';
import type { BansRepository } from './bans.repository.ts';
import type { CommunitiesRepository } from './communities.repository.ts';
import type { CommunityViews } from './community-views.ts';
import type { InstitutionsRepository } from './institutions.repository.ts';
import type { InvitesRepository } from './invites.repository.ts';
import type { MembersRepository } from './members.repository.ts';
import type { MembershipChanges } from './membership-changes.ts';
import type { Places } from './places.ts';
import type { RequestsRepository } from './requests.repository.ts';
import type { SpaceOrdersRepository } from './space-orders.repository.ts';
import type { SpacesRepository } from './spaces.repository.ts';

/** What the use cases of this feature work with. */
export interface CommunityDeps {
  transact: Transact;
  clock: Clock;
  people: Pick<PeopleService, 'findMany' | 'requirePerson'>;
  communities: CommunitiesRepository;
  members: MembersRepository;
  bans: BansRepository;
  spaces: SpacesRepository;
  spaceOrders: SpaceOrdersRepository;
  invites: InvitesRepository;
  requests: RequestsRepository;
  institutions: InstitutionsRepository;
  places: Places;
  changes: MembershipChanges;
  views: CommunityViews;
}

/** Changes of one community wait for each other. */
export const queueOf = (communityId: string) => ({ queue: `community:${communityId}` });
