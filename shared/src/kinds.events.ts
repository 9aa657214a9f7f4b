import * as z from 'zod/mini';
import { event } from './contract/messages.ts';
import { threadId } from './ids.ts';

/** News of kinds of thread; apart from the routes, as every page listens. */
export const kindEvents = [
  event(
    'announcement:put-away',
    'The person took an announcement from the top, or put it back, in another tab.',
    z.object({ threadId, away: z.boolean() }),
  ),
] as const;
