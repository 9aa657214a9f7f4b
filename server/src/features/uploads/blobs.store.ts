import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Connection, mongo, Types } from 'mongoose';

export interface Span {
  start: number;
  end: number;
}

/** Bytes by id. */
export interface BlobStore {
  /** Stores the bytes of a file on disk; answers their id. */
  put(path: string): Promise<string>;
  /** All of it, or the bytes of a span, both ends included. */
  open(id: string, span?: Span): Readable;
  /** Missing ones are no error. */
  remove(id: string): Promise<void>;
}

/** In GridFS: the bytes are where everything else is, for all servers and every backup. */
export function createBlobStore(connection: Connection): BlobStore {
  const { db } = connection;
  if (!db) throw new Error('MongoDB is not connected');
  const bucket = new mongo.GridFSBucket(db, { bucketName: 'blobs' });
  return {
    async put(path) {
      const upload = bucket.openUploadStream('');
      await pipeline(createReadStream(path), upload);
      return upload.id.toString();
    },
    open: (id, span) =>
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
      }
    },
  };
}
