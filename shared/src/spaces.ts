import * as z from 'zod/mini';
import { communityId, spaceId } from './ids.ts';
import { instant, languageTag } from './text.ts';
import { slowSeconds } from './threads.view.ts';

/** Colours that keep their contrast in light and dark; the client knows their values. */
export const spaceColour = z.enum([
  'teal',
  'sky',
  'violet',
  'rose',
  'brick',
  'amber',
  'leaf',
  'slate',
]);
export type SpaceColour = z.infer<typeof spaceColour>;

/** Drawings a space may carry; any emoji does as well. */
export const spaceDrawings = [
  'forums',
  'quote',
  'calendar',
  'globe',
  'image',
  'people',
  'flag',
  'shield',
] as const;

const isDrawing = (text: string) => (spaceDrawings as readonly string[]).includes(text);

/** The name of a drawing, or one emoji. */
export const spaceIcon = z.string().check(
  z.maxLength(32),
  z.refine((text) => isDrawing(text) || /^\p{RGI_Emoji}$/v.test(text)),
);

/** How a space looks and where it stands. */
const look = {
  /** The space it stands in; spaces nest one level. */
  parentId: z.nullable(spaceId),
  colour: z.nullable(spaceColour),
  icon: z.nullable(spaceIcon),
  /** The language its people write in, where it is one. */
  language: z.nullable(languageTag),
};

/** What holds in a space for everybody but its staff. */
const terms = {
  /** Before it, only staff sees the space. */
  opensAt: z.nullable(instant),
  /** After it, the space is read-only for all but staff. */
  dueAt: z.nullable(instant),
  slowSeconds,
  /** New threads belong to one study group, and only it and staff see them. */
  separateGroups: z.boolean(),
  /** People may write under a pseudonym. */
  pseudonyms: z.boolean(),
  /** Replies written before the due date are taken for some days after it. */
  acceptsLate: z.boolean(),
};

/** A study group to choose from. */
export const groupChoice = z.object({ id: communityId, name: z.string() });
export type GroupChoice = z.infer<typeof groupChoice>;

/** What a view of a space says besides its name. */
export const spaceTraits = {
  ...look,
  ...terms,
  /** Where groups are apart: the reader's own, and all of them for staff. */
  groups: z.optional(z.array(groupChoice)),
};

/** What may be said of a space when it is made or changed. */
export const spaceTraitsInput = {
  parentId: z.optional(look.parentId),
  colour: z.optional(look.colour),
  icon: z.optional(look.icon),
  language: z.optional(look.language),
  opensAt: z.optional(terms.opensAt),
  dueAt: z.optional(terms.dueAt),
  slowSeconds: z.optional(slowSeconds),
  separateGroups: z.optional(z.boolean()),
  pseudonyms: z.optional(z.boolean()),
  acceptsLate: z.optional(z.boolean()),
};
