import type { PersonId } from '@jembatan/shared/ids';
import type { TagLevel } from '@jembatan/shared/tags.contract';
import type { Model } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import type { TagWatchDocument } from './tags.model.ts';

/** Followers of a thread's tags who are told of it. */
const mostFollowers = 5_000;

export type TagWatchesRepository = ReturnType<typeof createTagWatchesRepository>;

/** How much of a tag people want to hear of. */
export function createTagWatchesRepository(Watches: Model<TagWatchDocument>) {
  return {
    async set(personId: PersonId, tagId: string, level: TagLevel): Promise<void> {
      if (level === 'none') await Watches.deleteOne({ tagId, personId });
      else await Watches.updateOne({ tagId, personId }, { $set: { level } }, { upsert: true });
    },

    async levelsOf(personId: PersonId, tagIds: readonly string[]): Promise<Map<string, TagLevel>> {
      const found = await Watches.find({ tagId: { $in: tagIds }, personId }).lean();
      return new Map(found.map(({ tagId, level }) => [tagId.toString(), level]));
    },

    /** What people chose for these: those named, or, up to a bound, all. Who muted one muted them all. */
    async ofTags(
      tagIds: readonly string[],
      among?: readonly PersonId[],
    ): Promise<Map<PersonId, TagLevel>> {
      const people = among && { personId: { $in: [...among] } };
      const found = await Watches.find({ tagId: { $in: tagIds }, ...people })
        .limit(mostFollowers)
        .lean();
      const levels = new Map<PersonId, TagLevel>();
      for (const { personId, level } of found) {
        const person = idOf<'person'>(personId);
        if (levels.get(person) !== 'muted') levels.set(person, level);
      }
      return levels;
    },

    /** Who followed one tag follows the other, unless they chose for that one already. */
    async move(from: string, to: string): Promise<void> {
      const chosen = await Watches.find({ tagId: to }, { personId: 1 }).lean();
      const people = chosen.map(({ personId }) => personId);
      await Watches.deleteMany({ tagId: from, personId: { $in: people } });
      await Watches.updateMany({ tagId: from }, { $set: { tagId: to } });
    },

    async removeOf(tagId: string): Promise<void> {
      await Watches.deleteMany({ tagId });
    },

    async createIndexes(): Promise<void> {
      await Watches.createIndexes();
    },
  };
}
