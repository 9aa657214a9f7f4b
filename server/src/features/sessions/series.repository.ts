import type { CommunityId, PersonId, SeriesId } from '@jembatan/shared/ids';
import { type Connection, Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { type SeriesDocument, seriesModel } from './sessions.model.ts';

/** What the occurrences of a repeating session have in common. */
export interface Series
  extends Omit<SeriesDocument, '_id' | 'communityId' | 'authorId' | 'hostId'> {
  id: SeriesId;
  communityId: CommunityId;
  authorId: PersonId;
  hostId: PersonId;
}

export type SeriesChange = Partial<
  Pick<
    Series,
    | ('title' | 'agenda' | 'lobby' | 'timeZone' | 'durationMinutes' | 'shiftMinutes')
    | ('expandedTo' | 'expandAt')
  >
>;

export type SeriesRepository = ReturnType<typeof createSeriesRepository>;

function toSeries({ _id, communityId, authorId, hostId, ...rest }: SeriesDocument): Series {
  const ids = { communityId: idOf<'community'>(communityId), authorId: idOf<'person'>(authorId) };
  return { ...rest, ...ids, id: idOf(_id), hostId: idOf(hostId) };
}

export function createSeriesRepository(connection: Connection) {
  const Rows = seriesModel(connection);
  return {
    newId: (): SeriesId => idOf(new Types.ObjectId()),
    async insert(series: Series): Promise<Series> {
      const { id: _id, ...rest } = series;
      await Rows.insertMany([{ ...rest, _id }]);
      return series;
    },
    async find(id: string): Promise<Series | null> {
      const doc = await Rows.findById(id).lean();
      return doc ? toSeries(doc) : null;
    },
    async change(id: SeriesId, change: SeriesChange): Promise<void> {
      await Rows.updateOne({ _id: id }, { $set: change });
    },
    /** Moves all that the rule gives from now on, on top of what moved it before. */
    async shift(id: SeriesId, minutes: number): Promise<void> {
      await Rows.updateOne({ _id: id }, { $inc: { shiftMinutes: minutes } });
    },
    listDue: async (now: Date): Promise<Series[]> =>
      (
        await Rows.find({ expandAt: { $type: 'date', $lte: now } })
          .limit(100)
          .lean()
      ).map(toSeries),
    async createIndexes(): Promise<void> {
      await Rows.createIndexes();
    },
  };
}
