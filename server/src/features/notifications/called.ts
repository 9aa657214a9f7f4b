import type { PersonId } from '@jembatan/shared/ids';
import { callingsOfHtml } from '../../text/html-links.ts';
import type { Post } from '../threads/index.ts';
import type { NotificationsDeps } from './notifications.deps.ts';

/** People told of a call at a time, as of an announcement. */
const batchSize = 100;

/** Who has a role that a post calls, behind one of them, and the last of the batch; null when there are no more. */
export async function calledBy(
  deps: Pick<NotificationsDeps, 'calledAfter'>,
  { html, communityId }: Pick<Post, 'html' | 'communityId'>,
  after: PersonId | null,
): Promise<{ ids: PersonId[]; last: PersonId | null }> {
  const callings = callingsOfHtml(html);
  if (callings.length === 0) return { ids: [], last: null };
  return deps.calledAfter({ communityId, callings }, { after, limit: batchSize });
}
