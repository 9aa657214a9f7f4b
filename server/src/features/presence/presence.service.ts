import type { PersonId } from '@jembatan/shared/ids';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PresenceState, Present } from '@jembatan/shared/presence.contract';
import type { Logger } from '../../kernel/logger.ts';
import type { Signals } from '../../kernel/signals.ts';
import { type Holder, type PresenceStore, presenceLeaseMs } from './presence.store.ts';

export interface PresenceDeps {
  store: PresenceStore;
  signals: Signals;
  logger: Logger;
  peopleById: (ids: Iterable<PersonId>) => Promise<PeopleById>;
}

/** Milliseconds in which a page that is loaded again is not seen as gone. */
const lingerMs = 2_000;
const renewMs = presenceLeaseMs / 3;

/** A socket of this server, with the places where its person is shown. */
interface Tab extends Holder {
  topics: Set<string>;
}

/** A seat in a room, by which its person is shown as in a session. */
export interface Seat {
  personId: PersonId;
  sessionId: string;
  peer: string;
}

export type PresenceService = ReturnType<typeof createPresenceService>;

/** The sockets of this server, kept alive in Redis. Without Redis nobody is present and nothing fails. */
export function createPresenceService({ store, signals, logger, peopleById }: PresenceDeps) {
  const tabs = new Map<string, Tab>();
  const attempt = (work: Promise<unknown>) =>
    work.catch((err: unknown) => logger.debug({ err }, 'presence waits for redis'));

  async function renewAll(): Promise<void> {
    const here = [...tabs.values()].flatMap((tab) =>
      [...tab.topics].map((topic) => ({ topic, tab })),
    );
    const byTopic = Map.groupBy(here, ({ topic }) => topic);
    for (const tab of tabs.values()) void attempt(store.hold(tab, [...tab.topics]));
    const entering = [...byTopic].map(([topic, found]) =>
      store.enter(
        topic,
        found.map(({ tab }) => tab),
      ),
    );
    await Promise.all(entering.map(attempt));
  }

  const timer = setInterval(() => void renewAll(), renewMs).unref();
  // What was in Redis may be gone: it is said again at once.
  signals.on('redis:back', () => void renewAll());

  return {
    connected(socketId: string, person: PersonId): void {
      const tab: Tab = { person, id: socketId, state: 'online', topics: new Set() };
      tabs.set(socketId, tab);
      void attempt(store.hold(tab, []));
    },

    disconnected(socketId: string): void {
      const tab = tabs.get(socketId);
      tabs.delete(socketId);
      if (!tab) return;
      for (const topic of tab.topics) void attempt(store.leave(topic, tab, lingerMs));
      void attempt(store.release(tab, lingerMs));
    },

    async setState(socketId: string, state: 'online' | 'away'): Promise<void> {
      const tab = tabs.get(socketId);
      if (!tab) return;
      tab.state = state;
      await attempt(store.hold(tab, [...tab.topics]));
    },

    /** The socket's person is shown in the place, or no longer. */
    async setShown(socketId: string, topic: string, shown: boolean): Promise<void> {
      const tab = tabs.get(socketId);
      if (!tab || tab.topics.has(topic) === shown) return;
      if (!shown) {
        tab.topics.delete(topic);
        await attempt(store.leave(topic, tab, 0));
        return;
      }
      tab.topics.add(topic);
      await attempt(store.hold(tab, [topic]));
      await attempt(store.enter(topic, [tab]));
    },

    /** Who is there now; nobody while Redis is away. */
    async listPresent(topic: string): Promise<Present[]> {
      const here = await store.listPresent(topic).catch(() => []);
      const people = await peopleById(here.map(({ personId }) => personId));
      return here.flatMap(({ personId, state }) => {
        const person = people[personId];
        return person ? [{ person, state }] : [];
      });
    },

    /** Null while Redis is away. */
    stateOf: (person: PersonId): Promise<PresenceState | null> =>
      store.stateOf(person).catch(() => null),

    /** Seats in rooms are renewed by whoever knows them; without that they end with their lease. */
    inSession: {
      enter: async (seat: Seat) =>
        void (await attempt(store.hold({ ...holderOf(seat), state: 'in-session' }, []))),
      leave: async (seat: Seat) => void (await attempt(store.release(holderOf(seat), 0))),
    },

    stop: () => clearInterval(timer),
  };
}

const holderOf = ({ personId, sessionId, peer }: Seat) => ({
  person: personId,
  id: `${sessionId}/${peer}`,
});
