import type { CommunityKind, MemberRole } from '@jembatan/shared/communities.contract';
import type { Community } from './communities.repository.ts';
import type { SpaceRights } from './spaces.model.ts';

type Access = Pick<Community, 'reading' | 'joining'>;

/** Closed unless the kind says otherwise: minors are the rule, not the exception. */
const closed: Access = { reading: 'members', joining: 'invitation' };

/** What the kind of a community means for those who don't say it themselves. */
export const accessOf: Record<CommunityKind, Access> = {
  class: closed,
  exchange: closed,
  school: { reading: 'members', joining: 'request' },
  'study-group': closed,
  'open-network': { reading: 'signed-in', joining: 'open' },
};

/** A study group is open to the community around it. */
export const groupAccess: Access = { reading: 'members', joining: 'open' };

/** The space every community starts with. */
export const firstSpaceName = 'general';

const everybody: MemberRole[] = ['student', 'teacher', 'moderator', 'owner'];

export const spaceRights: SpaceRights = {
  read: null,
  reply: everybody,
  create: everybody,
  moderate: ['teacher', 'moderator', 'owner'],
};
