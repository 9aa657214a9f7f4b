import { AppError } from '@jembatan/shared/errors';
import type { Page } from '@jembatan/shared/paging';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PrivatelyClosed, PrivateReplyView } from '@jembatan/shared/private-replies.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import { visibleExchanges } from '../../permissions/private-replies.rules.ts';
import { renderVersion } from '../../text/markdown.ts';
import { createPrivateChanging } from './private-replies.changing.ts';
import type { PrivateReply } from './private-replies.repository.ts';
import { peopleIn, toPrivateReplyView } from './private-replies.views.ts';
import { createPrivateWriting, type PrivateWritingDeps } from './private-replies.writing.ts';

interface Listed extends Page<PrivateReplyView> {
  people: PeopleById;
  closed?: PrivatelyClosed;
}

/** What staff and the author of a post say to each other under it. */
export function createPrivateRepliesService(deps: PrivateWritingDeps) {
  const { threads, people, replies, looking } = deps;

  /** As it is rendered today, however long ago it was written. */
  async function rendered(actor: PersonActor, reply: PrivateReply): Promise<PrivateReply> {
    if (reply.deleted || reply.renderVersion === renderVersion) return reply;
    return { ...reply, html: (await threads.writing.prepare(actor, reply.body)).html };
  }

  return {
    /** Under which of some posts of a thread there is something for the actor. */
    async find(actor: PersonActor, threadId: string, numbers: readonly number[]) {
      const at = await threads.access.getReadableThread(actor, threadId);
      const filter = visibleExchanges(actor, at);
      const found = filter && (await replies.listExchanges(at.thread.id, numbers, filter));
      return { items: (found ?? []).map(({ postId, number }) => ({ postId, number })) };
    },

    async list(
      actor: PersonActor,
      postId: string,
      { limit, cursor }: { limit: number; cursor?: string | undefined },
    ): Promise<Listed> {
      const found = await looking.getPrivately(actor, postId);
      const { filter, closed, at } = found;
      const after = cursor === undefined ? null : keyOf(cursor);
      const listed = await replies.list(at.post.id, { filter, after, limit });
      const { items, nextCursor } = cutPage(listed, limit, ({ id }) => [id]);
      const shown = await Promise.all(items.map((reply) => rendered(actor, reply)));
      const named = await people.peopleById(peopleIn(shown));
      return {
        items: shown.map((reply) => toPrivateReplyView(actor, found, { reply, people: named })),
        nextCursor,
        people: named,
        ...(closed && { closed }),
      };
    },

    create: createPrivateWriting(deps),
    ...createPrivateChanging(deps),
  };
}

function keyOf(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id === 'string' && /^[0-9a-f]{24}$/.test(id)) return id;
  throw new AppError('invalid', { issues: [{ path: 'cursor', code: 'custom' }] });
}
