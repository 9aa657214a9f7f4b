import type { PersonActor } from './actor.ts';

/** What a subscription to a place gives. */
export interface Subscription {
  /** Socket rooms of the actor's audience in the place. */
  rooms: string[];
  /** The thread's sequence, where there is one. */
  lastSeq?: number;
  /** What the actor may do there, as a mark that is another one when that changes. */
  may?: string;
  /** Whether others hear that the actor is here, and the actor of them; absent, neither. */
  presence?: { shown: boolean; told: boolean };
}

/** Answers what the actor may hear of a place; throws `not-found` for missing and hidden alike. */
export type TopicGate = (actor: PersonActor, id: string) => Promise<Subscription>;

/** Kinds of topic, `thread:<id>` and so on, each opened by the feature that owns it. */
export type TopicGates = Record<'thread' | 'community' | 'session' | 'poll', TopicGate>;
