import { forbidden } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { Content } from './content.ts';
import { createGrace, type GraceDeps } from './grace.ts';
import { takeSeq } from './next-seq.ts';
import type { Post } from './posts.repository.ts';
import type { PostAt } from './threads.access.ts';
import type { WritingDeps } from './writing.service.ts';

export interface SavingDeps extends WritingDeps, Omit<GraceDeps, 'posts' | 'clock'> {}

/** A new version of a post. */
export interface NextVersion {
  content: Content;
  /** Under a pseudonym: undefined is as who is under one in the thread already. */
  pseudonym?: boolean | undefined;
  /** Staff went back to an earlier version of somebody else's post. */
  order?: 'roll-back' | undefined;
}

/** Writes the next version and keeps the earlier one; null when it is not the one that was read. */
export function createSave(deps: SavingDeps) {
  const { threads, posts, revisions, transact, clock, bindFiles } = deps;
  const isInGrace = createGrace(deps);
  const editorOf = createEditorNames(deps);

  /** No version will name these files. */
  async function noteLost({ id, threadId, files, revision }: Post, next: Content): Promise<void> {
    const fileIds = files.filter((one) => !next.files.includes(one));
    if (fileIds.length > 0) await deps.noteTakenOut({ postId: id, threadId, fileIds, revision });
  }

  return async function save(
    actor: PersonActor,
    { post, ...at }: PostAt,
    { content, pseudonym, order }: NextVersion,
  ): Promise<Post | null> {
    const lang = post.langChosen ? post.lang : content.lang;
    const { id: threadId } = at.thread;
    return transact(
      async (tx) => {
        const current = await posts.find(post.id);
        if (!current || current.deleted || current.revision !== post.revision) return null;
        if (!rules.canRestoreRevision(actor, at, current)) throw forbidden('edit');
        const early = await isInGrace(actor, { ...at, post: current });
        const editor = await editorOf(actor, { ...at, post: current }, pseudonym);
        const seq = await takeSeq(threads, threadId, { pseudonymous: editor.isAlias });
        const editorId = editor.id === post.authorId ? null : editor.id;
        const marks = { seq, editorId, revision: post.revision + 1 };
        const editedAt = early ? post.editedAt : clock.now();
        const where = { revision: post.revision, deleted: false };
        const changed = await posts.change(
          post.id,
          { ...content, lang, editedAt, ...marks },
          where,
        );
        if (early) await noteLost(current, content);
        else await revisions.insert(earlierOf(current));
        if (content.files.length > 0) await bindFiles(actor, content.files, threadId);
        const facts = { threadId, postId: post.id, seq, cause: 'text', ...(order && { order }) };
        tx.announce('post:edited', { ...facts, cause: 'text' }, actor.id);
        return changed;
      },
      { queue: threadId },
    );
  };
}

/**
 * Under which name somebody edits. The author under the post's own; others under their pseudonym
 * where they have one in the thread, for an edit must not give away what they wrote under it.
 * Staff acts openly.
 */
function createEditorNames({ aliases }: WritingDeps) {
  return async function editorOf(
    actor: PersonActor,
    { post, ...at }: PostAt,
    wanted: boolean | undefined,
  ): Promise<{ id: PersonId; isAlias: boolean }> {
    if (rules.isAuthor(actor, at, post)) return { id: post.authorId, isAlias: false };
    const byItself = at.aliasId !== null && !rules.canModerateThread(actor, at);
    if (!(wanted ?? byItself)) return { id: actor.id, isAlias: false };
    if (!at.aliasId && !rules.canWriteUnderPseudonym(actor, at)) throw forbidden('pseudonym');
    return { id: (await aliases.take(actor.id, at.thread.id)).id, isAlias: true };
  };
}

/** A post's present text, as the history keeps it. */
export function earlierOf(post: Post) {
  const { id: postId, revision, body, authorId } = post;
  const createdAt = post.editedAt ?? post.createdAt;
  return { postId, revision, body, editorId: post.editorId ?? authorId, createdAt };
}
