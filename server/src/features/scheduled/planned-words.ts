import { type PollInput, pollInput } from '@jembatan/shared/polls.contract';
import type { DraftWordsToKeep } from '../drafts/index.ts';
import type { Scheduled } from './scheduled.repository.ts';

type Input = Scheduled['input'];

/** What was typed, out of the body of a request. */
export function wordsOf(input: Input, name: 'body' | 'title'): string {
  const words = input[name];
  return typeof words === 'string' ? words : '';
}

const askedIn = ({ poll }: Input): PollInput | null =>
  poll ? (pollInput.safeParse(poll).data ?? null) : null;

/** What is asked with it; null where nothing is. */
export function pollOf(input: Input): { question: string | null; options: string[] } | null {
  const poll = askedIn(input);
  return poll && { question: poll.question ?? null, options: poll.options };
}

/** The same as a draft: tags as they are typed into the field, the poll as its form keeps it. */
export function wordsToKeep(input: Input): DraftWordsToKeep {
  const { tags, replyTo } = input;
  const { question, ...poll } = askedIn(input) ?? {};
  return {
    text: wordsOf(input, 'body'),
    title: wordsOf(input, 'title'),
    tags: Array.isArray(tags) ? tags.join(', ') : '',
    poll: input.poll ? JSON.stringify({ ...poll, ...(question && { question }) }) : '',
    ...(typeof replyTo === 'number' && { replyTo }),
  };
}
