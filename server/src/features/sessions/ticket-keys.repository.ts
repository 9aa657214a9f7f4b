import type { Connection } from 'mongoose';
import {
  type RetiredKey,
  type StoredKey,
  type TicketKeysDocument,
  ticketKeysModel,
} from './ticket-keys.model.ts';

export type { RetiredKey, StoredKey } from './ticket-keys.model.ts';
export type TicketKeySet = Omit<TicketKeysDocument, '_id'>;
export type TicketKeysRepository = ReturnType<typeof createTicketKeysRepository>;

const id = 'ticket-keys';

export function createTicketKeysRepository(connection: Connection) {
  const Rows = ticketKeysModel(connection);
  const toSet = ({ current, retired }: TicketKeysDocument): TicketKeySet => ({ current, retired });

  return {
    /** The hub's keys; `fresh` becomes the first one when there is none. Servers starting at once agree. */
    async load(fresh: StoredKey): Promise<TicketKeySet> {
      const change = { $setOnInsert: { current: fresh, retired: [] } };
      const row = await Rows.findByIdAndUpdate(id, change, {
        upsert: true,
        returnDocument: 'after',
      }).lean();
      if (!row) throw new Error('the ticket keys could not be made');
      return toSet(row);
    },
    async find(): Promise<TicketKeySet | null> {
      const row = await Rows.findById(id).lean();
      return row ? toSet(row) : null;
    },
    /** False when another server was first. */
    async replace(old: RetiredKey, fresh: StoredKey): Promise<boolean> {
      const change = { $set: { current: fresh }, $push: { retired: old } };
      const { modifiedCount } = await Rows.updateOne({ _id: id, 'current.kid': old.kid }, change);
      return modifiedCount === 1;
    },
    async forget(kids: readonly string[]): Promise<void> {
      await Rows.updateOne({ _id: id }, { $pull: { retired: { kid: { $in: kids } } } });
    },
  };
}
