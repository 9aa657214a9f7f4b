import { randomBytes } from 'node:crypto';
import { AppError } from '@jembatan/shared/errors';
import type { PollInput } from '@jembatan/shared/polls.contract';
import type { Clock } from '../../kernel/clock.ts';
import type { Post } from '../threads/index.ts';
import type { Poll, PollsRepository } from './polls.repository.ts';

/** Ids of options say in which edition they were: a vote never counts for another text. */
export const optionsOf = (texts: readonly string[], edition: number) =>
  texts.map((text, index) => ({
    id: `${edition}${String.fromCharCode(97 + index)}`,
    text: text.normalize('NFC'),
  }));

/** A poll closes later than now. */
export function requireFuture(closesAt: string | null | undefined, now: Date): Date | null {
  if (!closesAt) return null;
  const at = new Date(closesAt);
  if (at <= now)
    throw new AppError('invalid', { issues: [{ path: 'closesAt', code: 'too_small' }] });
  return at;
}

/** How many options a vote names. */
function bounds({ kind, options, min = 1, max = options.length }: PollInput) {
  if (kind === 'single') return { min: 1, max: 1 };
  if (kind === 'ranked') return { min: 1, max: options.length };
  return { min, max };
}

/** Polls come with their posts: takes part in the transaction that writes the post. */
export function createMaking({ polls, clock }: { polls: PollsRepository; clock: Clock }) {
  return async function addPoll(post: Pick<Post, 'id' | 'threadId'>, input: PollInput) {
    const { question = null, kind, anonymous, show } = input;
    const closesAt = requireFuture(input.closesAt, clock.now());
    const poll: Poll = {
      ...{ id: post.id, threadId: post.threadId },
      ...{ question, kind, anonymous, show, closesAt, closedAt: null, dueAt: closesAt },
      ...bounds(input),
      options: optionsOf(input.options, 1),
      ...{ edition: 1, version: 1, voters: 0, counts: {}, final: null },
      seal: anonymous ? randomBytes(32).toString('hex') : null,
    };
    await polls.insert(poll);
  };
}
