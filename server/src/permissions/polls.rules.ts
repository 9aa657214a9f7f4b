import type { PollShow } from '@jembatan/shared/polls.contract';
import type { Actor } from '../kernel/actor.ts';
import { canSeeMembers } from './communities.rules.ts';
import type { PostFacts } from './facts.ts';
import {
  canModerateThread,
  canReadPost,
  canReadThread,
  canSeeHiddenPost,
  isAuthor,
  isThreadPastDue,
  type ThreadPlace,
} from './threads.rules.ts';

/** A poll as the rules judge it. */
export interface PollFacts {
  readonly show: PollShow;
  readonly anonymous: boolean;
  readonly closed: boolean;
  readonly voters: number;
}

/** The post with a poll, as one actor meets it. */
export interface PollPlace extends ThreadPlace {
  readonly post: PostFacts;
}

export function canReadPoll(actor: Actor, at: PollPlace): boolean {
  if (!canReadThread(actor, at) || at.post.deleted) return false;
  if (!canReadPost(actor, at, at.post)) return false;
  return !at.post.hidden || canSeeHiddenPost(actor, at);
}

/**
 * Members who may read it, also where only staff replies: that is where a class is asked. Who
 * keeps order votes as one of them, so a closed thread is closed for all.
 */
export function canVote(actor: Actor, at: PollPlace, poll: PollFacts): boolean {
  if (actor.kind !== 'person' || at.place.membership === null || at.place.banned) return false;
  if (poll.closed || at.post.hidden || !canReadPoll(actor, at)) return false;
  return !at.thread.locked && !isThreadPastDue(at);
}

/** To all alike: a vote is not free while somebody watches the count. */
export function canSeeResults({ show, closed }: PollFacts, voted: boolean): boolean {
  return closed || show === 'always' || (show === 'voted' && voted);
}

/** Names of voters are names of members. */
export function canSeeVotes(actor: Actor, at: PollPlace, seen: PollFacts & { voted: boolean }) {
  if (seen.anonymous || actor.kind !== 'person' || !canReadPoll(actor, at)) return false;
  return canSeeResults(seen, seen.voted) && canSeeMembers(actor, at.place);
}

export function canClosePoll(actor: Actor, at: PollPlace, { closed }: PollFacts): boolean {
  if (closed || !canReadPoll(actor, at) || at.place.banned) return false;
  if (canModerateThread(actor, at)) return true;
  return at.place.membership !== null && isAuthor(actor, at, at.post);
}

/** What people have voted on stays what it was. */
export const canEditPoll = (actor: Actor, at: PollPlace, poll: PollFacts) =>
  poll.voters === 0 && canClosePoll(actor, at, poll);
