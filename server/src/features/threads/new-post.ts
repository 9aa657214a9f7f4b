import type { PersonId } from '@jembatan/shared/ids';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PollInput } from '@jembatan/shared/polls.contract';
import type { Content } from './content.ts';
import type { NewPostFields } from './posts.repository.ts';
import type { ThreadAt } from './threads.access.ts';
import type { Thread } from './threads.repository.ts';
import { writtenEarlier } from './written-at.ts';

/** A post to be added to a thread. */
export interface NewPost {
  at: ThreadAt;
  content: Content;
  replyTo: number | null;
  people: PeopleById;
  /** By the writer's own clock. */
  writtenAt?: string | undefined;
  /** Under a pseudonym, which `canWriteUnderPseudonym` allowed. */
  pseudonym?: boolean;
  poll?: PollInput | undefined;
}

/** The fields of a post that was just added to a thread, which has its number and seq already. */
export function newPostOf(
  { content, replyTo, writtenAt, poll }: Omit<NewPost, 'at' | 'people'>,
  { thread, authorId, now }: { thread: Thread; authorId: PersonId; now: Date },
): NewPostFields {
  const { id: threadId, spaceId, communityId, groupId } = thread;
  return {
    ...content,
    ...{ threadId, spaceId, communityId, groupId, authorId, replyTo },
    number: thread.lastNumber,
    seq: thread.lastSeq,
    revision: 1,
    createdAt: now,
    writtenAt: writtenEarlier(writtenAt, now),
    editedAt: null,
    deleted: false,
    hidden: false,
    reactions: [],
    ...(thread.answerFirst && thread.lastNumber > 1 && { sealed: true }),
    ...(poll && { poll: true }),
  };
}
