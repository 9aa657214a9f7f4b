import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { personId } from './ids.ts';
import { limits } from './limits.ts';
import { country, instant, languageTag, line, prose, timeZone } from './text.ts';

/** Age mark; `unknown` counts as minor everywhere. */
export const age = z.enum(['minor', 'adult', 'unknown']);
export type Age = z.infer<typeof age>;

/** Role in the whole hub. */
export const hubRole = z.enum(['member', 'moderator', 'admin']);
export type HubRole = z.infer<typeof hubRole>;

/** A person wherever one is named in an answer. */
export const person = z.object({
  id: personId,
  displayName: z.string(),
  handle: z.string(),
  avatarUrl: z.optional(z.string()),
  /** A pseudonym in one thread, by its number in the catalogue of words: no account, no page. */
  pseudonym: z.optional(z.number()),
});
export type PersonView = z.infer<typeof person>;

/** The people named in an answer's HTML and views, by id. */
export const peopleById = z.record(z.string(), person);
export type PeopleById = z.infer<typeof peopleById>;

const shown = {
  bio: z.string(),
  languages: z.array(languageTag),
  country: z.nullable(country),
  timeZone: z.string(),
};

/** A person's page. What a reader may not know is left out. */
export const profile = z.extend(person, {
  ...shown,
  createdAt: instant,
  /** Present for readers who share a community with the person, and for adults. */
  presence: z.optional(z.enum(['online', 'away', 'in-session', 'offline'])),
  can: z.object({ report: z.boolean() }),
});
export type ProfileView = z.infer<typeof profile>;

/** The signed-in person's own account. */
export const me = z.extend(person, {
  ...shown,
  email: z.nullable(z.string()),
  locale: languageTag,
  age,
  hubRole,
  createdAt: instant,
  unreadNotifications: z.number(),
  can: z.object({ createCommunity: z.boolean(), moderate: z.boolean(), administer: z.boolean() }),
});
export type MeView = z.infer<typeof me>;

/** What people may change about themselves. Age goes to `adult` only through an institution. */
export const meChange = z.object({
  displayName: z.optional(line(limits.displayName)),
  bio: z.optional(prose(limits.description)),
  languages: z.optional(z.array(languageTag).check(z.maxLength(12))),
  country: z.optional(z.nullable(country)),
  timeZone: z.optional(timeZone),
  locale: z.optional(languageTag),
  avatarFileId: z.optional(z.nullable(z.string().check(z.regex(/^[0-9a-f]{24}$/)))),
});

export const peopleRoutes = {
  getMe: route({ method: 'GET', path: '/me', summary: 'The signed-in person.', answer: me }),
  changeMe: route({
    method: 'PATCH',
    path: '/me',
    summary: 'Change the own profile.',
    body: meChange,
    answer: me,
  }),
  getPerson: route({
    method: 'GET',
    path: '/people/:handle',
    summary: 'A profile, by handle.',
    params: z.object({ handle: z.string().check(z.minLength(1), z.maxLength(limits.handle * 2)) }),
    auth: 'optional',
    answer: profile,
  }),
} as const;
