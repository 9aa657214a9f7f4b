import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { PrivateReplyFacts } from '../../kernel/domain-events.ts';
import type { PrivateRepliesDeps } from './private-replies.deps.ts';

/** Tells the student, wherever they are, and the staff who have the thread open: nobody else. */
export function tellPrivateNews({ bus }: PrivateRepliesDeps, broadcaster: Broadcaster): void {
  const tell = ({ threadId, number, studentId }: PrivateReplyFacts) =>
    broadcaster.emit(
      [rooms.person(studentId), rooms.threadStaff(threadId)],
      'private-replies:changed',
      { threadId, number },
    );
  bus.on('private-reply:created', ({ facts }) => tell(facts));
  bus.on('private-reply:changed', ({ facts }) => tell(facts));
  bus.on('private-reply:deleted', ({ facts }) => tell(facts));
}
