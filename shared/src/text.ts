import * as z from 'zod/mini';

/** One line of text: trimmed, no control characters, between 1 and `max` characters. */
export function line(max: number) {
  return z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((text) => !/\p{Cc}/u.test(text)),
  );
}

/** Text of several lines, up to `max` characters, possibly empty. */
export function prose(max: number) {
  return z.string().check(z.maxLength(max));
}

/** An instant as ISO 8601 in UTC. */
export const instant = z.iso.datetime({ offset: true });

/** A BCP 47 language tag, e.g. `id`, `zh-Hant`. */
export const languageTag = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/));

/** An IANA zone known to this runtime. */
export const timeZone = z.string().check(
  z.maxLength(64),
  z.refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
      return false;
    }
  }),
);

/** ISO 3166-1 alpha-2. */
export const country = z.string().check(z.regex(/^[A-Z]{2}$/));
