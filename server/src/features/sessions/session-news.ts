import type { SessionId } from '@jembatan/shared/ids';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import { loadNamed, type NamedDeps, toSessionNews } from './sessions.views.ts';

export interface SessionNewsDeps extends NamedDeps {
  sessions: SessionsRepository;
  bus: EventBus;
  logger: Logger;
}

/** Milliseconds in which comings and goings in one room become one message. */
const gatherMs = 300;

export type SessionNews = ReturnType<typeof createSessionNews>;

/** Tells places about their sessions: changes at once, comings and goings in batches. */
export function createSessionNews(deps: SessionNewsDeps) {
  const waiting = new Map<SessionId, NodeJS.Timeout>();
  let broadcaster: Broadcaster | null = null;

  async function tellNow(id: SessionId): Promise<void> {
    clearTimeout(waiting.get(id));
    waiting.delete(id);
    const session = await deps.sessions.find(id);
    if (!session) return;
    const view = toSessionNews(session, await loadNamed(deps, [session]));
    const audience = [rooms.session(id), rooms.community(session.communityId)];
    broadcaster?.emit(audience, 'session:changed', { session: view });
  }

  return {
    /** Somebody came or went. */
    tellSoon(id: SessionId): void {
      if (waiting.has(id)) return;
      const tell = () =>
        tellNow(id).catch((err: unknown) =>
          deps.logger.warn({ err, sessionId: id }, 'news was lost'),
        );
      waiting.set(id, setTimeout(() => void tell(), gatherMs).unref());
    },
    announceTo(to: Broadcaster): void {
      broadcaster = to;
      deps.bus.on('session:changed', ({ facts: { sessionId } }) => tellNow(sessionId));
    },
    stop(): void {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
