import type { CommunityId } from '@jembatan/shared/ids';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { SpaceAt } from './threads.access.ts';

/**
 * Tags as the community has them, for those that somebody typed; new ones are made where that is
 * allowed. `had`: what the thread has now; `made`: some are new in the community. Throws `tag-refused`.
 */
export type SettleTags = (
  actor: PersonActor,
  at: SpaceAt,
  tags: { typed: readonly string[]; had?: readonly string[] },
) => Promise<{ tags: string[]; made: boolean }>;

/** Names that threads of a tag have, whichever of its names is asked by; none for one that is not to be seen. */
export type NamesOfTag = (
  actor: Actor,
  communityId: CommunityId,
  tag: string,
) => Promise<readonly string[]>;
