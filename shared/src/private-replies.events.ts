import * as z from 'zod/mini';
import { event } from './contract/messages.ts';
import { threadId } from './ids.ts';

/** News of private replies; apart from the routes, as every page listens. */
export const privateReplyEvents = [
  event(
    'private-replies:changed',
    'Something was written, changed or taken away in private under a post, the `number` of the thread: ask for it. Told to the author of the post and to the staff who follow the thread.',
    z.object({ threadId, number: z.number() }),
  ),
] as const;
