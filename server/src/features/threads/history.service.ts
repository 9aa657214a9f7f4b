import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { historyRoutes } from '@jembatan/shared/history.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import type * as z from 'zod/mini';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { EditingService } from './editing.service.ts';
import { type PostAt, requireOpen } from './threads.access.ts';
import type { WritingDeps } from './writing.service.ts';

export interface HistoryDeps extends Pick<WritingDeps, 'access' | 'revisions' | 'peopleById'> {
  editing: EditingService;
}

export type RevisionsQuery = z.output<typeof historyRoutes.listRevisions.query>;
export interface RestoreInput {
  revision: number;
  baseRevision: number;
  pseudonym?: boolean | undefined;
}

export type HistoryService = ReturnType<typeof createHistoryService>;

/** Earlier versions of a post: seen, and made the newest again. */
export function createHistoryService({ access, revisions, peopleById, editing }: HistoryDeps) {
  async function enter(actor: PersonActor, postId: string): Promise<{ at: PostAt; from: number }> {
    const at = await access.getReadablePost(actor, postId);
    const from = rules.firstVisibleRevision(actor, at, at.post);
    if (from === null) throw forbidden('revisions');
    return { at, from };
  }

  return {
    async listRevisions(actor: PersonActor, postId: string, query: RevisionsQuery) {
      const { at, from } = await enter(actor, postId);
      const { limit, order = 'oldest' } = query;
      const after = query.cursor === undefined ? null : toRevisionNumber(query.cursor);
      const asked = { postId: at.post.id, from, after, limit, newestFirst: order === 'newest' };
      const { items, nextCursor } = cutPage(await revisions.list(asked), limit, ({ revision }) => [
        revision,
      ]);
      const people = await peopleById(items.map(({ editorId }) => editorId));
      const views = items.map(({ editorId, createdAt, ...said }) => ({
        ...said,
        // Someone whose account is gone.
        editor: people[editorId] ?? { id: editorId, displayName: '–', handle: '' },
        createdAt: createdAt.toISOString(),
      }));
      return { items: views, nextCursor };
    },

    /** The earlier text as a new version; what was in between stays in the history. */
    async restore(actor: PersonActor, postId: string, input: RestoreInput): Promise<PostView> {
      const { at, from } = await enter(actor, postId);
      const { revision, baseRevision, pseudonym } = input;
      const earlier = revision < from ? null : await revisions.find(at.post.id, revision);
      if (!earlier) throw notFound('revision');
      const byStaff = !rules.canEditPost(actor, at, at.post);
      return editing.write(actor, at, {
        ...{ body: earlier.body, baseRevision, pseudonym, require: requireRestore },
        order: byStaff ? 'roll-back' : undefined,
      });
    },
  };
}

function requireRestore(actor: PersonActor, at: PostAt): void {
  if (at.post.deleted) throw new AppError('post-gone');
  if (rules.canRestoreRevision(actor, at, at.post)) return;
  requireOpen(at);
  throw forbidden('edit');
}

function toRevisionNumber(cursor: string): number {
  const [revision] = decodeCursor(cursor, 1);
  if (!Number.isSafeInteger(revision))
    throw new AppError('invalid', { issues: [{ path: 'cursor', message: 'not a cursor' }] });
  return Number(revision);
}
