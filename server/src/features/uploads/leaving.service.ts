import type { CommunityId, FileId, PostId, ThreadId } from '@jembatan/shared/ids';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { FileRulesRepository } from './file-rules.repository.ts';
import type { FilesRepository, StoredFile } from './files.repository.ts';
import type { Leaving, LeavingsRepository } from './leavings.repository.ts';

/** What may stand in a case of the moderators. */
export type CaseSubject = { kind: 'post' | 'thread' | 'file'; id: string };

/** Files that a post showed until a revision. */
export interface TakenOut {
  postId: PostId;
  threadId: ThreadId;
  fileIds: FileId[];
  revision: number;
}

export interface LeavingDeps {
  files: FilesRepository;
  leavings: LeavingsRepository;
  rules: FileRulesRepository;
  transact: Transact;
  clock: Clock;
  /** Files that any version of a post named. */
  filesOfPost: (postId: PostId) => Promise<FileId[]>;
  /** Whether a post of the thread shows the file, be it hidden. */
  isShownInThread: (threadId: ThreadId, fileId: FileId) => Promise<boolean>;
  hasOpenCase: (subject: CaseSubject) => Promise<boolean>;
  /** The community whose room a thread's files take. */
  keeperOfThread: (threadId: ThreadId) => Promise<CommunityId | null>;
}

const dayMs = 86_400_000;
/** Files of a deleted post are kept so long, for moderators. */
const keptMs = 30 * dayMs;
/** So much longer, again and again, while a case is open. */
const caseMs = 7 * dayMs;
const batch = 100;

/**
 * Files that posts have lost: after a time for the moderators they lose their
 * place, and the room they took is free again.
 */
export function createLeavingService(deps: LeavingDeps) {
  const { files, leavings, rules, transact, clock, isShownInThread } = deps;
  const inMs = (ms: number) => new Date(clock.now().getTime() + ms);

  async function isInCase({ postId, threadId, fileIds }: Leaving): Promise<boolean> {
    const subjects: CaseSubject[] = [
      { kind: 'post', id: postId },
      { kind: 'thread', id: threadId },
      ...fileIds.map((id) => ({ kind: 'file' as const, id })),
    ];
    for (const subject of subjects) if (await deps.hasOpenCase(subject)) return true;
    return false;
  }

  async function letGo(file: StoredFile, threadId: ThreadId): Promise<void> {
    const left = await files.leaveThread(file.id, threadId, clock.now());
    if (!left || left.places.some(({ kind }) => kind === 'thread')) return;
    const keeper = file.countedIn ?? (await deps.keeperOfThread(threadId));
    if (keeper) await rules.addUsed(keeper, -file.bytes);
  }

  const leave = (leaving: Leaving): Promise<void> =>
    transact(async () => {
      const { id, threadId, fileIds } = leaving;
      if (!(await leavings.remove(id))) return;
      for (const file of await files.findMany(fileIds))
        if (!(await isShownInThread(threadId, file.id))) await letGo(file, threadId);
    });

  return {
    /** After a post was deleted. */
    async noteDeleted(postId: PostId, threadId: ThreadId): Promise<void> {
      const fileIds = await deps.filesOfPost(postId);
      if (fileIds.length > 0)
        await leavings.add({ id: postId, postId, threadId, fileIds }, inMs(keptMs));
    },

    /** Inside the transaction of an edit that leaves no version: nobody can bring the files back. */
    noteTakenOut: ({ revision, ...taken }: TakenOut): Promise<void> =>
      leavings.add({ id: `${taken.postId}:${revision}`, ...taken }, inMs(keptMs)),

    async sweep(): Promise<void> {
      for (;;) {
        const due = await leavings.listDue(clock.now(), batch);
        for (const leaving of due) {
          if (await isInCase(leaving)) await leavings.postpone(leaving.id, inMs(caseMs));
          else await leave(leaving);
        }
        if (due.length < batch) return;
      }
    },
  };
}
