import { type PollInput, pollKind, pollShow } from '@jembatan/shared/polls.contract';
import { instantOf, localOf } from '@jembatan/shared/zoned';
import * as z from 'zod/mini';

/** A poll as far as it is written; kept on the device with the text it belongs to. */
const pollDraft = z.object({
  question: z._default(z.optional(z.string()), ''),
  options: z._default(z.optional(z.array(z.string())), ['', '', '']),
  kind: z._default(z.optional(pollKind), 'single'),
  min: z._default(z.optional(z.number()), 1),
  /** Null: as many as there are. */
  max: z._default(z.optional(z.nullable(z.number())), null),
  anonymous: z._default(z.optional(z.boolean()), true),
  show: z._default(z.optional(pollShow), 'always'),
  /** Wall time in the writer's zone, `2026-05-01T12:00`; empty for no end. */
  closes: z._default(z.optional(z.string()), ''),
  /** Of one that was on its way to the hub and came back. */
  closesAt: z.optional(z.nullable(z.string())),
});
export type PollDraft = z.output<typeof pollDraft>;

function withCloses({ closesAt, ...draft }: PollDraft, zone: string): PollDraft {
  return closesAt ? { ...draft, closes: localOf(closesAt, zone).slice(0, 16) } : draft;
}

export function readPollDraft(text: string, zone: string): PollDraft {
  try {
    const read = pollDraft.safeParse(JSON.parse(text));
    if (read.success) return withCloses(read.data, zone);
  } catch {
    // What cannot be read is no poll: an empty one is shown.
  }
  return pollDraft.parse({});
}

/** Options that say something, as they are sent. */
export const filledIn = ({ options }: Pick<PollDraft, 'options'>): string[] =>
  options.map((text) => text.trim().normalize('NFC')).filter((text) => text !== '');

/** What is still wrong with it; null when it can be sent. */
export function whatIsWrong(draft: PollDraft, zone: string, now: number) {
  const texts = filledIn(draft);
  if (texts.length < 2) return 'few';
  if (new Set(texts).size < texts.length) return 'twice';
  const { kind, min, max } = draft;
  const most = max ?? texts.length;
  if (kind === 'several' && (min < 1 || min > most || most > texts.length)) return 'bounds';
  const at = draft.closes && instantOf(draft.closes, zone);
  return at && Date.parse(at) <= now ? 'past' : null;
}

/** The poll as it is sent; for a draft with which nothing is wrong. */
export function toPollInput(draft: PollDraft, zone: string): PollInput {
  const { question, kind, min, max, anonymous, show, closes } = draft;
  return {
    ...(question.trim() !== '' && { question: question.trim() }),
    options: filledIn(draft),
    ...{ kind, anonymous, show },
    ...(kind === 'several' && { min, ...(max !== null && { max }) }),
    ...(closes && { closesAt: instantOf(closes, zone) }),
  };
}
