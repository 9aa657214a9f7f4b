import { AppError } from '@jembatan/shared/errors';
import { visitor } from '../../kernel/actor.ts';
import { readMarkdown } from '../../text/markdown.ts';
import { slugOf } from '../../text/slug.ts';
import type { PostsRepository } from './posts.repository.ts';
import type { ThreadAccess } from './threads.access.ts';

/** Characters of a description, as search engines show them. */
const descriptionLength = 200;

export interface PublicPageDeps {
  access: ThreadAccess;
  posts: PostsRepository;
}

/** A thread's page as a visitor may know of it; null when missing or not public, which look the same. */
export function createPublicPage({ access, posts }: PublicPageDeps) {
  return async function publicPage(id: string) {
    try {
      const { thread } = await access.getReadableThread(visitor, id);
      const first = await posts.findByNumber(thread.id, 1);
      const shown =
        first && !first.hidden ? readMarkdown(first.body).render(new Map()).excerpt : '';
      const slug = slugOf(thread.title);
      return {
        title: thread.title,
        description: shown.slice(0, descriptionLength),
        canonicalPath: `/t/${thread.id}${slug && `/${slug}`}`,
      };
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return null;
      throw error;
    }
  };
}
