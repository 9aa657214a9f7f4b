import { notFound } from '@jembatan/shared/errors';
import type { Logger } from '../kernel/logger.ts';
import type { SignalMap } from '../kernel/signals.ts';
import type { Subscription, TopicGates } from '../kernel/topics.ts';
import type { HubServer, HubSocket } from './socket-server.ts';

export type Subscriptions = ReturnType<typeof createSubscriptions>;

/** What sockets hear of, and its end when the right to it ends. */
export function createSubscriptions(io: HubServer, gates: TopicGates, logger: Logger) {
  async function ask(socket: HubSocket, topic: string): Promise<Subscription> {
    const [kind, id] = topic.split(':') as [keyof TopicGates, string];
    const gate = gates[kind];
    if (!gate) throw notFound();
    return gate(socket.data.actor, id);
  }

  async function setRooms(socket: HubSocket, topic: string, rooms: readonly string[]): Promise<void> {
    const before = socket.data.topics.get(topic) ?? [];
    socket.data.topics.set(topic, rooms);
    const kept = new Set([...socket.data.topics.values()].flat());
    await Promise.all(before.filter((room) => !kept.has(room)).map((room) => socket.leave(room)));
    await socket.join([...rooms]);
  }

  async function drop(socket: HubSocket, topic: string): Promise<void> {
    await setRooms(socket, topic, []);
    socket.data.topics.delete(topic);
  }

  /** Asks again for each topic of a socket; what is lost is left before its loss is told. */
  async function recheck(socket: HubSocket): Promise<void> {
    for (const topic of [...socket.data.topics.keys()]) {
      try {
        await setRooms(socket, topic, (await ask(socket, topic)).rooms);
      } catch (err) {
        logger.debug({ err, socketId: socket.id, topic }, 'topic lost');
        await drop(socket, topic);
        socket.emit('topic:lost', { topic });
      }
    }
  }

  return {
    async subscribe(socket: HubSocket, topic: string): Promise<Subscription> {
      const subscription = await ask(socket, topic);
      await setRooms(socket, topic, subscription.rooms);
      return subscription;
    },
    unsubscribe: drop,
    /** After rights changed: the sockets of a person, or all of them for a whole community. */
    async recheckConcerned({ personId }: SignalMap['rights:changed']): Promise<void> {
      const concerned = [...io.sockets.sockets.values()].filter((socket) => personId === undefined || socket.data.actor.id === personId);
      await Promise.all(concerned.map(recheck));
    },
  };
}
