import type { PersonId, ThreadId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Limiter } from '../../platform/limiter.ts';
import type { TypingStore } from './typing.store.ts';

export interface TypingDeps {
  store: TypingStore;
  bus: EventBus;
  says: Limiter;
  peopleById: (ids: Iterable<PersonId>) => Promise<PeopleById>;
  /** Throws unless the actor may reply in the thread; false where nobody is to know who types. */
  requireReply: (actor: PersonActor, thread: ThreadId) => Promise<boolean>;
}

interface Mark {
  thread: ThreadId;
  person: PersonId;
  socketId: string;
  since: Date;
  timer: NodeJS.Timeout;
}

const livesMs = limits.typingSeconds * 1_000;

export type Typing = ReturnType<typeof createTyping>;

/** Marks that somebody is typing. They are news only: whoever comes later hears of none (SYNC-4). */
export function createTyping({ store, bus, says, peopleById, requireReply }: TypingDeps) {
  const marks = new Map<string, Mark>();
  let broadcaster: Broadcaster | null = null;

  async function tell(thread: ThreadId, personId: PersonId, on: boolean): Promise<void> {
    const person = (await peopleById([personId]))[personId];
    const audience = rooms.threadReaders(thread);
    if (person) broadcaster?.emit(audience, 'typing', { threadId: thread, person, on });
  }

  function forget(key: string): void {
    clearTimeout(marks.get(key)?.timer);
    marks.delete(key);
  }

  async function end(thread: ThreadId, person: PersonId): Promise<void> {
    forget(keyOf(thread, person));
    if (await store.take(thread, person)) await tell(thread, person, false);
  }

  async function begin(
    thread: ThreadId,
    { id: person }: PersonActor,
    socketId: string,
  ): Promise<void> {
    const key = keyOf(thread, person);
    forget(key);
    const timer = setTimeout(
      () => void end(thread, person).catch(() => undefined),
      livesMs,
    ).unref();
    marks.set(key, { thread, person, socketId, since: new Date(), timer });
    await store.put(thread, person);
    await tell(thread, person, true);
  }

  return {
    async say(
      socketId: string,
      actor: PersonActor,
      { threadId, on }: { threadId: ThreadId; on: boolean },
    ): Promise<void> {
      await says.take(actor.id);
      if (!on) return end(threadId, actor.id);
      if (await requireReply(actor, threadId)) await begin(threadId, actor, socketId);
    },
    /** Whoever is gone types no more. */
    disconnected(socketId: string): void {
      const own = [...marks.values()].filter((mark) => mark.socketId === socketId);
      for (const { thread, person } of own) void end(thread, person).catch(() => undefined);
    },
    announceTo(to: Broadcaster): void {
      broadcaster = to;
      bus.on('post:created', async ({ actorId, at, facts: { threadId } }) => {
        if (!actorId) return;
        const mark = marks.get(keyOf(threadId, actorId));
        // Whoever types on after sending has begun anew.
        if (!mark || mark.since <= at) await end(threadId, actorId);
      });
    },
    stop(): void {
      for (const key of [...marks.keys()]) forget(key);
    },
  };
}

const keyOf = (thread: ThreadId, person: PersonId) => `${thread}:${person}`;
