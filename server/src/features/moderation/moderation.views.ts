import type { CommunityId } from '@jembatan/shared/ids';
import type {
  ActionKind,
  CaseView,
  LogEntryView,
  report as reportSchema,
  Subject,
} from '@jembatan/shared/moderation.contract';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type * as z from 'zod/mini';
import type { Entry } from './audit-log.repository.ts';
import type { Case, Report } from './cases.repository.ts';
import type { SubjectThing } from './subjects.ts';

export type ReportView = z.output<typeof reportSchema>;

export function toReportView(report: Report, subject: Subject): ReportView {
  const { id, reason, note, createdAt } = report;
  return { id, subject, reason, note, createdAt: createdAt.toISOString(), state: 'open' };
}

/** A case with all that has to be looked up for it. */
export interface CaseAt {
  one: Case;
  thing: SubjectThing | null;
  communityId: CommunityId | null;
  communityName: string;
  people: PeopleById;
  earlierActions: number;
  can: ActionKind[];
}

export function toCaseView(at: CaseAt): CaseView {
  const { one, communityId, communityName, earlierActions, can } = at;
  return {
    id: one.id,
    communityId,
    communityName,
    subject: one.subject,
    content: toContent(at),
    reports: one.reports.flatMap(({ reporterId, reason, note, createdAt }) => {
      const reporter = at.people[reporterId];
      return reporter ? [{ reporter, reason, note, createdAt: createdAt.toISOString() }] : [];
    }),
    earlierActions,
    state: one.state,
    openedAt: one.openedAt.toISOString(),
    can,
  };
}

function toContent({ one, thing, people }: CaseAt): CaseView['content'] {
  const authorId = thing?.aliasId ?? one.personId;
  const author = (authorId && people[authorId]) || null;
  return {
    title: thing?.title ?? '',
    // What was said to a person alone is judged by its words, also when its writer took them back.
    html: thing?.gone && one.subject.kind !== 'private-reply' ? '' : (thing?.html ?? ''),
    author,
    threadId: thing?.threadId ?? null,
    number: thing?.number ?? null,
    hidden: thing?.hidden ?? false,
    locked: thing?.locked ?? false,
  };
}

export function toLogEntryView(entry: Entry, people: PeopleById): LogEntryView {
  const { id, at, actorId, personId, action, subject, communityId, reason, facts } = entry;
  const actor = (actorId && people[actorId]) || null;
  const person = personId && people[personId];
  const about = { subject: { kind: subject.kind, id: subject.id }, ...(person && { person }) };
  return { id, at: at.toISOString(), actor, action, ...about, communityId, reason, facts };
}
