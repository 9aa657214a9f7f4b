import { AppError, notFound } from '@jembatan/shared/errors';
import { type PersonId, signInId } from '@jembatan/shared/ids';
import type { PrivatelyClosed } from '@jembatan/shared/private-replies.contract';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import {
  type Standing,
  visiblePrivateReplies,
  whyNotPrivately,
} from '../../permissions/private-replies.rules.ts';
import { canModerateThread } from '../../permissions/threads.rules.ts';
import type { PostAt, ThreadAt } from '../threads/index.ts';
import type { PrivateRepliesDeps } from './private-replies.deps.ts';
import type { Exchange, PrivateReply } from './private-replies.repository.ts';

/** A post and what is said in private under it, as one actor meets them. */
export interface PrivatelyAt {
  at: PostAt;
  /** Null while nothing was said. */
  exchange: Exchange | null;
  studentId: PersonId;
  closed: PrivatelyClosed | null;
  /** Of their collection: whose the actor may see. */
  filter: { writerId?: PersonId };
}

/** Questions of rights about people who are not asking themselves have no sign-in. */
const noSignIn = signInId.parse('0'.repeat(24));

export type Looking = ReturnType<typeof createLooking>;

/** The gate to what is said in private: missing and hidden are the same answer. */
export function createLooking({ threads, people, replies }: PrivateRepliesDeps) {
  /** How somebody who is not asking stands to a thread now. */
  async function standingOf(personId: PersonId, { thread }: ThreadAt): Promise<Standing> {
    const [person] = await people.findMany([personId]);
    if (!person) return 'gone';
    const { id, hubRole, age } = person;
    const actor: PersonActor = { kind: 'person', id, sid: noSignIn, hubRole, age };
    const at = await threads.access.stand(actor, thread).catch(unlessHidden);
    if (at && canModerateThread(actor, at)) return 'staff';
    // Where everybody reads, who has left may still look; nobody writes to them any more.
    return at?.place.membership ? 'here' : 'gone';
  }

  async function getPrivately(actor: Actor, postId: string): Promise<PrivatelyAt> {
    const at = await threads.access.getReadablePost(actor, postId);
    const filter = visiblePrivateReplies(actor, at);
    if (filter === null) throw notFound('post');
    const exchange = await replies.findExchange(at.post.id);
    const wroteHere = exchange?.staffIds.some((id) => id === filter.writerId);
    if (filter.writerId !== undefined && !wroteHere) throw notFound('post');
    const studentId = exchange?.studentId ?? (await threads.names.personOf(at.post.authorId));
    // Who has left, or keeps order, would be known behind their pseudonym by being refused. A hidden
    // thread keeps its readers out, and staff may still say why.
    const unsaid = studentId !== at.post.authorId || at.thread.hidden;
    const standing = unsaid ? 'here' : await standingOf(studentId, at);
    const closed = whyNotPrivately(actor, at, { begun: exchange !== null, standing });
    return { at, exchange, studentId, closed, filter };
  }

  return {
    getPrivately,
    standingOf,

    async getPrivateReply(
      actor: Actor,
      id: string,
    ): Promise<PrivatelyAt & { reply: PrivateReply }> {
      const reply = await replies.find(id);
      if (!reply) throw notFound('reply');
      const found = await getPrivately(actor, reply.postId);
      const { writerId } = found.filter;
      if (writerId !== undefined && writerId !== reply.writerId) throw notFound('reply');
      return { ...found, reply };
    },
  };
}

function unlessHidden(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null;
  throw error;
}
