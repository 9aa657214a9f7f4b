import type { ThreadId } from '@jembatan/shared/ids';
import { wordsOfHtml } from '../../text/html-words.ts';
import { termsOf } from '../../text/terms.ts';
import type { SearchDeps } from './search.deps.ts';

/**
 * Posts get their terms when they are written. The one that opens a thread is found by title and
 * tags as well, which change without it.
 */
export function followTitles({ bus, threads }: Pick<SearchDeps, 'bus' | 'threads'>): void {
  bus.on('thread:changed', ({ facts }) => renew(threads, facts.threadId));
}

async function renew(
  { threads, posts, search }: SearchDeps['threads'],
  threadId: ThreadId,
): Promise<void> {
  const [thread, first] = await Promise.all([
    threads.find(threadId),
    posts.findByNumber(threadId, 1),
  ]);
  if (!thread || !first || first.deleted) return;
  const text = wordsOfHtml(first.html).text;
  await search.setTerms(first, termsOf([thread.title, ...thread.tags, text].join('\n')));
}
