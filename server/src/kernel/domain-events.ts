import type { MemberRole } from '@jembatan/shared/communities.contract';
import type {
  CommunityId,
  PersonId,
  PostId,
  PrivateReplyId,
  SessionId,
  SpaceId,
  ThreadId,
} from '@jembatan/shared/ids';
import type { ModerateAction, Source } from '@jembatan/shared/rooms.view';

/**
 * What can happen in the hub, with the ids and facts that consumers need. Each
 * is one row of the outbox, written in the transaction of the change itself.
 */
export interface DomainEvents {
  'post:created': { threadId: ThreadId; postId: PostId; seq: number; number: number };
  'post:edited': {
    threadId: ThreadId;
    postId: PostId;
    seq: number;
    /** Whether the text changed; reactions and moderation leave it alone. */
    cause: 'text' | 'reaction' | 'hide' | 'restore' | 'preview' | 'language' | 'wiki';
    /** What staff did with somebody else's post, where the log is to say so. */
    order?: 'roll-back' | 'make-wiki' | 'end-wiki';
    reaction?: { personId: PersonId; emoji: string; on: boolean };
  };
  'post:deleted': { threadId: ThreadId; postId: PostId; seq: number };
  /** Votes came or went; never whose. */
  'poll:voted': { threadId: ThreadId; postId: PostId };
  'poll:changed': { threadId: ThreadId; postId: PostId };
  /** `by`: its author, who keeps order, or its own time. */
  'poll:closed': {
    threadId: ThreadId;
    postId: PostId;
    communityId: CommunityId;
    number: number;
    by: 'author' | 'staff' | 'time';
  };
  /** Staff or the author of a post wrote to the other under it; `toIds` are to hear of it. */
  'private-reply:created': PrivateReplyFacts & {
    /** As whom it was written: an author's pseudonym hides here too. */
    authorId: PersonId;
    toIds: PersonId[];
  };
  /** Edited, hidden or shown again. */
  'private-reply:changed': PrivateReplyFacts;
  'private-reply:deleted': PrivateReplyFacts & {
    communityId: CommunityId;
    /** Null for who wrote under a pseudonym. */
    writerId: PersonId | null;
    by: 'staff' | 'student';
  };
  'post:translated': { threadId: ThreadId; postId: PostId; lang: string; version: number };
  'thread:created': { threadId: ThreadId; spaceId: SpaceId };
  /** `order`: what was done to keep order; `shown`: who may read it may be others now. */
  'thread:changed': {
    threadId: ThreadId;
    seq: number;
    shown?: true;
    order?: 'hide' | 'restore' | 'lock' | 'unlock';
  };
  /** A person has answered where that comes first, and sees what others wrote. */
  'thread:answered': { threadId: ThreadId; personId: PersonId };
  /** A question has its answer; told once of each, however often it is taken back. */
  'answer:accepted': { threadId: ThreadId; number: number };
  /** Members after one, in batches, are to hear of an announcement. */
  'announcement:due': { threadId: ThreadId; after: PersonId | null };
  /** Members after one, in batches, are to hear of a post that calls their role. `key` names all that tells of it. */
  'call:due': { threadId: ThreadId; postId: PostId; key: string; after: PersonId };
  /** A reader has taken an announcement from the top of its place, or put it back. */
  'announcement:put-away': { threadId: ThreadId; personId: PersonId; away: boolean };
  /** Staff asked who wrote a post under a pseudonym. */
  'author:revealed': {
    threadId: ThreadId;
    postId: PostId;
    communityId: CommunityId;
    personId: PersonId;
    number: number;
  };
  /** Tags of a community were made, renamed, merged or taken away. */
  'tags:changed': { communityId: CommunityId };
  'thread:read': { threadId: ThreadId; personId: PersonId; number: number; unread: number };
  /** A person reads a space in another way. */
  'choice:changed': { spaceId: SpaceId; personId: PersonId };
  /** A person asked to be reminded of a post now. */
  'reminder:due': { personId: PersonId; threadId: ThreadId; postId: PostId; number: number };
  /** What a person had planned to be sent could not be. */
  'scheduled:failed': { personId: PersonId; scheduledId: string };
  'person:changed': { personId: PersonId };
  /** `only`: requests to join came or went; nobody's rights are others by it. */
  'community:changed': { communityId: CommunityId; only?: 'requests' };
  /** A person put the spaces of a community into an order of their own. */
  'spaces:ordered': { communityId: CommunityId; personId: PersonId };
  'member:joined': {
    communityId: CommunityId;
    personId: PersonId;
    role: MemberRole;
    through: 'making' | 'open' | 'request' | 'invite';
  };
  'member:changed': {
    communityId: CommunityId;
    personId: PersonId;
    before: MemberMarks;
    after: MemberMarks;
  };
  /** `banned` keeps the person from coming back; `cause` says who ended it (`around`: the community that holds the group was left). */
  'member:left': {
    communityId: CommunityId;
    personId: PersonId;
    banned: boolean;
    role: MemberRole;
    cause: 'self' | 'staff' | 'moderation' | 'around';
  };
  /** One side of an exchange wants the person kept out; it takes both. */
  'ban:proposed': { communityId: CommunityId; personId: PersonId };
  'ban:lifted': { communityId: CommunityId; personId: PersonId; cause: 'staff' | 'moderation' };
  'invite:made': {
    communityId: CommunityId;
    inviteId: string;
    role: MemberRole;
    class: string | null;
    uses: number | null;
  };
  'invite:revoked': { communityId: CommunityId; inviteId: string };
  'session:changed': { sessionId: SessionId };
  'session:ended': { sessionId: SessionId };
  /** Order kept inside a room; `reportId` names the act, which may be told twice. Target absent: everyone or the room. */
  'session:moderated': {
    sessionId: SessionId;
    communityId: CommunityId;
    reportId: string;
    action: ModerateAction;
    target?: PersonId;
    source?: Source;
    at: string;
  };
}

/** Where something was written in private, and to or by which author of a post. */
export interface PrivateReplyFacts {
  threadId: ThreadId;
  postId: PostId;
  number: number;
  replyId: PrivateReplyId;
  studentId: PersonId;
}

/** What a membership says about its person. */
export interface MemberMarks {
  role: MemberRole;
  class: string | null;
}

export type DomainEventType = keyof DomainEvents;

/** An event as it is kept and handed to consumers. */
export interface DomainEvent<T extends DomainEventType = DomainEventType> {
  /** Unique; a consumer that has seen it ignores it. */
  readonly id: string;
  readonly type: T;
  readonly at: Date;
  /** Who caused it; null for the hub itself. */
  readonly actorId: PersonId | null;
  readonly facts: DomainEvents[T];
}

/** Idempotent: an event may arrive twice after a crash. */
export type Consumer<T extends DomainEventType> = (event: DomainEvent<T>) => void | Promise<void>;

/** Where features hear of what others did. */
export interface EventBus {
  on<T extends DomainEventType>(type: T, consumer: Consumer<T>): void;
}
