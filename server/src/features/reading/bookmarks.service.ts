import { AppError } from '@jembatan/shared/errors';
import type { Page } from '@jembatan/shared/paging';
import type { BookmarkView } from '@jembatan/shared/reading.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import { only } from '../../kernel/only.ts';
import { canModerateThread } from '../../permissions/threads.rules.ts';
import { wordsOfHtml } from '../../text/html-words.ts';
import { beginningOf } from '../../text/snippet.ts';
import type { PostAt } from '../threads/index.ts';
import type { Bookmark, BookmarksRepository } from './bookmarks.repository.ts';
import type { ReadingFeatureDeps } from './reading.deps.ts';

/** Bookmarks one person may keep. */
const most = 5_000;

export interface BookmarkInput {
  note?: string | undefined;
  remindAt?: string | null | undefined;
}

export type BookmarksService = ReturnType<typeof createBookmarksService>;

/** Posts a person wants to find again: seen by nobody else, shown as far as they may be read now. */
export function createBookmarksService(
  deps: ReadingFeatureDeps & { bookmarks: BookmarksRepository },
) {
  const { bookmarks, threads, people, clock, transact } = deps;

  /** The post as the person may read it now; null where it is out of reach. */
  async function reach(actor: PersonActor, { postId }: Bookmark): Promise<PostAt | null> {
    try {
      return await threads.access.getReadablePost(actor, postId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return null;
      throw error;
    }
  }

  async function toViews(actor: PersonActor, some: readonly Bookmark[]): Promise<BookmarkView[]> {
    const ats = await Promise.all(some.map((one) => reach(actor, one)));
    const authors = await people.peopleById(ats.flatMap((at) => (at ? [at.post.authorId] : [])));
    return some.map((one, index) => {
      const at = ats[index] ?? null;
      return {
        ...{ id: one.id, postId: one.postId, threadId: one.threadId, number: one.number },
        title: at?.thread.title ?? '',
        author: (at && isShown(actor, at) && authors[at.post.authorId]) || null,
        snippet: at && isShown(actor, at) ? beginningOf(wordsOfHtml(at.post.html).text) : '',
        note: one.note,
        createdAt: one.createdAt.toISOString(),
        remindAt: one.remindAt?.toISOString() ?? null,
      };
    });
  }

  return {
    async list(
      actor: PersonActor,
      query: { limit: number; cursor?: string | undefined },
    ): Promise<Page<BookmarkView>> {
      const before = query.cursor === undefined ? null : toKey(query.cursor);
      const found = await bookmarks.list(actor.id, { before, limit: query.limit });
      const page = cutPage(found, query.limit, ({ id }) => [id]);
      return { ...page, items: await toViews(actor, page.items) };
    },

    async get(actor: PersonActor, postId: string): Promise<{ bookmark: BookmarkView | null }> {
      const found = await bookmarks.find(actor.id, postId);
      return { bookmark: found && only(await toViews(actor, [found])) };
    },

    async set(actor: PersonActor, postId: string, input: BookmarkInput): Promise<BookmarkView> {
      const { post } = await threads.access.getReadablePost(actor, postId);
      const { note, remindAt } = input;
      const said = {
        ...(note !== undefined && { note: note.trim() }),
        ...(remindAt !== undefined && { remindAt: remindAt === null ? null : new Date(remindAt) }),
      };
      if ((await bookmarks.count(actor.id, most)) >= most)
        throw new AppError('too-many', { what: 'bookmarks' });
      const key = { personId: actor.id, postId: post.id };
      const fresh = { threadId: post.threadId, number: post.number, createdAt: clock.now() };
      const kept = await transact(() => bookmarks.set(key, fresh, said));
      if (!kept) throw new AppError('not-found');
      return only(await toViews(actor, [kept]));
    },

    /** Also where the post is out of reach by now. */
    async remove(actor: PersonActor, postId: string): Promise<undefined> {
      await transact(() => bookmarks.remove(actor.id, postId));
      return undefined;
    },
  };
}

const isShown = (actor: PersonActor, { post, ...at }: PostAt) =>
  !post.deleted && (!post.hidden || canModerateThread(actor, at));

function toKey(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id !== 'string' || !/^[0-9a-f]{24}$/.test(id)) throw new AppError('invalid');
  return id;
}
