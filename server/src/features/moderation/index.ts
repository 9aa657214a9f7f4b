import type { PostId, ThreadId } from '@jembatan/shared/ids';
import type { Subject } from '@jembatan/shared/moderation.contract';
import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import type { Communities } from '../communities/index.ts';
import type { PeopleService } from '../people/index.ts';
import { createActionsService } from './actions.service.ts';
import { followForAudit } from './audit.events.ts';
import { createAuditLogRepository } from './audit-log.repository.ts';
import { createCasesRepository } from './cases.repository.ts';
import type { ModerationDeps } from './deps.ts';
import { createLogService } from './log.service.ts';
import { mountModeration } from './moderation.routes.ts';
import { createQueueService } from './queue.service.ts';
import { createReportsService } from './reports.service.ts';
import { createPersonSubject, createSessionSubject, type SessionsPort } from './subjects.people.ts';
import { createPrivateSubject, type PrivatePort } from './subjects.private.ts';
import {
  createFileSubject,
  createPostSubject,
  createThreadSubject,
  type FilePort,
  type ThreadsPort,
} from './subjects.threads.ts';

export interface ModerationFeatureDeps {
  connection: Connection;
  transact: Transact;
  clock: Clock;
  signals: Signals;
  bus: EventBus;
  createLimiter: CreateLimiter;
  people: PeopleService;
  communities: Pick<Communities, 'places' | 'removals' | 'namesOf'>;
  threads: ThreadsPort;
  files: FilePort;
  privateReplies: PrivatePort;
  sessions: SessionsPort;
}

export interface ReportedPost {
  id: PostId;
  threadId: ThreadId;
  number: number;
}

export type Moderation = ReturnType<typeof createModeration>;

/** Reports, the queue of cases, what moderators do, and the log of all of it. */
export function createModeration(deps: ModerationFeatureDeps) {
  const cases = createCasesRepository(deps.connection);
  const log = createAuditLogRepository(deps.connection);
  const { places, removals, namesOf } = deps.communities;
  const inner: ModerationDeps = {
    transact: deps.transact,
    clock: deps.clock,
    cases,
    log,
    people: deps.people,
    subjects: {
      post: createPostSubject(deps.threads),
      thread: createThreadSubject(deps.threads),
      file: createFileSubject(deps.threads, deps.files),
      person: createPersonSubject({ people: deps.people, communityIdsOf: places.communityIdsOf }),
      session: createSessionSubject(deps.sessions),
      'private-reply': createPrivateSubject(deps.threads, deps.privateReplies),
    },
    reportLimit: deps.createLimiter({ name: 'reports', points: 40, seconds: 3_600 }),
    moderatedBy: async (actor) => (await places.readableOf(actor)).moderatedIds,
    namesOf,
    ...removals,
  };
  followForAudit({ ...deps, log });

  /** Whether a case is open about a post, or about the thread it opens. */
  async function isReported({ id, threadId, number }: ReportedPost): Promise<boolean> {
    const subjects: Subject[] = [{ kind: 'post', id }];
    if (number === 1) subjects.push({ kind: 'thread', id: threadId });
    const open = await Promise.all(subjects.map(cases.findOpen));
    return open.some((one) => one !== null);
  }

  return {
    isReported,
    hasOpenCase: async (subject: Subject) => (await cases.findOpen(subject)) !== null,
    mount: (router: RouteBinder) =>
      mountModeration(router, {
        reports: createReportsService(inner),
        queue: createQueueService(inner),
        actions: createActionsService(inner),
        log: createLogService(inner),
      }),
    async createIndexes() {
      await Promise.all([cases.createIndexes(), log.createIndexes()]);
    },
  };
}
