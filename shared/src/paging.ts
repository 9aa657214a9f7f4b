import * as z from 'zod/mini';
import { limits } from './limits.ts';

/** A whole number in a query string. */
export function intQuery(min: number, max: number) {
  return z.pipe(
    z.string().check(z.regex(/^-?\d{1,12}$/)),
    z.transform((text: string) => Math.min(max, Math.max(min, Number(text)))),
  );
}

/** `limit` and `cursor` of every list; a limit out of range is brought into it. */
export const pageQuery = z.object({
  limit: z._default(z.optional(intQuery(1, limits.page.max)), limits.page.default),
  cursor: z.optional(z.string().check(z.maxLength(200))),
});

export function page<S extends z.ZodMiniType>(item: S) {
  return z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });
}

export interface Page<T> {
  items: T[];
  /** Null on the last page. */
  nextCursor: string | null;
}
