import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { PrivatelyClosed, PrivateReplyView } from '@jembatan/shared/private-replies.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { PrivatelyAt } from './looking.ts';
import type { PrivateReply } from './private-replies.repository.ts';
import { peopleIn, toPrivateReplyView } from './private-replies.views.ts';
import { createContentOf, type PrivateWritingDeps, refusal } from './private-replies.writing.ts';

type Found = PrivatelyAt & { reply: PrivateReply };

/** What becomes of words that were written: changed by their writer, taken away by the writer or staff. */
export function createPrivateChanging(deps: PrivateWritingDeps) {
  const { people, replies, looking, transact, clock } = deps;
  const contentOf = createContentOf(deps);
  const viewOf = async (actor: PersonActor, found: PrivatelyAt, reply: PrivateReply) =>
    toPrivateReplyView(actor, found, { reply, people: await people.peopleById(peopleIn([reply])) });

  return {
    async edit(
      actor: PersonActor,
      replyId: string,
      { body: text, baseRevision }: { body: string; baseRevision: number },
    ): Promise<PrivateReplyView> {
      const found = await looking.getPrivateReply(actor, replyId);
      const { reply, closed } = found;
      const view = await viewOf(actor, found, reply);
      if (!view.can.edit) throw whyNotEdit(actor.id, reply, closed);
      const content = await contentOf(actor, text);
      if (content.body === reply.body) return view;
      if (reply.revision !== baseRevision) throw conflict(reply, text);
      const change = { ...content, editedAt: clock.now() };
      const changed = await transact(async (tx) => {
        const after = await replies.change(reply, change);
        if (after) tx.announce('private-reply:changed', factsOf(found), actor.id);
        return after;
      });
      if (changed) return viewOf(actor, found, changed);
      const now = await replies.find(reply.id);
      throw now && !now.deleted ? conflict(now, text) : new AppError('post-gone');
    },

    async remove(actor: PersonActor, replyId: string): Promise<PrivateReplyView> {
      const found = await looking.getPrivateReply(actor, replyId);
      const { reply, at } = found;
      const view = await viewOf(actor, found, reply);
      if (reply.deleted) return view;
      if (!view.can.delete) throw forbidden('delete');
      const by = actor.id === found.studentId ? ('student' as const) : ('staff' as const);
      const { communityId } = at.post;
      // The log names nobody behind a pseudonym.
      const writerId = reply.writerId === reply.authorId ? reply.writerId : null;
      const facts = { ...factsOf(found), communityId, writerId, by };
      const gone = await transact(async (tx) => {
        const after = await replies.change(reply, { body: '', html: '', deleted: true });
        if (after) tx.announce('private-reply:deleted', facts, actor.id);
        return after;
      });
      // It was changed in the same moment: what goes is what is there now.
      return gone ? viewOf(actor, found, gone) : this.remove(actor, replyId);
    },
  };
}

function whyNotEdit(me: PersonId, reply: PrivateReply, closed: PrivatelyClosed | null): AppError {
  if (reply.writerId === me && (reply.deleted || reply.hidden)) return new AppError('post-gone');
  return reply.writerId === me && closed ? refusal(closed) : forbidden('edit');
}

const conflict = ({ revision, body }: PrivateReply, yours: string) =>
  new AppError('edit-conflict', { current: { revision, body }, yours });

const factsOf = ({ at, studentId, reply }: Found) => ({
  ...{ postId: at.post.id, threadId: at.thread.id, number: at.post.number },
  ...{ studentId, replyId: reply.id },
});
