import type { PersonId } from '@jembatan/shared/ids';
import type { PeopleById } from '@jembatan/shared/people.contract';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { Claims } from '../../kernel/claims.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Change, PresenceStore } from './presence.store.ts';

export interface SweeperDeps {
  store: PresenceStore;
  claims: Claims;
  broadcaster: Broadcaster;
  logger: Logger;
  peopleById: (ids: Iterable<PersonId>) => Promise<PeopleById>;
}

/** Milliseconds between two looks: what happens in a place meanwhile is one message. */
const lookMs = 250;
/** Looks a server waits that is not the sweeper, before it asks again. */
const idleLooks = 4;
const claimMs = 2_000;
/** Places dealt with in one look. */
const most = 200;

/** Tells places who came, went or changed: one server for all, in batches (LOAD-4). */
export function startSweeper({ store, claims, broadcaster, logger, peopleById }: SweeperDeps) {
  let sweeping: Promise<void> | null = null;
  let waits = 0;

  async function tell(topic: string): Promise<void> {
    const changes = await store.listChanges(topic);
    if (changes.length === 0) return;
    const people = await peopleById(changes.filter(isHere).map(({ personId }) => personId));
    const told = changes.map(({ personId, state }) => ({
      personId,
      state,
      ...(people[personId] && { person: people[personId] }),
    }));
    broadcaster.emit(rooms.presence(topic), 'presence', { topic, changes: told });
    // Told before it is noted: a server that dies in between tells it twice, never not at all.
    await store.noteTold(topic, changes);
  }

  async function sweep(): Promise<void> {
    if (waits > 0) {
      waits -= 1;
      return;
    }
    if (!(await claims.take('presence', claimMs))) {
      waits = idleLooks;
      return;
    }
    for (const topic of await store.listDue(most)) await tell(topic);
  }

  const timer = setInterval(() => {
    sweeping ??= sweep()
      .catch((err: unknown) => logger.debug({ err }, 'presence waits for redis'))
      .finally(() => {
        sweeping = null;
      });
  }, lookMs).unref();

  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await sweeping;
      await claims.release('presence');
    },
  };
}

const isHere = ({ state }: Change) => state !== 'offline';
