import type { PersonId } from '@jembatan/shared/ids';
import { type ClientSession, type Connection, Schema, Types } from 'mongoose';
import type { Clock } from '../kernel/clock.ts';
import type {
  Consumer,
  DomainEvent,
  DomainEvents,
  DomainEventType,
  EventBus,
} from '../kernel/domain-events.ts';
import type { Logger } from '../kernel/logger.ts';

/** A row older than this was left by a server that died between commit and delivery. */
const orphanMs = 5_000;
const sweepMs = 1_000;

interface Row {
  _id: Types.ObjectId;
  type: DomainEventType;
  at: Date;
  actorId: string | null;
  facts: unknown;
  /** When the row may be delivered by another server. */
  claimableAt: Date;
}

export interface OutboxDeps {
  connection: Connection;
  clock: Clock;
  logger: Logger;
}

export interface Outbox extends EventBus {
  event<T extends DomainEventType>(
    type: T,
    facts: DomainEvents[T],
    actorId: PersonId | null,
  ): DomainEvent<T>;
  /** Inside the transaction. */
  write(events: readonly DomainEvent[], session: ClientSession): Promise<void>;
  /** After the commit: hands the events to the consumers, in order, then removes their rows. */
  deliver(events: readonly DomainEvent[]): void;
  /** Waits until all that was handed over is done. */
  drained(): Promise<void>;
  start(): void;
  stop(): void;
  createIndexes(): Promise<void>;
}

const schema = new Schema<Row>(
  {
    type: String,
    at: Date,
    actorId: { type: String, default: null },
    facts: Schema.Types.Mixed,
    claimableAt: Date,
  },
  { collection: 'outbox', versionKey: false, minimize: false },
);
schema.index({ claimableAt: 1 });

export function createOutbox({ connection, clock, logger }: OutboxDeps): Outbox {
  const Rows = connection.model<Row>('Outbox', schema);
  const consumers = new Map<DomainEventType, Consumer<never>[]>();
  const underWay = new Set<Promise<void>>();
  const remove = removeTogether((ids) => Rows.collection.deleteMany({ _id: { $in: ids } }));
  let timer: NodeJS.Timeout | undefined;

  /** Starts all consumers at once: those that only emit news keep the order of commits. */
  async function consume(event: DomainEvent): Promise<void> {
    const results = await Promise.allSettled(
      (consumers.get(event.type) ?? []).map(async (consumer) => consumer(event as never)),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    await remove(event.id);
  }

  function track(work: Promise<void>): void {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  /** A failed consumer leaves its row, which the sweeper delivers again. */
  function deliverOne(event: DomainEvent): void {
    track(
      consume(event).catch((err: unknown) =>
        logger.warn({ err, event: event.type, id: event.id }, 'event will be delivered again'),
      ),
    );
  }

  async function sweep(): Promise<void> {
    for (;;) {
      const now = clock.now();
      const row = await Rows.findOneAndUpdate(
        { claimableAt: { $lt: now } },
        { $set: { claimableAt: new Date(now.getTime() + orphanMs) } },
        { sort: { claimableAt: 1 } },
      ).lean();
      if (!row) return;
      await consume(toEvent(row));
    }
  }

  return {
    on: (type, consumer) => void consumers.set(type, [...(consumers.get(type) ?? []), consumer]),
    event: (type, facts, actorId) => ({
      id: new Types.ObjectId().toString(),
      type,
      at: clock.now(),
      actorId,
      facts,
    }),
    async write(events, session) {
      if (events.length === 0) return;
      await Rows.collection.insertMany(events.map(toRow), { session, ignoreUndefined: true });
    },
    deliver: (events) => events.forEach(deliverOne),
    async drained() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    start() {
      timer = setInterval(
        () => track(sweep().catch((err: unknown) => logger.warn({ err }, 'outbox sweep failed'))),
        sweepMs,
      );
      timer.unref();
    },
    stop: () => clearInterval(timer),
    async createIndexes() {
      await Rows.createIndexes();
    },
  };
}

/** Rows that are done while others are being removed go together: under load most of them do. */
function removeTogether(
  removeAll: (ids: Types.ObjectId[]) => Promise<unknown>,
): (id: string) => Promise<void> {
  let waiting: Types.ObjectId[] = [];
  let next: Promise<void> | undefined;
  let running: Promise<unknown> = Promise.resolve();

  async function flush(after: Promise<unknown>): Promise<void> {
    await after.catch(() => undefined);
    const ids = waiting;
    waiting = [];
    next = undefined;
    running = removeAll(ids);
    await running;
  }

  return (id) => {
    waiting.push(new Types.ObjectId(id));
    next ??= flush(running);
    return next;
  };
}

function toRow(event: DomainEvent): Row {
  return {
    _id: new Types.ObjectId(event.id),
    type: event.type,
    at: event.at,
    actorId: event.actorId,
    facts: event.facts,
    claimableAt: new Date(event.at.getTime() + orphanMs),
  };
}

/** The casts undo `toRow`: rows are written by this file only. */
function toEvent(row: Row): DomainEvent {
  return {
    id: row._id.toString(),
    type: row.type,
    at: row.at,
    actorId: row.actorId as PersonId | null,
    facts: row.facts as DomainEvent['facts'],
  };
}
