import { forbidden, notFound } from '@jembatan/shared/errors';
import { canReportPrivateReply } from '../../permissions/private-replies.rules.ts';
import { canModerateThread } from '../../permissions/threads.rules.ts';
import type { PrivateReplies, PrivateReply } from '../private-replies/index.ts';
import type { ThreadsPort } from './subjects.threads.ts';
import { plain, type SubjectHandler, type SubjectThing } from './subjects.ts';

export type PrivatePort = Pick<
  PrivateReplies,
  'getPrivateReply' | 'findReply' | 'findExchange' | 'setHidden'
>;

/** All it ever said: who wrote it may have changed it, or taken it away, since. */
const allOf = ({ html, earlier }: PrivateReply) =>
  [html, ...earlier.toReversed().map((one) => `<blockquote>${one.html}</blockquote>`)].join('');

/** A private reply is reported by the other side, and judged by the staff of its place and of the hub. */
export function createPrivateSubject(
  { posts, threads }: ThreadsPort,
  port: PrivatePort,
): SubjectHandler {
  async function toThing(reply: PrivateReply): Promise<SubjectThing | null> {
    const [post, thread] = await Promise.all([
      posts.find(reply.postId),
      threads.find(reply.threadId),
    ]);
    if (!post || !thread) return null;
    const { writerId, authorId, hidden, deleted } = reply;
    return {
      ...{ ...plain, personId: writerId, communityIds: [thread.communityId] },
      aliasId: writerId === authorId ? null : authorId,
      ...{ title: thread.title, html: allOf(reply), threadId: thread.id, number: post.number },
      ...{ hidden, gone: deleted },
    };
  }

  return {
    async requireReportable(actor, id) {
      const { at, reply } = await port.getPrivateReply(actor, id);
      if (!canReportPrivateReply(actor, at, reply)) throw forbidden();
      const thing = await toThing(reply);
      if (!thing) throw notFound('reply');
      return thing;
    },
    async find(id) {
      const reply = await port.findReply(id);
      return reply && toThing(reply);
    },
    moderatesThread: async (actor, id) =>
      canModerateThread(actor, (await port.getPrivateReply(actor, id)).at),
    async setHidden(tx, { actor, id, on }) {
      const reply = await port.findReply(id);
      if (!reply) throw notFound('reply');
      await port.setHidden(tx, actor.id, { replyId: reply.id, hidden: on });
    },
    setLocked: async () => undefined,
  };
}
