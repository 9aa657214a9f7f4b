import type { CommunityId, PersonId, ThreadId } from '@jembatan/shared/ids';
import type { Subject } from '@jembatan/shared/moderation.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';

export type SubjectKind = Subject['kind'];

/** A thing that can be reported, as it is now. */
export interface SubjectThing {
  /** Whose doing it is. */
  personId: PersonId | null;
  /** Under which pseudonym it was done; staff may ask who it is where it stands. */
  aliasId: PersonId | null;
  /** Places whose staff decide about it. */
  communityIds: readonly CommunityId[];
  title: string;
  html: string;
  threadId: ThreadId | null;
  number: number | null;
  hidden: boolean;
  locked: boolean;
  gone: boolean;
}

/** One kind of thing: how it is reported, looked at, hidden. */
export interface SubjectHandler {
  /** For somebody who wants to report it; throws `not-found`, or `forbidden` for one's own. */
  requireReportable(actor: PersonActor, id: string): Promise<SubjectThing>;
  /** For staff; null when it is gone for good. */
  find(id: string): Promise<SubjectThing | null>;
  /** Whether the actor keeps order in the thread it is in. */
  moderatesThread(actor: PersonActor, id: string): Promise<boolean>;
  /** Inside a transaction, after it was permitted. */
  setHidden(tx: Transaction, change: Change): Promise<void>;
  setLocked(tx: Transaction, change: Change): Promise<void>;
}

export interface Change {
  actor: PersonActor;
  id: string;
  /** Hidden or shown, locked or open. */
  on: boolean;
}

export type SubjectHandlers = Record<SubjectKind, SubjectHandler>;

/** What things outside of threads have in common: nothing to hide, nothing to lock. */
export const outsideThreads = {
  moderatesThread: async () => false,
  setHidden: async () => undefined,
  setLocked: async () => undefined,
};

export const plain = {
  aliasId: null,
  html: '',
  threadId: null,
  number: null,
  hidden: false,
  locked: false,
  gone: false,
} as const;
