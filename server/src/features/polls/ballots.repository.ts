import { createHmac } from 'node:crypto';
import type { PersonId, PostId } from '@jembatan/shared/ids';
import { type Connection, Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { ballotModel } from './polls.model.ts';
import type { Poll } from './polls.repository.ts';
import type { Ranking } from './runoff.ts';

/** A ballot of an open poll, with where its list goes on. */
export interface OpenBallot {
  key: string;
  personId: PersonId;
  choices: string[];
}

export type BallotsRepository = ReturnType<typeof createBallotsRepository>;

/**
 * Where a person's ballot lies: one for each person and poll. Null once an
 * anonymous poll is closed: its seal is gone, and with it the way from person to ballot.
 */
function keyOf({ id, anonymous, seal }: Poll, personId: PersonId): string | null {
  if (!anonymous) return `${id}:${personId}`;
  return seal && `${id}:${createHmac('sha256', seal).update(personId).digest('base64url')}`;
}

export function createBallotsRepository(connection: Connection) {
  const Ballots = ballotModel(connection);
  return {
    /** What a person chose; null when nothing, or when nobody can know any more. */
    async find(poll: Poll, personId: PersonId): Promise<string[] | null> {
      const key = keyOf(poll, personId);
      return key ? ((await Ballots.findById(key).lean())?.choices ?? null) : null;
    },

    async put(poll: Poll, personId: PersonId, choices: readonly string[]): Promise<void> {
      const named = poll.anonymous ? {} : { personId };
      await Ballots.updateOne(
        { _id: keyOf(poll, personId) },
        { $set: { choices }, $setOnInsert: { pollId: poll.id, ...named } },
        { upsert: true },
      );
    },

    async remove(poll: Poll, personId: PersonId): Promise<void> {
      await Ballots.deleteOne({ _id: keyOf(poll, personId) });
    },

    async removeAll(pollId: PostId): Promise<void> {
      await Ballots.deleteMany({ pollId });
    },

    /** Of an open poll, in a fixed order; one more than `limit`. */
    async list(
      pollId: PostId,
      page: { option?: string | undefined; after: string | null; limit: number },
    ): Promise<OpenBallot[]> {
      const found = await Ballots.find({
        pollId,
        ...(page.option !== undefined && { choices: page.option }),
        ...(page.after && { _id: { $gt: page.after } }),
      })
        .sort({ _id: 1 })
        .limit(page.limit + 1)
        .lean();
      return found.flatMap(({ _id, personId, choices }) =>
        personId ? [{ key: _id, personId: idOf<'person'>(personId), choices }] : [],
      );
    },

    /** Equal ballots together. */
    async rankings(pollId: PostId): Promise<Ranking[]> {
      const found = await Ballots.aggregate<{ _id: string[]; ballots: number }>([
        { $match: { pollId: new Types.ObjectId(pollId) } },
        { $group: { _id: '$choices', ballots: { $sum: 1 } } },
      ]);
      return found.map(({ _id: order, ballots }) => ({ order, ballots }));
    },

    async createIndexes(): Promise<void> {
      await Ballots.createIndexes();
    },
  };
}
