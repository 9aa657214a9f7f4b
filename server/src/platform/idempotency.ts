import { createHash } from 'node:crypto';
import { AppError } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import { type Connection, Schema } from 'mongoose';

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

export interface IdempotencyStore {
  request(parts: RequestParts): IdempotentRequest;
  /** Inside the transaction: takes the key; a twin's write conflicts and is run again after the first. */
  claim(request: IdempotentRequest): Promise<void>;
  keep(request: IdempotentRequest, answer: unknown): Promise<void>;
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

  return {
    request: ({ personId, method, path, key, body }) => ({
      id: sha256(JSON.stringify([personId, method, path, key])),
      bodyHash: sha256(JSON.stringify(body ?? null)),
    }),
    async claim({ id, bodyHash }) {
      const earlier = await Rows.findById(id).lean();
      if (!earlier) {
        await Rows.insertMany([{ _id: id, bodyHash, createdAt: new Date() }], { lean: true });
        return;
      }
      if (earlier.bodyHash !== bodyHash) throw new AppError('idempotency-mismatch');
      throw new AlreadyAnswered({ answer: earlier.answer });
    },
    async keep({ id }, answer) {
      await Rows.updateOne({ _id: id }, { $set: { answer } });
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
