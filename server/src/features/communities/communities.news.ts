import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { EventBus } from '../../kernel/domain-events.ts';

export interface CommunityNewsDeps {
  bus: EventBus;
  broadcaster: Broadcaster;
}

/** Changes of one community within this time are told once: a class of 300 that joins is not 300 times news. */
const gatherMs = 250;

/** Tells those who look at a community that it changed, and those who came or went. */
export function tellCommunityNews({ bus, broadcaster }: CommunityNewsDeps): void {
  const gathering = new Map<CommunityId, NodeJS.Timeout>();

  function tellAll(communityId: CommunityId): void {
    gathering.delete(communityId);
    broadcaster.emit(rooms.community(communityId), 'community:changed', { communityId });
  }

  function changed(communityId: CommunityId): void {
    if (gathering.has(communityId)) return;
    const timer = setTimeout(() => tellAll(communityId), gatherMs);
    gathering.set(communityId, timer);
    timer.unref();
  }

  function memberChanged({
    communityId,
    personId,
  }: {
    communityId: CommunityId;
    personId: PersonId;
  }) {
    broadcaster.emit(rooms.person(personId), 'community:changed', { communityId });
    changed(communityId);
  }

  bus.on('community:changed', ({ facts }) => changed(facts.communityId));
  bus.on('spaces:ordered', ({ facts: { communityId, personId } }) =>
    broadcaster.emit(rooms.person(personId), 'community:changed', { communityId }),
  );
  bus.on('member:joined', ({ facts }) => memberChanged(facts));
  bus.on('member:changed', ({ facts }) => memberChanged(facts));
  bus.on('member:left', ({ facts }) => memberChanged(facts));
}
