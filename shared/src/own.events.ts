import * as z from 'zod/mini';
import { event } from './contract/messages.ts';

/** News of what a person alone has; apart from the routes, as every page listens. */
export const ownEvents = [
  event(
    'own:changed',
    'Something the person keeps was changed in a tab or on a device: ask for it where it is shown.',
    z.object({
      /** `draft <kind> <id>`, or `scheduled`. */
      what: z.string(),
      /** Which tab did it, as it named itself. */
      writer: z.optional(z.string()),
    }),
  ),
] as const;
