import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type {
  DomainEvent,
  DomainEvents,
  DomainEventType,
  EventBus,
} from '../../kernel/domain-events.ts';
import type { Signals } from '../../kernel/signals.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import type { AuditLogRepository, Entry } from './audit-log.repository.ts';
import type { ThreadsPort } from './subjects.threads.ts';

export interface AuditDeps {
  bus: EventBus;
  signals: Signals;
  log: AuditLogRepository;
  threads: Pick<ThreadsPort, 'posts' | 'threads' | 'names'>;
}

/** What an event says for the log; the rest follows from the event itself. */
type Line = Pick<Entry, 'action' | 'subject' | 'personId' | 'communityId' | 'facts'>;

type MemberFacts = { communityId: CommunityId; personId: PersonId };

const aboutMember = ({ communityId, personId }: MemberFacts) => ({
  subject: { kind: 'person', id: personId },
  personId,
  communityId,
});

const aboutPlace = (communityId: CommunityId) => ({
  subject: { kind: 'community', id: communityId },
  personId: null,
  communityId,
});

/** Which events become lines: those of order kept elsewhere than in the queue. */
type Lines = { [T in DomainEventType]?: (facts: DomainEvents[T]) => Line | null };

const lines: Lines = {
  'member:changed': (facts) => ({
    ...aboutMember(facts),
    action: 'change-member',
    facts: { before: facts.before, after: facts.after },
  }),
  'member:left': (facts) =>
    facts.cause !== 'staff'
      ? null
      : {
          ...aboutMember(facts),
          action: facts.banned ? 'ban-member' : 'remove-member',
          facts: { role: facts.role },
        },
  'ban:proposed': (facts) => ({ ...aboutMember(facts), action: 'propose-ban', facts: {} }),
  'ban:lifted': (facts) =>
    facts.cause !== 'staff' ? null : { ...aboutMember(facts), action: 'unban-member', facts: {} },
  'invite:made': ({ communityId, ...facts }) => ({
    ...aboutPlace(communityId),
    action: 'make-invite',
    facts,
  }),
  'invite:revoked': ({ communityId, ...facts }) => ({
    ...aboutPlace(communityId),
    action: 'revoke-invite',
    facts,
  }),
  'author:revealed': ({ threadId, postId, communityId, personId, number }) => ({
    action: 'reveal-author',
    subject: { kind: 'post', id: postId },
    personId,
    communityId,
    facts: { threadId, number },
  }),
  'poll:closed': ({ threadId, postId, communityId, number, by }) =>
    by !== 'staff'
      ? null
      : {
          action: 'close-poll',
          subject: { kind: 'post', id: postId },
          personId: null,
          communityId,
          facts: { threadId, number },
        },
  // What staff takes out of a talk with a student leaves a line, their own words too.
  'private-reply:deleted': ({ replyId, threadId, number, communityId, writerId, by }) =>
    by !== 'staff'
      ? null
      : {
          action: 'delete-private-reply',
          subject: { kind: 'private-reply', id: replyId },
          personId: writerId,
          communityId,
          facts: { threadId, number },
        },
  'session:moderated': ({ sessionId, communityId, action, target, source }) => ({
    action: `room:${action}`,
    subject: { kind: 'session', id: sessionId },
    personId: target ?? null,
    communityId,
    facts: { ...(target && { personId: target }), ...(source && { source }) },
  }),
};

/** Writes into the log what was done elsewhere. */
export function followForAudit({ bus, signals, log, threads }: AuditDeps): void {
  async function append(event: DomainEvent, line: Line | null, source = event.id): Promise<void> {
    if (!line) return;
    const entry = { ...line, at: event.at, actorId: event.actorId, reason: '', source };
    await log.append(entry).catch((error: unknown) => {
      if (!isDuplicate(error, 'source')) throw error;
    });
  }

  function follow<T extends DomainEventType>(type: T): void {
    const toLine = lines[type];
    if (toLine) bus.on(type, (event) => append(event, toLine(event.facts), sourceOf(event)));
  }
  for (const type of Object.keys(lines) as (keyof Lines)[]) follow(type);

  bus.on('post:deleted', async (event) => append(event, await deletedByStaff(threads, event)));
  bus.on('post:edited', async (event) => append(event, await changedByStaff(threads, event)));
  bus.on('thread:changed', async (event) => {
    const { threadId, order } = event.facts;
    const thread = order ? await threads.threads.find(threadId) : null;
    if (!thread || !order) return;
    const { communityId, authorId, title } = thread;
    const personId = await threads.names.personOf(authorId);
    if (order === 'hide' || order === 'restore') signals.send('rights:changed', { communityId });
    else
      await append(event, {
        action: order,
        subject: { kind: 'thread', id: threadId },
        personId,
        communityId,
        facts: { title },
      });
  });
}

/** A room may tell the same act twice, under the act's own name. */
function sourceOf(event: DomainEvent): string {
  return 'reportId' in event.facts ? event.facts.reportId : event.id;
}

/** A post of somebody else that staff took back to an earlier version, or opened to all or closed. */
async function changedByStaff(
  { posts, names }: AuditDeps['threads'],
  { facts }: DomainEvent<'post:edited'>,
): Promise<Line | null> {
  const post = facts.order ? await posts.find(facts.postId) : null;
  if (!post || !facts.order) return null;
  const { communityId, threadId, number, authorId } = post;
  const [subject, personId] = [{ kind: 'post', id: post.id }, await names.personOf(authorId)];
  return { action: facts.order, subject, personId, communityId, facts: { threadId, number } };
}

async function deletedByStaff(
  { posts, names }: AuditDeps['threads'],
  { actorId, facts }: DomainEvent<'post:deleted'>,
): Promise<Line | null> {
  const post = await posts.find(facts.postId);
  if (!post) return null;
  const personId = await names.personOf(post.authorId);
  if (personId === actorId) return null;
  const { communityId, threadId, number } = post;
  const subject = { kind: 'post', id: post.id };
  return { action: 'delete-post', subject, personId, communityId, facts: { threadId, number } };
}
