import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PostView } from '@jembatan/shared/threads.view';
import type { PersonActor } from '../../kernel/actor.ts';
import { callingsFor } from '../../permissions/communities.rules.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { callingsOfHtml } from '../../text/html-links.ts';
import { normalizeBody } from './content.ts';
import type { Post } from './posts.repository.ts';
import { createSave, type NextVersion, type SavingDeps } from './saving.ts';
import { type PostAt, requireOpen } from './threads.access.ts';
import { peopleOf, toPostView } from './threads.views.ts';
import { type WritingService, withBody } from './writing.service.ts';

export interface EditingDeps extends SavingDeps {
  writing: WritingService;
}

export interface EditInput extends Pick<NextVersion, 'pseudonym' | 'order'> {
  body: string;
  /** The revision the editor began with. */
  baseRevision: number;
}

/** What has to hold for a version to be written; throws. */
type Requirement = (actor: PersonActor, at: PostAt) => void;

export type EditingService = ReturnType<typeof createEditingService>;

/** Edits, and the conflicts between them. */
export function createEditingService(deps: EditingDeps) {
  const { access, posts } = deps;
  const save = createSave(deps);

  /** Someone else's newer version is a conflict; one's own text saved again is not (SYNC-2). */
  async function requireBase(at: PostAt, body: string, baseRevision: number): Promise<void> {
    if (at.post.revision === baseRevision) return;
    const { post } = at;
    const editorId = post.editorId ?? post.authorId;
    const people = await deps.peopleById([post.authorId, editorId]);
    const current = {
      revision: post.revision,
      body: post.body,
      html: post.html,
      author: people[post.authorId],
      editor: people[editorId],
      editedAt: post.editedAt?.toISOString(),
    };
    throw new AppError('edit-conflict', { current, yours: body });
  }

  async function write(
    actor: PersonActor,
    at: PostAt,
    input: EditInput & { require: Requirement },
  ): Promise<PostView> {
    const { post } = at;
    input.require(actor, at);
    if (normalizeBody(input.body) === post.body) return viewOf(actor, at, post);
    await requireBase(at, input.body, input.baseRevision);
    const frame = post.number === 1 ? { title: at.thread.title, tags: at.thread.tags } : {};
    const asks = await deps.asksOf(post);
    // A call that its author was allowed stays one, whoever mends the text around it.
    const callings = [...callingsFor(actor, at.place), ...callingsOfHtml(post.html, true)];
    const content = await deps.writing.prepare(actor, input.body, {
      ...{ ...frame, asks, callings },
      shownIn: post,
    });
    const { pseudonym, order } = input;
    const edited = await save(actor, at, { content, pseudonym, order });
    if (edited) return viewOf(actor, at, edited);
    // Somebody saved between our look and our write: look again, which answers the conflict.
    const now = await posts.find(post.id);
    if (!now || now.deleted || now.revision === post.revision) throw new AppError('post-gone');
    return write(actor, await access.getReadablePost(actor, post.id), input);
  }

  async function viewOf(actor: PersonActor, at: PostAt, post: Post): Promise<PostView> {
    const people = await deps.peopleById(peopleOf([post]));
    return withBody(toPostView(actor, at, { post, people }), post);
  }

  return {
    write,

    async editPost(actor: PersonActor, postId: string, input: EditInput): Promise<PostView> {
      const at = await access.getReadablePost(actor, postId);
      return write(actor, at, { ...input, require: requireEdit });
    },
  };
}

function requireEdit(actor: PersonActor, at: PostAt): void {
  if (at.post.deleted || at.post.hidden) throw new AppError('post-gone');
  if (rules.canEditPost(actor, at, at.post)) return;
  requireOpen(at);
  throw forbidden('edit');
}
