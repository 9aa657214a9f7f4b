import type { CommunityKind, MemberRole } from '@jembatan/shared/communities.contract';
import type { CommunityId, InstitutionId, PersonId } from '@jembatan/shared/ids';

/**
 * What the rules judge by: plain facts that were loaded before. Rules query
 * nothing themselves.
 */
export interface CommunityFacts {
  readonly id: CommunityId;
  readonly kind: CommunityKind;
  readonly reading: 'members' | 'signed-in' | 'everyone';
  readonly joining: 'invitation' | 'request' | 'open';
  readonly parentId: CommunityId | null;
}

export interface MembershipFacts {
  readonly role: MemberRole;
  readonly class: string | null;
  readonly institutionId: InstitutionId | null;
}

/** A community as one actor meets it. */
export interface Place {
  readonly community: CommunityFacts;
  /** The community around a study group, as the same actor meets it. */
  readonly parent: Place | null;
  readonly membership: MembershipFacts | null;
  readonly banned: boolean;
  /** The moment of the question: days of opening and due dates are judged by it. */
  readonly now: Date;
}

/** From when a place is shown, and until when it takes posts; null is always. */
export interface Days {
  readonly opensAt: Date | null;
  readonly dueAt: Date | null;
}

export interface SpaceFacts extends Days {
  /** People may write under a pseudonym. */
  readonly pseudonyms: boolean;
  /** Replies written before the due date are taken for some days after it. */
  readonly acceptsLate?: boolean;
  readonly rights: {
    /** Null: whoever may read the community. */
    readonly read: readonly MemberRole[] | null;
    readonly reply: readonly MemberRole[];
    readonly create: readonly MemberRole[];
    readonly moderate: readonly MemberRole[];
  };
}

export interface ThreadFacts extends Days {
  readonly authorId: PersonId;
  /** The study group it is for; null is for all who may read the space. */
  readonly groupId: CommunityId | null;
  readonly kind: 'discussion' | 'question' | 'announcement';
  readonly locked: boolean;
  /** Only staff may reply. */
  readonly repliesOff?: boolean;
  readonly hidden: boolean;
  /** Somebody wrote in it under a pseudonym. */
  readonly pseudonymous: boolean;
  /** People see what others wrote only after an answer of their own. */
  readonly answerFirst?: boolean;
}

export interface PostFacts {
  readonly authorId: PersonId;
  readonly number: number;
  readonly deleted: boolean;
  readonly hidden: boolean;
  /** The revision from which on whoever may reply may edit it; absent, it is the author's alone. */
  readonly wikiFrom?: number | null;
  /** Staff took that back. */
  readonly wikiStopped?: boolean;
}

export interface SessionFacts {
  readonly hostId: PersonId;
  readonly state: 'planned' | 'live' | 'ended' | 'cancelled';
}

/** A person as the subject of a question: seen, reported, written to. */
export interface PersonFacts {
  readonly id: PersonId;
  /** `unknown` counts as minor. */
  readonly age: 'minor' | 'adult' | 'unknown';
}
