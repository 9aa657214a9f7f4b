import type { PersonId, PrivateReplyId } from '@jembatan/shared/ids';
import { privateReplyRoutes } from '@jembatan/shared/private-replies.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Broadcaster } from '../../kernel/broadcaster.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { createLooking } from './looking.ts';
import type { PrivateRepliesFeatureDeps } from './private-replies.deps.ts';
import { tellPrivateNews } from './private-replies.news.ts';
import { createPrivateRepliesRepository } from './private-replies.repository.ts';
import { createPrivateRepliesService } from './private-replies.service.ts';

export type { Exchange, PrivateReply } from './private-replies.repository.ts';

export type PrivateReplies = ReturnType<typeof createPrivateReplies>;

/** A class in full sight is no place for a word about one's work: what staff and a student say apart from it. */
export function createPrivateReplies(feature: PrivateRepliesFeatureDeps) {
  const replies = createPrivateRepliesRepository(feature.connection);
  const writes = feature.createLimiter({ name: 'private-replies', points: 120, seconds: 600 });
  const deps = { ...feature, replies, writes };
  const looking = createLooking(deps);
  const service = createPrivateRepliesService({ ...deps, looking });

  return {
    getPrivateReply: looking.getPrivateReply,
    findReply: replies.find,
    findExchange: replies.findExchange,

    /** Hides or shows one for a moderator, who was permitted by moderation; takes part in its transaction. */
    async setHidden(
      tx: Transaction,
      actorId: PersonId,
      { replyId, hidden }: { replyId: PrivateReplyId; hidden: boolean },
    ): Promise<void> {
      const reply = await replies.find(replyId);
      const exchange = reply && (await replies.findExchange(reply.postId));
      if (!reply || !exchange || reply.hidden === hidden) return;
      await replies.change(reply, { hidden });
      const { staffIds: _staff, ...of } = exchange;
      tx.announce('private-reply:changed', { ...of, replyId }, actorId);
    },

    mount(router: RouteBinder): void {
      router.bind(privateReplyRoutes.findPrivateReplies, ({ actor, params, query }) =>
        service.find(actor, params.id, query.numbers),
      );
      router.bind(privateReplyRoutes.listPrivateReplies, ({ actor, params, query }) =>
        service.list(actor, params.id, query),
      );
      router.bind(privateReplyRoutes.createPrivateReply, ({ actor, params, body }) =>
        service.create(actor, params.id, body.body),
      );
      router.bind(privateReplyRoutes.editPrivateReply, ({ actor, params, body }) =>
        service.edit(actor, params.id, body),
      );
      router.bind(privateReplyRoutes.deletePrivateReply, ({ actor, params }) =>
        service.remove(actor, params.id),
      );
    },

    announceTo: (broadcaster: Broadcaster): void => tellPrivateNews(deps, broadcaster),
    createIndexes: replies.createIndexes,
  };
}
