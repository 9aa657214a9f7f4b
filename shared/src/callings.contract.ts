import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { communityId } from './ids.ts';

/**
 * Names that call everybody of a role: `@teachers`, in every language the same word, shown to each
 * reader in their own. Nobody may have one as a handle.
 */
export const calling = z.enum(['teachers', 'moderators', 'students', 'everyone']);
export type Calling = z.infer<typeof calling>;

/** A role the reader may call, and about how many would hear of it. */
export const callable = z.object({
  name: calling,
  /** Members who have the role, the reader among them; those who may not read a thread hear nothing of it. */
  people: z.number(),
  /** There are more than that. */
  more: z.boolean(),
});
export type Callable = z.infer<typeof callable>;

export const callingRoutes = {
  listCallings: route({
    method: 'GET',
    path: '/communities/:id/callings',
    summary: 'Roles that the reader may call by name in this community, with how many hear of it.',
    params: z.object({ id: communityId }),
    answer: z.object({ items: z.array(callable) }),
  }),
} as const;
