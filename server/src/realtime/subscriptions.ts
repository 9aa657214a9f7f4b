import { notFound } from '@jembatan/shared/errors';
import { rooms } from '../kernel/broadcaster.ts';
import type { Logger } from '../kernel/logger.ts';
import type { SignalMap } from '../kernel/signals.ts';
import type { Subscription, TopicGates } from '../kernel/topics.ts';
import type { HubServer, HubSocket } from './socket-server.ts';

export type Subscriptions = ReturnType<typeof createSubscriptions>;

export interface SubscriptionDeps {
  io: HubServer;
  gates: TopicGates;
  logger: Logger;
  /** Hears what a socket got of a topic, each time it was asked; null when it has it no more. */
  onAsked: (socket: HubSocket, topic: string, subscription: Subscription | null) => Promise<void>;
}

/** What sockets hear of, and its end when the right to it ends. */
export function createSubscriptions({ io, gates, logger, onAsked }: SubscriptionDeps) {
  async function ask(socket: HubSocket, topic: string): Promise<Subscription> {
    const [kind, id] = topic.split(':') as [keyof TopicGates, string];
    const gate = gates[kind];
    if (!gate) throw notFound();
    const subscription = await gate(socket.data.actor, id);
    if (!subscription.presence?.told) return subscription;
    return { ...subscription, rooms: [...subscription.rooms, rooms.presence(topic)] };
  }

  async function setRooms(
    socket: HubSocket,
    topic: string,
    given: readonly string[],
  ): Promise<void> {
    const before = socket.data.topics.get(topic) ?? [];
    socket.data.topics.set(topic, given);
    const kept = new Set([...socket.data.topics.values()].flat());
    await Promise.all(before.filter((room) => !kept.has(room)).map((room) => socket.leave(room)));
    await socket.join([...given]);
  }

  async function take(socket: HubSocket, topic: string): Promise<Subscription> {
    const subscription = await ask(socket, topic);
    await setRooms(socket, topic, subscription.rooms);
    if (subscription.may !== undefined) socket.data.may.set(topic, subscription.may);
    await onAsked(socket, topic, subscription);
    return subscription;
  }

  async function drop(socket: HubSocket, topic: string): Promise<void> {
    await setRooms(socket, topic, []);
    socket.data.topics.delete(topic);
    socket.data.may.delete(topic);
    await onAsked(socket, topic, null);
  }

  /** Asks again for each topic of a socket; what is lost is left before its loss is told. */
  async function recheck(socket: HubSocket): Promise<void> {
    for (const topic of [...socket.data.topics.keys()]) {
      const before = socket.data.may.get(topic);
      try {
        const { may } = await take(socket, topic);
        if (may !== before) socket.emit('topic:changed', { topic });
      } catch (err) {
        logger.debug({ err, socketId: socket.id, topic }, 'topic lost');
        await drop(socket, topic);
        socket.emit('topic:lost', { topic });
      }
    }
  }

  return {
    subscribe: take,
    unsubscribe: drop,
    /** After rights changed: the sockets of a person, or all of them for a whole community. */
    async recheckConcerned({ personId }: SignalMap['rights:changed']): Promise<void> {
      const concerned = [...io.sockets.sockets.values()].filter(
        (socket) => personId === undefined || socket.data.actor.id === personId,
      );
      await Promise.all(concerned.map(recheck));
    },
  };
}
