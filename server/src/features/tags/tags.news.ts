import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { EventBus } from '../../kernel/domain-events.ts';

/** Tells those who look at a community that its tags are others; which, each asks by own rights. */
export function tellTagNews(bus: EventBus, broadcaster: Broadcaster): void {
  bus.on('tags:changed', ({ facts: { communityId } }) =>
    broadcaster.emit(rooms.community(communityId), 'tags:changed', { communityId }),
  );
}
