import * as z from 'zod/mini';
import { event } from './contract/messages.ts';
import { communityId } from './ids.ts';

export const tagEvents = [
  event(
    'tags:changed',
    'Tags of a community were made, renamed, merged or taken away: ask again.',
    z.object({ communityId }),
  ),
] as const;
