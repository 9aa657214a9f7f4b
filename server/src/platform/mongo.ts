import { type Connection, Mongoose } from 'mongoose';
import type { Logger } from '../kernel/logger.ts';

export interface MongoOptions {
  url: string;
  logger: Logger;
}

/** How long a single call may wait: the whole request answers 503 within 3 s (rule 10). */
const waitMs = 2_500;

export interface Mongo {
  readonly connection: Connection;
  /** Whether a primary answers right now. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Connects, and keeps trying in the background when MongoDB is away at the
 * start. Sessions of a transaction reach every model by async context.
 */
export async function connectMongo({ url, logger }: MongoOptions): Promise<Mongo> {
  const mongoose = new Mongoose({
    transactionAsyncLocalStorage: true,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
    strictQuery: 'throw',
  });
  const connection = mongoose.createConnection(url, {
    serverSelectionTimeoutMS: waitMs,
    connectTimeoutMS: waitMs,
    socketTimeoutMS: waitMs,
    waitQueueTimeoutMS: waitMs,
    heartbeatFrequencyMS: 1_000,
    maxPoolSize: 40,
    minPoolSize: 4,
    writeConcern: { w: 'majority', journal: true },
  });
  connection.on('error', (err) => logger.warn({ err }, 'mongodb connection error'));
  await connection.asPromise();
  return { connection, isUp: () => ping(connection), close: () => connection.close() };
}

async function ping(connection: Connection): Promise<boolean> {
  try {
    await connection.getClient().db('admin').command({ ping: 1 }, { readPreference: 'primary' });
    return true;
  } catch {
    return false;
  }
}
