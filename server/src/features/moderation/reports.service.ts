import type { Parsed } from '@jembatan/shared/contract/route';
import type { moderationRoutes } from '@jembatan/shared/moderation.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import type { ModerationDeps } from './deps.ts';
import { type ReportView, toReportView } from './moderation.views.ts';

type Input = Parsed<(typeof moderationRoutes)['createReport']>['body'];

/** Reports: each goes to the open case of its subject. */
export function createReportsService(deps: ModerationDeps) {
  return {
    async createReport(actor: PersonActor, input: Input): Promise<ReportView> {
      const { subject, reason, note } = input;
      await deps.reportLimit.take(actor.id);
      const thing = await deps.subjects[subject.kind].requireReportable(actor, subject.id);
      const { personId, communityIds } = thing;
      const write = async () => {
        const said = { reporterId: actor.id, reason, note, createdAt: deps.clock.now() };
        const report = await deps.cases.add({ ...said, subject, personId, communityIds });
        return toReportView(report, subject);
      };
      const once = () => deps.transact(write, { queue: `case:${subject.kind}:${subject.id}` });
      // Somebody opened the case on another server in the same moment.
      return once().catch((error: unknown) => {
        if (!isDuplicate(error, 'cases')) throw error;
        return once();
      });
    },
  };
}
