import type { EventBus } from '../../kernel/domain-events.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { ThreadsRepository } from './threads.repository.ts';

export interface AudienceDeps {
  bus: EventBus;
  signals: Signals;
  threads: ThreadsRepository;
}

/** When others may read a thread than before, open sockets are asked again at once. */
export function followAudience({ bus, signals, threads }: AudienceDeps): void {
  bus.on('thread:changed', async ({ facts: { threadId, shown } }) => {
    const thread = shown ? await threads.find(threadId) : null;
    if (thread) signals.send('rights:changed', { communityId: thread.communityId });
  });
  // Whoever has answered hears the others from now on, on every server and in every tab.
  bus.on('thread:answered', ({ facts: { personId } }) =>
    signals.send('rights:changed', { personId }),
  );
}
