import { AppError, forbidden } from '@jembatan/shared/errors';
import type { CommunityId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import { canModerateSpace } from '../../permissions/threads.rules.ts';
import type { StartingDeps } from './starting.service.ts';
import type { SpaceAt } from './threads.access.ts';

/**
 * For which study group a new thread is. Students write for one of their own:
 * the only one without being asked, else the one they name (`group-needed`).
 * Staff may write for any, or for all.
 */
export function createGroupChoice({ groupsOf }: Pick<StartingDeps, 'groupsOf'>) {
  return async function chooseGroup(
    actor: PersonActor,
    { space, place }: SpaceAt,
    asked: CommunityId | null | undefined,
  ): Promise<CommunityId | null> {
    if (!space.separateGroups) return null;
    const { own, all } = await groupsOf(actor, place);
    const moderates = canModerateSpace(actor, place, space);
    if (moderates && !asked) return null;
    const groups = moderates ? all : own;
    const [only] = groups;
    if (!asked && only && groups.length === 1) return only.id;
    if (!asked) throw new AppError('group-needed', { groups });
    if (groups.some(({ id }) => id === asked)) return asked;
    throw forbidden('group');
  };
}
