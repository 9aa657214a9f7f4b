import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Connection, mongo, Types } from 'mongoose';
import type { BlobStore } from './blobs.store.ts';

/** In GridFS: the bytes are where everything else is, for all servers and every backup. */
export function createGridfsStore(connection: Connection): BlobStore {
  const { db } = connection;
  if (!db) throw new Error('MongoDB is not connected');
  const bucket = new mongo.GridFSBucket(db, { bucketName: 'blobs' });
  return {
    async put(id, path) {
      await pipeline(
        createReadStream(path),
        bucket.openUploadStreamWithId(new Types.ObjectId(id), ''),
      );
    },
    open: async (id, span) =>
      // GridFS leaves out the end it is given.
      bucket.openDownloadStream(
        new Types.ObjectId(id),
        span && { start: span.start, end: span.end + 1 },
      ),
    async remove(id) {
      try {
        await bucket.delete(new Types.ObjectId(id));
      } catch (error) {
        if (!(error instanceof Error) || !error.message.includes('not found')) throw error;
        // Bytes of a file that was never finished have no row of their own.
        await db.collection('blobs.chunks').deleteMany({ files_id: new Types.ObjectId(id) });
      }
    },
  };
}
