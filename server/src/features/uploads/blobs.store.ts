import type { Readable } from 'node:stream';

export interface Span {
  start: number;
  end: number;
}

export type StoreName = 'gridfs' | 's3';

/** Where bytes are. */
export interface BlobRef {
  store: StoreName;
  id: string;
}

/** One place for bytes; the same promises are tested for each. */
export interface BlobStore {
  /** Stores the bytes of a file on disk under an id of 24 hex digits. */
  put(id: string, path: string): Promise<void>;
  /** All of it, or the bytes of a span, both ends included. What is missing fails here or in the stream. */
  open(id: string, span?: Span): Promise<Readable>;
  /** Missing ones are no error. */
  remove(id: string): Promise<void>;
}
