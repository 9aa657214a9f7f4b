import type { CommunityId } from '@jembatan/shared/ids';
import type { Model } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import type { TagMoveDocument } from './tags.model.ts';

export interface TagMove {
  id: string;
  communityId: CommunityId;
  from: string;
  /** Null: the tag goes. */
  to: string | null;
  at: Date;
}

export type TagMovesRepository = ReturnType<typeof createTagMovesRepository>;

/** What threads have yet to follow; kept until they did. */
export function createTagMovesRepository(Moves: Model<TagMoveDocument>) {
  return {
    async insert(move: Omit<TagMove, 'id'>): Promise<void> {
      await Moves.insertMany([move]);
    },

    /** In the order they were wanted. */
    async list(limit: number): Promise<TagMove[]> {
      const found = await Moves.find().sort({ _id: 1 }).limit(limit).lean();
      return found.map(({ _id, communityId, from, to, at }) => ({
        ...{ id: _id.toString(), communityId: idOf<'community'>(communityId), from, to, at },
      }));
    },

    /** Whether threads with the name are on their way elsewhere. */
    isMoving: async (communityId: CommunityId, from: string): Promise<boolean> =>
      (await Moves.exists({ communityId, from })) !== null,

    async cancel(communityId: CommunityId, from: string): Promise<void> {
      await Moves.deleteMany({ communityId, from });
    },

    async remove(id: string): Promise<void> {
      await Moves.deleteOne({ _id: id });
    },

    async createIndexes(): Promise<void> {
      await Moves.createIndexes();
    },
  };
}
