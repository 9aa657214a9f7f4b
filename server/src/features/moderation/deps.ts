import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Moderated } from '../../permissions/moderation.rules.ts';
import type { Limiter } from '../../platform/limiter.ts';
import type { Communities, Reach } from '../communities/index.ts';
import type { PeopleService } from '../people/index.ts';
import type { AuditLogRepository } from './audit-log.repository.ts';
import type { CasesRepository } from './cases.repository.ts';
import type { SubjectHandlers } from './subjects.ts';

/** What the use cases of this feature work with. */
export interface ModerationDeps {
  transact: Transact;
  clock: Clock;
  cases: CasesRepository;
  log: AuditLogRepository;
  subjects: SubjectHandlers;
  people: Pick<PeopleService, 'peopleById'>;
  /** Reports per person. */
  reportLimit: Limiter;
  moderatedBy: (actor: PersonActor) => Promise<Moderated>;
  namesOf: (ids: readonly CommunityId[]) => Promise<Map<CommunityId, string>>;
  reachOf: (actor: PersonActor, at: Member) => Promise<Reach>;
  removeMember: Communities['removals']['removeMember'];
  liftBan: Communities['removals']['liftBan'];
}

export interface Member {
  communityId: CommunityId;
  personId: PersonId;
}
