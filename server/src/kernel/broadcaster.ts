import type { AppEventMap, AppEventName } from '@jembatan/shared/app.protocol';

export type EventPayload<N extends AppEventName> = Parameters<AppEventMap[N]>[0];

/** Sends news to socket rooms on every server. The same payload goes to all in a room. */
export interface Broadcaster {
  emit<N extends AppEventName>(
    rooms: string | readonly string[],
    event: N,
    payload: EventPayload<N>,
  ): void;
}

/** Names of socket rooms: one per audience, so that nothing leaks into another's. */
export const rooms = {
  thread: (id: string) => `thread:${id}`,
  /** Where an answer comes first: those who gave theirs. They are not in `thread` as well. */
  threadAnswered: (id: string) => `thread:${id}:answered`,
  /** Those who may see hidden posts; they are not in `thread` as well. */
  threadStaff: (id: string) => `thread:${id}:staff`,
  /** All of these: whoever may read the thread. */
  threadReaders: (id: string): readonly [string, string, string] => [
    rooms.thread(id),
    rooms.threadAnswered(id),
    rooms.threadStaff(id),
  ],
  /** Those who may read a poll, but not what it says so far. */
  poll: (id: string) => `poll:${id}`,
  pollResults: (id: string) => `poll:${id}:results`,
  community: (id: string) => `community:${id}`,
  session: (id: string) => `session:${id}`,
  /** Those who hear who is in a place; `topic` as in `subscribe`. */
  presence: (topic: string) => `presence:${topic}`,
  person: (id: string) => `person:${id}`,
  signIn: (sid: string) => `sid:${sid}`,
};
