import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { PrivatelyClosed, PrivateReplyView } from '@jembatan/shared/private-replies.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import { isAuthor } from '../../permissions/threads.rules.ts';
import { mentionedIn } from '../threads/index.ts';
import type { Looking, PrivatelyAt } from './looking.ts';
import type { PrivateRepliesDeps } from './private-replies.deps.ts';
import type { PrivateReply } from './private-replies.repository.ts';
import { toPrivateReplyView } from './private-replies.views.ts';

export interface PrivateWritingDeps extends PrivateRepliesDeps {
  looking: Looking;
}

/** Why nothing can be written, as an error. */
export function refusal(closed: PrivatelyClosed): AppError {
  if (closed === 'deleted') return new AppError('post-gone');
  if (closed === 'locked') return new AppError('thread-locked');
  return forbidden(closed);
}

/** What is kept of a text; throws `no-files` where it shows or links any. */
export function createContentOf({ threads }: PrivateRepliesDeps) {
  return async (actor: PersonActor, text: string) => {
    const content = await threads.writing.prepare(actor, text);
    // A file has the rights of a thread, whose readers are others.
    if (content.files.length > 0) throw new AppError('no-files');
    const { body, html, lang, renderVersion } = content;
    return { body, html, lang, renderVersion };
  };
}

/** New words: staff begins and goes on, the author of the post answers. */
export function createPrivateWriting(deps: PrivateWritingDeps) {
  const { people, replies, looking, transact, clock } = deps;
  const contentOf = createContentOf(deps);

  /** The student hears of staff; those of the staff who wrote hear of the student. */
  async function listenersOf(
    { at, exchange, studentId }: PrivatelyAt,
    from: PrivateReply['from'],
  ): Promise<PersonId[]> {
    if (from === 'staff') return [studentId];
    const asked = (exchange?.staffIds ?? []).map(async (id) => {
      const stands = await looking.standingOf(id, at);
      return stands === 'staff' ? [id] : [];
    });
    return (await Promise.all(asked)).flat();
  }

  return async (actor: PersonActor, postId: string, text: string): Promise<PrivateReplyView> => {
    await deps.writes.take(actor.id);
    const found = await looking.getPrivately(actor, postId);
    const { at, closed, studentId } = found;
    if (closed) throw refusal(closed);
    const content = await contentOf(actor, text);
    const from = isAuthor(actor, at, at.post) ? 'student' : 'staff';
    const authorId = from === 'student' ? at.post.authorId : actor.id;
    const toIds = await listenersOf(found, from);
    const { id, threadId, number } = at.post;
    const of = { postId: id, threadId, number, studentId };
    // Who is named is looked up before: the change itself only writes.
    const named = await people.peopleById([authorId, ...mentionedIn(content.html)]);
    return transact(
      async (tx) => {
        await replies.noteExchange(of, from === 'staff' ? actor.id : null);
        const reply = await replies.insert({
          ...{ ...content, postId: id, threadId, from, authorId, writerId: actor.id },
          ...{ revision: 1, createdAt: clock.now(), editedAt: null },
          ...{ deleted: false, hidden: false, earlier: [] },
        });
        const facts = { ...of, replyId: reply.id, authorId, toIds };
        tx.announce('private-reply:created', facts, actor.id);
        return toPrivateReplyView(actor, found, { reply, people: named });
      },
      { queue: `private:${id}` },
    );
  };
}
