import type { Page } from '@jembatan/shared/paging';
import type { PersonView } from '@jembatan/shared/people.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { canModerateThread } from '../../permissions/threads.rules.ts';
import type { ReadingFeatureDeps } from './reading.deps.ts';

interface ReactionsQuery {
  emoji?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Who reacted to a post that the actor may read, in the order they came. */
export function createReactionsList({ threads, people }: ReadingFeatureDeps) {
  return async function listReactions(
    actor: PersonActor,
    postId: string,
    { emoji, limit, cursor }: ReactionsQuery,
  ): Promise<Page<{ emoji: string; person: PersonView }>> {
    const at = await threads.access.getReadablePost(actor, postId);
    const { post } = at;
    const unseen = post.deleted || (post.hidden && !canModerateThread(actor, at));
    const all = (unseen ? [] : post.reactions)
      .filter((one) => emoji === undefined || one.emoji === emoji)
      .flatMap((one) => one.people.map((personId) => ({ emoji: one.emoji, personId })));
    const from = cursor === undefined ? 0 : after(all, cursor);
    const page = all.slice(from, from + limit);
    const views = await people.peopleById(page.map(({ personId }) => personId));
    const last = page.at(-1);
    return {
      items: page.flatMap(({ emoji: sign, personId }) => {
        const person = views[personId];
        return person ? [{ emoji: sign, person }] : [];
      }),
      nextCursor:
        last && from + limit < all.length
          ? encodeCursor([last.emoji, last.personId, from + limit])
          : null,
    };
  };
}

/** Behind the last one shown; if they took it back since, where the page ended. */
function after(all: readonly { emoji: string; personId: string }[], cursor: string): number {
  const [emoji, personId, end] = decodeCursor(cursor, 3);
  const at = all.findIndex((one) => one.emoji === emoji && one.personId === personId);
  if (at >= 0) return at + 1;
  return Math.min(all.length, Math.max(0, Math.floor(Number(end)) - 1 || 0));
}
