import type { DraftPlace } from '@jembatan/shared/drafts.contract';
import type { PersonId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import type { TimePosition } from '../../kernel/typed-cursor.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import {
  type DraftDocument,
  draftEndModel,
  draftModel,
  type VersionDocument,
} from './drafts.model.ts';

export type Version = VersionDocument;

/** What one person has begun at one place. */
export interface Draft extends Omit<DraftDocument, '_id' | 'personId'> {
  id: string;
  personId: PersonId;
}

/** Names one person's draft of one place. */
export const draftKey = (personId: PersonId, { kind, id }: Pick<DraftPlace, 'kind' | 'id'>) =>
  `${personId} ${kind} ${id}`;

export type DraftsRepository = ReturnType<typeof createDraftsRepository>;

const toDraft = ({ _id, personId, versions, ...rest }: DraftDocument): Draft => ({
  ...rest,
  // Those of before polls were kept have none.
  versions: versions.map((one) => ({ ...{ poll: '' }, ...one })),
  id: _id.toString(),
  personId: idOf(personId),
});

export function createDraftsRepository(connection: Connection) {
  const Drafts = draftModel(connection);
  const Ends = draftEndModel(connection);
  const endOf = (personId: PersonId, key: string) => `${personId}:${key}`;
  const placed = (personId: PersonId, { kind, id }: DraftPlace) => ({
    personId,
    kind,
    placeId: id,
  });

  return {
    async find(personId: PersonId, place: DraftPlace): Promise<Draft | null> {
      const doc = await Drafts.findOne(placed(personId, place)).lean();
      return doc && toDraft(doc);
    },

    findMany: createFindMany(Drafts),

    count: (personId: PersonId, limit: number): Promise<number> =>
      Drafts.countDocuments({ personId }, { limit }),

    /** The last changed first; one more than `limit`. */
    async list(
      personId: PersonId,
      { before, limit }: { before: TimePosition | null; limit: number },
    ): Promise<Draft[]> {
      const { at: changedAt, id } = before ?? {};
      const older: Record<string, unknown> = before
        ? { $or: [{ changedAt: { $lt: changedAt } }, { changedAt, _id: { $lt: id } }] }
        : {};
      const found = await Drafts.find({ personId, ...older })
        .sort({ changedAt: -1, _id: -1 })
        .limit(limit + 1)
        .lean();
      return found.map(toDraft);
    },

    /** False when somebody else made it meanwhile: look again. */
    async insert(
      personId: PersonId,
      place: DraftPlace,
      fresh: Pick<Draft, 'versions' | 'edition' | 'changedAt'>,
    ): Promise<boolean> {
      try {
        await Drafts.create({ ...placed(personId, place), ...fresh });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** False when it was changed since `edition`: look again. */
    async change(
      { id, edition }: Pick<Draft, 'id' | 'edition'>,
      next: Pick<Draft, 'versions' | 'edition' | 'changedAt'>,
    ): Promise<boolean> {
      const { matchedCount } = await Drafts.updateOne({ _id: id, edition }, { $set: next });
      return matchedCount === 1;
    },

    /** False when it was changed since `edition`: look again. */
    async remove({ id, edition }: Pick<Draft, 'id' | 'edition'>): Promise<boolean> {
      return (await Drafts.deleteOne({ _id: id, edition })).deletedCount === 1;
    },

    /** What is kept under these keys from now on came too late. */
    async end(personId: PersonId, keys: readonly string[], now: Date): Promise<void> {
      const rows = keys.map((key) => ({
        updateOne: {
          filter: { _id: endOf(personId, key) },
          update: { $set: { at: now } },
          upsert: true,
        },
      }));
      if (rows.length > 0) await Ends.bulkWrite(rows);
    },

    /** Which of the keys have ended. */
    async ended(personId: PersonId, keys: readonly string[]): Promise<string[]> {
      const ids = keys.map((key) => endOf(personId, key));
      const found = new Set((await Ends.find({ _id: { $in: ids } }).lean()).map(({ _id }) => _id));
      return keys.filter((key) => found.has(endOf(personId, key)));
    },

    async createIndexes(): Promise<void> {
      await Promise.all([Drafts.createIndexes(), Ends.createIndexes()]);
    },
  };
}

/** Those of some keys that are there. */
function createFindMany(Drafts: ReturnType<typeof draftModel>) {
  return async function findMany(keys: readonly string[]): Promise<Map<string, Draft>> {
    const wanted = keys.map((key) => {
      const [personId, kind, placeId] = key.split(' ');
      return { personId, kind, placeId };
    });
    const filter: Record<string, unknown> = { $or: wanted };
    const found = (await Drafts.find(filter).lean()).map(toDraft);
    return new Map(
      found.map((draft) => [draftKey(draft.personId, { ...draft, id: draft.placeId }), draft]),
    );
  };
}
