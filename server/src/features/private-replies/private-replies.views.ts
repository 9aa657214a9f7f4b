import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { PrivateReplyView } from '@jembatan/shared/private-replies.contract';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import {
  canDeletePrivateReply,
  canEditPrivateReply,
  canReportPrivateReply,
} from '../../permissions/private-replies.rules.ts';
import { canSeeHiddenPost } from '../../permissions/threads.rules.ts';
import { withNoteIds } from '../../text/note-ids.ts';
import { mentionedIn } from '../threads/index.ts';
import type { PrivatelyAt } from './looking.ts';
import type { PrivateReply } from './private-replies.repository.ts';

/** Notes in texts of one page need names of their own: above the numbers of posts. */
const noteNumber = (id: string) => 1e9 + Number.parseInt(id.slice(-8), 16);

/** Ids of all people some private replies name. */
export const peopleIn = (replies: readonly PrivateReply[]): Set<PersonView['id']> =>
  new Set(replies.flatMap(({ authorId, html }) => [authorId, ...mentionedIn(html)]));

/** A private reply as somebody who may see it does. */
export function toPrivateReplyView(
  actor: Actor,
  { at, closed }: PrivatelyAt,
  { reply, people }: { reply: PrivateReply; people: PeopleById },
): PrivateReplyView {
  const { id, postId, threadId, authorId, from, lang, revision, deleted, hidden } = reply;
  const shown = !deleted && (!hidden || canSeeHiddenPost(actor, at));
  const isOwn = reply.writerId === personIdOf(actor);
  return {
    ...{ id, postId, threadId, number: at.post.number, from, lang, revision },
    author: people[authorId] ?? { id: authorId, displayName: '–', handle: '' },
    html: shown ? withNoteIds(reply.html, noteNumber(id)) : '',
    ...(isOwn && shown && { body: reply.body }),
    createdAt: reply.createdAt.toISOString(),
    ...(reply.editedAt && { editedAt: reply.editedAt.toISOString() }),
    ...(deleted && { deleted: true as const }),
    ...(hidden && { hidden: true as const }),
    can: {
      edit: canEditPrivateReply(actor, reply, closed),
      delete: canDeletePrivateReply(actor, at, reply),
      report: canReportPrivateReply(actor, at, reply),
    },
  };
}
