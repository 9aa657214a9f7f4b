import { forbidden, notFound } from '@jembatan/shared/errors';
import type { CommunityId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { canManageTags } from '../../permissions/tags.rules.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import type { Seeing } from './seeing.ts';
import { refused } from './settling.service.ts';
import type { TagsCommon } from './tags.deps.ts';
import type { Tag } from './tags.repository.ts';

/** Which tag is meant. */
export interface TagAddress {
  communityId: CommunityId;
  name: string;
}

export type ManagingGate = ReturnType<typeof createManagingGate>;

/** What is asked before tags change, and how the change is told. */
export function createManagingGate(deps: TagsCommon & { seeing: Seeing }) {
  const { tags, groups, moves, seeing } = deps;

  async function requireManager(actor: PersonActor, communityId: CommunityId) {
    const place = await deps.getReadablePlace(actor, communityId);
    if (!canManageTags(actor, place)) throw forbidden('tags');
  }

  async function requireTag(actor: PersonActor, { communityId, name }: TagAddress) {
    await requireManager(actor, communityId);
    return seeing.getTag(actor, communityId, name);
  }

  /** Names that are another tag's, or were just taken away and are still on threads. */
  async function requireFree(
    communityId: CommunityId,
    names: readonly string[],
    own: Tag | null,
  ): Promise<void> {
    const found = await tags.findByNames(communityId, names);
    const other = found.find(({ id }) => id !== own?.id);
    if (other) throw refused('taken', other.name);
    for (const name of names)
      if (!own?.moving.includes(name) && (await moves.isMoving(communityId, name)))
        throw refused('busy', name);
  }

  async function requireGroup(communityId: CommunityId, groupId: string | null | undefined) {
    if (!groupId) return;
    const all = await groups.list(communityId);
    if (!all.some(({ id }) => id === groupId)) throw notFound('tag-group');
  }

  /** One change of tags, told; who comes second to a name hears that it is taken. */
  async function change<T>(
    actor: PersonActor,
    { communityId, name }: TagAddress,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    try {
      return await deps.transact(async (tx) => {
        tx.announce('tags:changed', { communityId }, actor.id);
        return work(tx);
      });
    } catch (error) {
      throw isDuplicate(error) ? refused('taken', name) : error;
    }
  }

  return { requireManager, requireTag, requireFree, requireGroup, change };
}
