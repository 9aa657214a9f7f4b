import type { Logger } from '../../kernel/logger.ts';
import { callingsOfHtml } from '../../text/html-links.ts';
import { renderVersion } from '../../text/markdown.ts';
import { searchVersion } from '../../text/terms.ts';
import { type ContentDeps, makeContent } from './content.ts';
import type { Post, PostsRepository } from './posts.repository.ts';
import type { ThreadsRepository } from './threads.repository.ts';
import type { WritingDeps } from './writing.service.ts';

export interface RenewalDeps extends ContentDeps {
  posts: PostsRepository;
  threads: ThreadsRepository;
  asksOf: WritingDeps['asksOf'];
  logger: Logger;
}

const batch = 100;
const current = { render: renderVersion, search: searchVersion };

/**
 * Makes HTML and search terms again that an earlier version of the hub made.
 * Several servers may do so at once: the result is the same. Answers how many
 * posts were renewed.
 */
export function createRenewal(deps: RenewalDeps) {
  const { posts, threads, logger, asksOf } = deps;

  async function renew(post: Post): Promise<void> {
    const thread = post.number === 1 ? await threads.find(post.threadId) : null;
    const frame = thread ? { title: thread.title, tags: thread.tags } : {};
    const fresh = await makeContent(deps, post.body, {
      ...frame,
      // Whom its author called then was called then.
      callings: callingsOfHtml(post.html, true),
      asks: await asksOf(post),
      languages: [post.lang],
      scope: { writers: [post.authorId], threadId: post.threadId },
    });
    const { html, terms } = post.deleted ? { html: '', terms: [] } : fresh;
    await posts.renew(post, { html, terms, renderVersion, searchVersion });
  }

  async function renewAll(isStopped: () => boolean): Promise<number> {
    let renewed = 0;
    while (!isStopped()) {
      const outdated = await posts.listOutdated(current, batch);
      for (const post of outdated) await renew(post);
      renewed += outdated.length;
      if (outdated.length < batch) break;
    }
    if (renewed > 0) logger.info({ renewed }, 'posts of an earlier version made again');
    return renewed;
  }

  return {
    renewAll,
    /** Search terms of one post, after what it asks has changed. */
    async renewOne(id: string): Promise<void> {
      const post = await posts.find(id);
      if (post) await renew(post);
    },
  };
}
