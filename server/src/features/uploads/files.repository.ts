import type { CommunityId, FileId, PersonId, ThreadId } from '@jembatan/shared/ids';
import { type Connection, type QueryFilter, Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import type { BlobRef } from './blobs.store.ts';
import { type FileDocument, fileModel, type VariantDocument } from './files.model.ts';

/** Where a file is used: a thread, or a person whose picture it is. */
export type FilePlace = { kind: 'thread'; id: ThreadId } | { kind: 'avatar'; id: PersonId };

export interface StoredFile
  extends Pick<FileDocument, 'name' | 'type' | 'bytes' | 'image' | 'createdAt'> {
  id: FileId;
  ownerId: PersonId;
  blob: BlobRef;
  /** Smaller versions, by ascending width; null: nobody has looked yet which there are to be. */
  variants: Variant[] | null;
  /** The community whose room it takes; null also of those counted before this was noted. */
  countedIn: CommunityId | null;
  places: FilePlace[];
}

/** A smaller version of a picture. */
export interface Variant {
  width: number;
  bytes: number;
  blob: BlobRef;
}

export type NewFile = Omit<StoredFile, 'id' | 'places' | 'countedIn'>;
export type FilesRepository = ReturnType<typeof createFilesRepository>;

function toFile({
  _id,
  ownerId,
  blobId,
  store,
  variants,
  countedIn,
  places,
  unusedSince: _since,
  ...rest
}: FileDocument): StoredFile {
  return {
    ...rest,
    id: idOf(_id),
    ownerId: idOf(ownerId),
    blob: { store: store ?? 'gridfs', id: blobId.toString() },
    variants: variants?.map(toVariant) ?? null,
    countedIn: countedIn ? idOf(countedIn) : null,
    places: places.map(toPlace),
  };
}

function toVariant({ blobId, store, ...rest }: VariantDocument): Variant {
  return { ...rest, blob: { store, id: blobId.toString() } };
}

function toVariantDocument({ blob, ...rest }: Variant) {
  return { ...rest, blobId: new Types.ObjectId(blob.id), store: blob.store };
}

function toPlace({ kind, id }: FileDocument['places'][number]): FilePlace {
  return kind === 'thread' ? { kind, id: idOf(id) } : { kind, id: idOf(id) };
}

const placeless = { places: { $size: 0 } } as const;

export function createFilesRepository(connection: Connection) {
  const Files = fileModel(connection);
  const orNull = (doc: FileDocument | null) => (doc ? toFile(doc) : null);

  return {
    async insert({ blob, variants, ...file }: NewFile): Promise<StoredFile> {
      const smaller = variants?.map(toVariantDocument) ?? null;
      const stored = { ...file, blobId: blob.id, store: blob.store, variants: smaller };
      const [doc] = await Files.insertMany([
        { ...stored, places: [], unusedSince: file.createdAt },
      ]);
      if (!doc) throw new Error('nothing was inserted');
      return toFile(doc.toObject());
    },
    findMany: async (ids: readonly string[]) =>
      (await Files.find({ _id: { $in: ids } }).lean()).map(toFile),
    find: async (id: string) => orNull(await Files.findById(id).lean()),
    /** Says which smaller versions there are; false when that was said before, or the file is gone. */
    async setVariants(id: FileId, variants: readonly Variant[]): Promise<boolean> {
      const change = { $set: { variants: variants.map(toVariantDocument) } };
      const { matchedCount } = await Files.updateOne({ _id: id, variants: null }, change);
      return matchedCount > 0;
    },
    /** Those of the owner's files that no thread shows yet. */
    listUnplaced: async (ownerId: PersonId, ids: readonly FileId[]): Promise<StoredFile[]> =>
      (
        await Files.find({ _id: { $in: ids }, ownerId, 'places.kind': { $ne: 'thread' } }).lean()
      ).map(toFile),
    /** Gives the owner's files a place; those of others are left alone. */
    async bind(ownerId: PersonId, ids: readonly FileId[], place: FilePlace): Promise<void> {
      await Files.updateMany(
        { _id: { $in: ids }, ownerId },
        { $addToSet: { places: place }, $set: { unusedSince: null } },
      );
    },
    async countIn(ids: readonly FileId[], communityId: CommunityId): Promise<void> {
      await Files.updateMany({ _id: { $in: ids } }, { $set: { countedIn: communityId } });
    },
    /** Takes a thread away from the places of a file; null when it was none. */
    async leaveThread(id: FileId, threadId: ThreadId, now: Date): Promise<StoredFile | null> {
      const place = { kind: 'thread', id: new Types.ObjectId(threadId) };
      const there = { _id: id, places: { $elemMatch: place } };
      const left = await Files.findOneAndUpdate(
        there,
        { $pull: { places: place } },
        { returnDocument: 'after' },
      ).lean();
      await Files.updateOne({ _id: id, ...placeless }, { $max: { unusedSince: now } });
      return orNull(left);
    },
    /** Keeps files without a place until then, at least; those of others are left alone. */
    async hold(ownerId: PersonId, ids: readonly string[], until: Date): Promise<void> {
      await Files.updateMany(
        { _id: { $in: ids }, ownerId, ...placeless },
        { $max: { unusedSince: until } },
      );
    },
    /** Former pictures of a person lose their place. */
    async releaseAvatars(ownerId: PersonId, except: FileId | null, now: Date): Promise<void> {
      const others = except ? { _id: { $ne: except } } : {};
      const former = { ownerId, 'places.kind': 'avatar', ...others };
      const found = await Files.find(former as QueryFilter<FileDocument>).lean();
      const ids = found.map(({ _id }) => _id);
      if (ids.length === 0) return;
      await Files.updateMany({ _id: { $in: ids } }, { $pull: { places: { kind: 'avatar' } } });
      await Files.updateMany({ _id: { $in: ids }, ...placeless }, { $set: { unusedSince: now } });
    },
    /** Takes one file that nobody used since then out of the list; null when there is none. */
    takeUnused: async (before: Date) =>
      orNull(await Files.findOneAndDelete({ unusedSince: { $lt: before }, ...placeless }).lean()),
    async createIndexes() {
      await Files.createIndexes();
    },
  };
}
