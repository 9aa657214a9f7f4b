import type { PersonId } from '@jembatan/shared/ids';
import type { NotificationReason } from '@jembatan/shared/notifications.contract';
import type { TagLevel } from '@jembatan/shared/tags.contract';
import type { WatchLevel } from '@jembatan/shared/threads.view';

/** What a new post has to do with people. */
export interface PostConcerns {
  authorId: PersonId;
  mentions: readonly PersonId[];
  /** The author of the post it answers. */
  repliedTo: PersonId | null;
  quoted: readonly PersonId[];
  /** What people chose for the thread. */
  levels: ReadonlyMap<PersonId, WatchLevel>;
  /** What people chose for its tags: whoever follows one hears of new threads. */
  tagLevels: ReadonlyMap<PersonId, TagLevel>;
  isFirst: boolean;
}

/**
 * Who hears of a new post, and why: each person once, for the most specific reason (SYNC-5). The
 * author hears nothing, nor do those who want nothing of this thread.
 */
export function recipientsOf(concerns: PostConcerns): Map<PersonId, NotificationReason> {
  const watching = [...concerns.levels].filter(([, level]) => level === 'all');
  const inOrder: [NotificationReason, readonly PersonId[]][] = [
    ['mention', concerns.mentions],
    ['reply', concerns.repliedTo ? [concerns.repliedTo] : []],
    ['quote', concerns.quoted],
    ['watched', watching.map(([personId]) => personId)],
    ['watched', concerns.isFirst ? followersIn(concerns) : []],
  ];
  const recipients = new Map<PersonId, NotificationReason>();
  for (const [reason, people] of inOrder) {
    for (const personId of people) if (!recipients.has(personId)) recipients.set(personId, reason);
  }
  recipients.delete(concerns.authorId);
  for (const [personId, level] of concerns.levels) {
    if (level === 'none' || level === 'muted') recipients.delete(personId);
  }
  for (const [personId, level] of concerns.tagLevels) {
    // Who watches the thread itself said more of it; a name that is called is always heard.
    const isWanted = concerns.levels.get(personId) === 'all';
    const isCalled = recipients.get(personId) === 'mention';
    if (level === 'muted' && !isWanted && !isCalled) recipients.delete(personId);
  }
  return recipients;
}

const followersIn = ({ tagLevels }: PostConcerns) =>
  [...tagLevels].flatMap(([personId, level]) => (level === 'all' ? [personId] : []));
