import type { PollView } from '@jembatan/shared/polls.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import type { Polls } from '../polls/index.ts';
import { escapeXml } from './xml.ts';

type PollsPort = Pick<Polls, 'viewsOf'>;

/** The polls of some posts of one thread, by the id of their post. */
export async function pollsOf(
  { polls }: { polls: PollsPort },
  posts: readonly PostView[],
): Promise<Record<string, PollView>> {
  const asking = posts.filter(({ poll }) => poll);
  const [first] = asking;
  if (!first) return {};
  const ids = asking.map(({ id }) => id);
  const views = await polls.viewsOf(first.threadId, ids);
  return Object.fromEntries(views.map((view) => [view.postId, view]));
}

/** Posts whose text says what they ask and what was answered so far, for where no style and no script is. */
export async function withPolls(polls: PollsPort, posts: readonly PostView[]): Promise<PostView[]> {
  const found = await pollsOf({ polls }, posts);
  return posts.map((post) => {
    const poll = found[post.id];
    return poll ? { ...post, html: post.html + pollHtml(poll) } : post;
  });
}

function pollHtml({ question, options, results }: PollView): string {
  const items = options.map(({ id, text }) => {
    const votes = results ? ` – <strong>${results.counts[id] ?? 0}</strong>` : '';
    const won = results?.winners?.includes(id) ? ' ✓' : '';
    return `<li><span dir="auto">${escapeXml(text)}</span>${votes}${won}</li>`;
  });
  const asked = question ? `<p dir="auto"><strong>${escapeXml(question)}</strong></p>` : '';
  return `${asked}<ul>${items.join('')}</ul>`;
}
