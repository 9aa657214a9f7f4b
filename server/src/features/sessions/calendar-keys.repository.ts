import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { calendarKeyModel } from './calendar-keys.model.ts';

export interface KeyScope {
  personId: PersonId;
  communityId: CommunityId;
}

export type CalendarKeysRepository = ReturnType<typeof createCalendarKeysRepository>;

export function createCalendarKeysRepository(connection: Connection) {
  const Keys = calendarKeyModel(connection);
  return {
    /** The earlier key of the same scope ends. */
    async put(scope: KeyScope, hash: string, createdAt: Date): Promise<void> {
      await Keys.updateOne({ ...scope }, { $set: { hash, createdAt } }, { upsert: true });
    },
    async find(hash: string): Promise<KeyScope | null> {
      const doc = await Keys.findOne({ hash }).lean();
      return doc ? { personId: idOf(doc.personId), communityId: idOf(doc.communityId) } : null;
    },
    async remove(scope: KeyScope): Promise<void> {
      await Keys.deleteOne({ ...scope });
    },
    async createIndexes(): Promise<void> {
      await Keys.createIndexes();
    },
  };
}
