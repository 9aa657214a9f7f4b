import type { SpaceView } from '@jembatan/shared/communities.contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Place } from '../../permissions/facts.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { SpaceGroups } from './space-groups.ts';
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
  groups?: SpaceGroups | null;
}

export function toSpaceView(space: Space, reader: SpaceReader): SpaceView {
  const { id, communityId, name, slug, description, position, rights } = space;
  const { numbers } = reader;
  return {
    id,
    communityId,
    name,
    slug,
    description,
    position,
    ...traitsOf(space),
    ...groupsFor(space, reader),
    threadCount: numbers?.threadCount ?? 0,
    lastActivityAt: numbers?.lastActivityAt?.toISOString() ?? null,
    unread: numbers?.unread ?? 0,
    rights,
    can: canOf(space, reader),
  };
}

function canOf(space: Space, { actor, place }: SpaceReader): SpaceView['can'] {
  return {
    read: rules.canReadSpace(actor, place, space),
    reply: rules.canReplyInSpace(actor, place, space),
    create: rules.canCreateThread(actor, place, space),
    moderate: rules.canModerateSpace(actor, place, space),
    manage: rules.canManageSpace(actor, place),
    setRights: rules.canSetRights(actor, place),
  };
}

function traitsOf(space: Space) {
  const { parentId, colour, icon, language, slowSeconds, separateGroups, pseudonyms } = space;
  return {
    parentId,
    colour,
    icon,
    language,
    opensAt: space.opensAt?.toISOString() ?? null,
    dueAt: space.dueAt?.toISOString() ?? null,
    slowSeconds,
    separateGroups,
    pseudonyms,
    acceptsLate: space.acceptsLate,
  };
}

function groupsFor(space: Space, { actor, place, groups }: SpaceReader) {
  if (!groups || !space.separateGroups) return {};
  return { groups: rules.canModerateSpace(actor, place, space) ? groups.all : groups.own };
}
