import type { CommunityId } from '@jembatan/shared/ids';
import { type FileKind, fileKind } from '@jembatan/shared/uploads.contract';
import { type Connection, Schema, type Types } from 'mongoose';

/** What a community takes, and how much it has taken; the id is the community's. */
interface FileRulesDocument {
  _id: Types.ObjectId;
  kinds?: FileKind[];
  maxBytes?: number;
  quotaBytes?: number;
  usedBytes?: number;
}

const schema = new Schema<FileRulesDocument>(
  {
    _id: Schema.Types.ObjectId,
    // Absent until an owner chooses.
    kinds: { type: [String], default: undefined },
    maxBytes: Number,
    quotaBytes: Number,
    usedBytes: Number,
  },
  { collection: 'file-rules', versionKey: false },
);

export interface FileRules {
  kinds: FileKind[];
  maxBytes: number;
  quotaBytes: number;
  usedBytes: number;
}

const mib = 1_048_576;
/** What holds until an owner chooses. */
const usual = { kinds: [...fileKind.options], maxBytes: 20 * mib, quotaBytes: 2_000 * mib };

export type FileRulesRepository = ReturnType<typeof createFileRulesRepository>;

export function createFileRulesRepository(connection: Connection) {
  const Rules = connection.model<FileRulesDocument>('FileRules', schema);
  return {
    async of(communityId: CommunityId): Promise<FileRules> {
      const { _id, ...chosen } = (await Rules.findById(communityId).lean()) ?? { _id: null };
      return { usedBytes: 0, ...usual, ...chosen };
    },
    async set(communityId: CommunityId, rules: Omit<FileRules, 'usedBytes'>): Promise<void> {
      await Rules.updateOne({ _id: communityId }, { $set: rules }, { upsert: true });
    },
    /** Fewer for files that are let go. */
    async addUsed(communityId: CommunityId, bytes: number): Promise<void> {
      const added = { $inc: { usedBytes: bytes } };
      await Rules.updateOne({ _id: communityId }, added, { upsert: true });
    },
  };
}
