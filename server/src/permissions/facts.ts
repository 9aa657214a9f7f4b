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
}

export interface SpaceFacts {
  readonly rights: {
    /** Null: whoever may read the community. */
    readonly read: readonly MemberRole[] | null;
    readonly reply: readonly MemberRole[];
    readonly create: readonly MemberRole[];
    readonly moderate: readonly MemberRole[];
  };
}

export interface ThreadFacts {
  readonly authorId: PersonId;
  readonly kind: 'discussion' | 'question' | 'announcement';
  readonly locked: boolean;
  readonly hidden: boolean;
}

export interface PostFacts {
  readonly authorId: PersonId;
  readonly number: number;
  readonly deleted: boolean;
  readonly hidden: boolean;
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
