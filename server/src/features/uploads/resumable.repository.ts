import type { ErrorCode, ErrorDetails } from '@jembatan/shared/errors';
import type { CommunityId, FileId, PersonId, ResumableId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import type { BlobRef } from './blobs.store.ts';
import { type ResumableDocument, resumableModel } from './resumable.model.ts';

export interface Part {
  blob: BlobRef;
  bytes: number;
}

export interface Refusal {
  code: ErrorCode;
  details: ErrorDetails;
}

/** A file that comes in parts. */
export interface ResumableUpload
  extends Pick<ResumableDocument, 'name' | 'length' | 'offset' | 'createdAt' | 'expiresAt'> {
  id: ResumableId;
  ownerId: PersonId;
  communityId: CommunityId | null;
  parts: Part[];
  fileId: FileId | null;
  refusal: Refusal | null;
}

export type NewResumable = Pick<
  ResumableUpload,
  'ownerId' | 'name' | 'communityId' | 'length' | 'createdAt' | 'expiresAt'
>;
export type ResumableRepository = ReturnType<typeof createResumableRepository>;

function toUpload(document: ResumableDocument): ResumableUpload {
  const { _id, ownerId, communityId, parts, fileId, refusal, finishingSince, ...rest } = document;
  return {
    ...rest,
    id: idOf(_id),
    ownerId: idOf(ownerId),
    communityId: idOrNull(communityId),
    fileId: idOrNull(fileId),
    parts: parts.map(({ blobId, store, bytes }) => ({
      blob: { store, id: blobId.toString() },
      bytes,
    })),
    // Written by ourselves, from an AppError.
    refusal: refusal as Refusal | null,
  };
}

/** The server that put the parts together may be gone after this. */
const finishingMs = 120_000;

export function createResumableRepository(connection: Connection) {
  const Uploads = resumableModel(connection);
  const orNull = (doc: ResumableDocument | null) => (doc ? toUpload(doc) : null);
  return {
    async insert(fresh: NewResumable): Promise<ResumableUpload> {
      const [doc] = await Uploads.insertMany([{ ...fresh, offset: 0, parts: [] }]);
      if (!doc) throw new Error('nothing was inserted');
      return toUpload(doc.toObject());
    },
    findOf: async (ownerId: PersonId, id: ResumableId) =>
      orNull(await Uploads.findOne({ _id: id, ownerId }).lean()),
    /** Adds a part where the upload still ends at `offset`; null where it does not. */
    append: async (
      { id, offset }: Pick<ResumableUpload, 'id' | 'offset'>,
      { blob, bytes }: Part,
      expiresAt: Date,
    ) =>
      orNull(
        await Uploads.findOneAndUpdate(
          { _id: id, offset, fileId: null, refusal: null },
          {
            $inc: { offset: bytes },
            $push: { parts: { blobId: blob.id, store: blob.store, bytes } },
            $set: { expiresAt },
          },
          { returnDocument: 'after' },
        ).lean(),
      ),
    /** True for the one server that may put the parts together now. */
    async claim(id: ResumableId, now: Date): Promise<boolean> {
      const stale = new Date(now.getTime() - finishingMs);
      const free = { $or: [{ finishingSince: null }, { finishingSince: { $lt: stale } }] };
      const open = { _id: id, fileId: null, refusal: null, ...free };
      const { modifiedCount } = await Uploads.updateOne(open, { $set: { finishingSince: now } });
      return modifiedCount === 1;
    },
    /** The parts have become a file, or nothing, or are to be put together again. */
    async settle(
      id: ResumableId,
      outcome: { fileId: FileId } | { refusal: Refusal } | { finishingSince: null },
    ): Promise<void> {
      const parts = 'finishingSince' in outcome ? {} : { parts: [] };
      await Uploads.updateOne({ _id: id }, { $set: { ...outcome, ...parts } });
    },
    /** Takes one out of the list. */
    take: async (id: ResumableId) => orNull(await Uploads.findOneAndDelete({ _id: id }).lean()),
    takeExpired: async (now: Date) =>
      orNull(await Uploads.findOneAndDelete({ expiresAt: { $lte: now } }).lean()),
    /** Those beyond the newest `kept` of a person. */
    async listBeyond(ownerId: PersonId, kept: number): Promise<ResumableId[]> {
      const found = Uploads.find({ ownerId }, { _id: 1 }).sort({ expiresAt: -1 }).skip(kept);
      return (await found.limit(kept).lean()).map(({ _id }) => idOf(_id));
    },
    async createIndexes() {
      await Uploads.createIndexes();
    },
  };
}
