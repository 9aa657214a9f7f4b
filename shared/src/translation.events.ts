import * as z from 'zod/mini';
import { event } from './contract/messages.ts';
import { postId, threadId } from './ids.ts';

/** News of translations; apart from the routes, as every page listens. */
export const translationEvents = [
  event(
    'post:translated',
    'A translation of a post was made or changed: ask for it where it is shown.',
    z.object({ threadId, postId, lang: z.string(), version: z.number() }),
  ),
] as const;
