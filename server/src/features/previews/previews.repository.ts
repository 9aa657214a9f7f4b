import type { CommunityId } from '@jembatan/shared/ids';
import { type Connection, Types } from 'mongoose';
import { type LookedUpDocument, previewModels } from './previews.model.ts';

export type LinkFacts = NonNullable<LookedUpDocument['facts']>;

export type PreviewsRepository = ReturnType<typeof createPreviewsRepository>;

/** What the hub knows of addresses, their pictures, and where nobody wants to see that. */
export function createPreviewsRepository(connection: Connection) {
  const { LookedUp, Pictures, Choices } = previewModels(connection);
  return {
    /** Undefined: nobody has looked, or too long ago. Null: there is nothing to show. */
    async find(id: string, now: Date): Promise<LinkFacts | null | undefined> {
      const found = await LookedUp.findOne({ _id: id, expiresAt: { $gt: now } }).lean();
      return found ? found.facts : undefined;
    },

    async keep(id: string, facts: LinkFacts | null, expiresAt: Date): Promise<void> {
      await LookedUp.updateOne({ _id: id }, { $set: { facts, expiresAt } }, { upsert: true });
    },

    async keepPicture(token: string, bytes: Buffer): Promise<void> {
      await Pictures.insertMany([{ _id: token, bytes }]);
    },

    async findPicture(token: string): Promise<Buffer | null> {
      const found = await Pictures.findById(token);
      return found?.bytes ?? null;
    },

    async isAllowed(id: CommunityId): Promise<boolean> {
      return (await Choices.findById(id).lean())?.allowed ?? true;
    },

    async setAllowed(id: CommunityId, allowed: boolean): Promise<void> {
      const _id = new Types.ObjectId(id);
      await Choices.updateOne({ _id }, { $set: { allowed } }, { upsert: true });
    },

    async createIndexes(): Promise<void> {
      await Promise.all([LookedUp.createIndexes(), Pictures.createIndexes()]);
    },
  };
}
