import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PostView } from '@jembatan/shared/threads.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { type Content, normalizeBody } from './content.ts';
import { takeSeq } from './next-seq.ts';
import type { Post } from './posts.repository.ts';
import { type PostAt, requireOpen } from './threads.access.ts';
import { peopleOf, toPostView } from './threads.views.ts';
import { type WritingDeps, type WritingService, withBody } from './writing.service.ts';

export interface EditingDeps extends WritingDeps {
  writing: WritingService;
}

export interface EditInput {
  body: string;
  /** The revision the editor began with. */
  baseRevision: number;
}

export type EditingService = ReturnType<typeof createEditingService>;

/** Edits, and the conflicts between them. */
export function createEditingService(deps: EditingDeps) {
  const { access, posts } = deps;
  const save = createSave(deps);

  /** Someone else's newer version is a conflict; one's own text saved again is not (SYNC-2). */
  async function requireBase(at: PostAt, body: string, baseRevision: number): Promise<void> {
    if (at.post.revision === baseRevision) return;
    const { post } = at;
    const people = await deps.peopleById([post.authorId]);
    const current = {
      revision: post.revision,
      body: post.body,
      html: post.html,
      author: people[post.authorId],
      editedAt: post.editedAt?.toISOString(),
    };
    throw new AppError('edit-conflict', { current, yours: body });
  }

  async function editPost(actor: PersonActor, postId: string, input: EditInput): Promise<PostView> {
    const at = await access.getReadablePost(actor, postId);
    const { post } = at;
    requireEdit(actor, at);
    if (normalizeBody(input.body) === post.body) return viewOf(actor, at, post);
    await requireBase(at, input.body, input.baseRevision);
    const frame = post.number === 1 ? { title: at.thread.title, tags: at.thread.tags } : {};
    const content = await deps.writing.prepare(actor, input.body, frame);
    const edited = await save(actor, at, content);
    return edited ? viewOf(actor, at, edited) : editAgain(actor, input, post);
  }

  /** Somebody saved between our look and our write: look again, which answers the conflict. */
  async function editAgain(actor: PersonActor, input: EditInput, was: Post): Promise<PostView> {
    const now = await posts.find(was.id);
    if (!now || now.deleted || now.revision === was.revision) throw new AppError('post-gone');
    return editPost(actor, was.id, input);
  }

  async function viewOf(actor: PersonActor, at: PostAt, post: Post): Promise<PostView> {
    const people = await deps.peopleById(peopleOf([post]));
    return withBody(toPostView(actor, at, { post, people }), post);
  }

  return { editPost };
}

function requireEdit(actor: PersonActor, at: PostAt): void {
  if (at.post.deleted || at.post.hidden) throw new AppError('post-gone');
  if (rules.canEditPost(actor, at, at.post)) return;
  requireOpen(at);
  throw forbidden('edit');
}

/** Writes the next revision and keeps the earlier one; null when it is not the one that was read. */
function createSave({ threads, posts, transact, clock, bindFiles }: EditingDeps) {
  return async function save(
    actor: PersonActor,
    { thread, post, aliasId }: PostAt,
    content: Content,
  ): Promise<Post | null> {
    const lang = post.langChosen ? post.lang : content.lang;
    const change = async (seq: number) =>
      posts.change(
        post.id,
        { ...content, lang, seq, revision: post.revision + 1, editedAt: clock.now() },
        { revision: post.revision, deleted: false },
      );
    return transact(
      async (tx) => {
        const current = await posts.find(post.id);
        if (!current || current.deleted || current.revision !== post.revision) return null;
        const seq = await takeSeq(threads, thread.id);
        const changed = await change(seq);
        await posts.insertRevision({
          ...earlierOf(post),
          editorId: nameOf(actor, { aliasId, post }),
        });
        if (content.files.length > 0) await bindFiles(actor, content.files, thread.id);
        const facts = { threadId: thread.id, postId: post.id, seq, cause: 'text' } as const;
        tx.announce('post:edited', facts, actor.id);
        return changed;
      },
      { queue: thread.id },
    );
  };
}

/** Whoever wrote under a pseudonym edits under it as well. */
function nameOf({ id }: PersonActor, { aliasId, post }: Pick<PostAt, 'aliasId' | 'post'>) {
  return aliasId === post.authorId ? aliasId : id;
}

/** A post's present text, as the history keeps it. */
export function earlierOf(post: Post) {
  const { id: postId, revision, body, authorId: editorId } = post;
  return { postId, revision, body, editorId, createdAt: post.editedAt ?? post.createdAt };
}
