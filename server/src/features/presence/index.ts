import type { Broadcaster } from '../../kernel/broadcaster.ts';
import type { Claims } from '../../kernel/claims.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import type { RedisLink } from '../../platform/redis.ts';
import type { PeopleService } from '../people/index.ts';
import { createPresenceService } from './presence.service.ts';
import { createPresenceStore } from './presence.store.ts';
import { startSweeper } from './presence.sweeper.ts';
import { createTypingStore } from './typing.store.ts';
import { createTyping, type TypingDeps } from './typing.ts';

export interface PresenceFeatureDeps extends Pick<TypingDeps, 'requireReply'> {
  redis: RedisLink;
  claims: Claims;
  bus: EventBus;
  signals: Signals;
  logger: Logger;
  createLimiter: CreateLimiter;
  people: PeopleService;
}

export type Presence = ReturnType<typeof createPresence>;

/** Who is here, and who is typing. */
export function createPresence(deps: PresenceFeatureDeps) {
  const { peopleById } = deps.people;
  const store = createPresenceStore(deps.redis);
  const service = createPresenceService({ ...deps, store, peopleById });
  const says = deps.createLimiter({ name: 'typing', points: 40, seconds: 10 });
  const typing = createTyping({ ...deps, store: createTypingStore(deps.redis), says, peopleById });
  let sweeper: ReturnType<typeof startSweeper> | null = null;

  return {
    ...service,
    say: typing.say,
    disconnected(socketId: string): void {
      service.disconnected(socketId);
      typing.disconnected(socketId);
    },
    announceTo(broadcaster: Broadcaster): void {
      typing.announceTo(broadcaster);
      sweeper = startSweeper({ ...deps, store, broadcaster, peopleById });
    },
    async stop(): Promise<void> {
      service.stop();
      typing.stop();
      await sweeper?.stop();
    },
  };
}
