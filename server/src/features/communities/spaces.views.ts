import type { SpaceView } from '@jembatan/shared/communities.contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Place } from '../../permissions/facts.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { Space } from './spaces.repository.ts';

/** What happens in a space, for one reader. */
export interface SpaceNumbers {
  threadCount: number;
  lastActivityAt: Date | null;
  unread: number;
}

export interface SpaceReader {
  actor: Actor;
  place: Place;
  numbers: SpaceNumbers | undefined;
}

export function toSpaceView(space: Space, { actor, place, numbers }: SpaceReader): SpaceView {
  const { id, communityId, name, slug, description, position, rights } = space;
  return {
    id,
    communityId,
    name,
    slug,
    description,
    position,
    threadCount: numbers?.threadCount ?? 0,
    lastActivityAt: numbers?.lastActivityAt?.toISOString() ?? null,
    unread: numbers?.unread ?? 0,
    rights,
    can: {
      read: rules.canReadSpace(actor, place, space),
      reply: rules.canReplyInSpace(actor, place, space),
      create: rules.canCreateThread(actor, place, space),
      moderate: rules.canModerateSpace(actor, place, space),
      manage: rules.canManageSpace(actor, place),
    },
  };
}
