import { createHash } from 'node:crypto';
import { AppError } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import { type ClientSession, type Connection, Schema } from 'mongoose';

/** Days an answer is kept for repeats of its request. */
const keptDays = 14;

export interface IdempotentRequest {
  /** Hash of person, method, path and the client's key. */
  readonly id: string;
  readonly bodyHash: string;
}

interface Row {
  _id: string;
  bodyHash: string;
  answer?: unknown;
  createdAt: Date;
}

export interface RequestParts {
  personId: PersonId;
  method: string;
  path: string;
  key: string;
  body: unknown;
}

/** A request that was done, with what its use case returned. */
export interface DoneRequest extends IdempotentRequest {
  answer: unknown;
}

/** The answer to a request was found or kept; `answer` is what its use case returned. */
export interface KeptAnswer {
  answer: unknown;
}

/** Thrown inside the transaction of a twin that came second: its answer is the first one's. */
export class AlreadyAnswered extends Error {
  readonly kept: KeptAnswer;
  constructor(kept: KeptAnswer) {
    super('already answered');
    this.kept = kept;
  }
}

/** What a request is answered of which a twin was done. */
export const answerAgain = ({ bodyHash }: IdempotentRequest, done: DoneRequest) =>
  bodyHash === done.bodyHash
    ? new AlreadyAnswered({ answer: done.answer })
    : new AppError('idempotency-mismatch');

export interface IdempotencyStore {
  request(parts: RequestParts): IdempotentRequest;
  /** Inside the transaction: those of the requests that were done before, by their ids. */
  findDone(
    requests: readonly IdempotentRequest[],
    session: ClientSession,
  ): Promise<ReadonlyMap<string, DoneRequest>>;
  /** Inside the transaction: takes a key; a twin's write conflicts and is run again after the first. */
  claim(request: IdempotentRequest, session: ClientSession): Promise<void>;
  /** Inside the transaction; takes keys that were not claimed before. */
  keep(done: readonly DoneRequest[], session: ClientSession): Promise<void>;
  /** Which of these requests were done; their bodies do not matter. */
  done(ids: readonly string[]): Promise<ReadonlySet<string>>;
  createIndexes(): Promise<void>;
}

const schema = new Schema<Row>(
  {
    _id: { type: String, required: true },
    bodyHash: { type: String, required: true },
    answer: Schema.Types.Mixed,
    createdAt: { type: Date, required: true },
  },
  { collection: 'idempotency', versionKey: false, minimize: false },
);
schema.index({ createdAt: 1 }, { expireAfterSeconds: keptDays * 86_400 });

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

export function createIdempotencyStore(connection: Connection): IdempotencyStore {
  const Rows = connection.model<Row>('Idempotency', schema);
  const rows = connection.collection<Row>('idempotency');

  return {
    request: ({ personId, method, path, key, body }) => ({
      id: sha256(JSON.stringify([personId, method, path, key])),
      bodyHash: sha256(JSON.stringify(body ?? null)),
    }),
    async findDone(requests, session) {
      if (requests.length === 0) return new Map();
      const filter = { _id: { $in: requests.map(({ id }) => id) } };
      const found = await Rows.find(filter, null, { session }).lean();
      return new Map(
        found.map(({ _id: id, bodyHash, answer }) => [id, { id, bodyHash, answer }] as const),
      );
    },
    async claim({ id, bodyHash }, session) {
      await rows.insertOne({ _id: id, bodyHash, createdAt: new Date() }, { session });
    },
    async keep(done, session) {
      if (done.length === 0) return;
      const createdAt = new Date();
      const writes = done.map(({ id, bodyHash, answer }) => ({
        replaceOne: {
          filter: { _id: id },
          replacement: { bodyHash, answer, createdAt },
          upsert: true,
        },
      }));
      await rows.bulkWrite(writes, { session, ignoreUndefined: true });
    },
    async done(ids) {
      const found = await Rows.find({ _id: { $in: ids } }, { _id: 1 }).lean();
      return new Set(found.map(({ _id }) => _id));
    },
    async createIndexes() {
      await Rows.createIndexes();
    },
  };
}
