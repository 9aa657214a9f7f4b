import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import { type Connection, type QueryFilter, Schema, type Types } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';

interface EntryDocument {
  _id: Types.ObjectId;
  at: Date;
  actorId: Types.ObjectId | null;
  action: string;
  subject: { kind: string; id: string };
  /** Whom it concerns. */
  personId: Types.ObjectId | null;
  communityId: Types.ObjectId | null;
  reason: string;
  facts: Record<string, unknown>;
  /** What it was written for: the same is not written twice. */
  source: string;
}

/** One line of the log. */
export interface Entry
  extends Pick<EntryDocument, 'at' | 'action' | 'subject' | 'reason' | 'facts' | 'source'> {
  id: string;
  actorId: PersonId | null;
  personId: PersonId | null;
  communityId: CommunityId | null;
}

export interface EntryPage {
  filter: Record<string, unknown>;
  beforeId: string | null;
  limit: number;
}

/** What counts as held against a person. */
export const sanctions = ['hide', 'lock', 'remove-member', 'ban-member', 'delete-post'] as const;

const schema = new Schema<EntryDocument>(
  {
    at: { type: Date, required: true },
    actorId: { type: Schema.Types.ObjectId, default: null },
    action: { type: String, required: true },
    subject: { kind: { type: String, required: true }, id: { type: String, required: true } },
    personId: { type: Schema.Types.ObjectId, default: null },
    communityId: { type: Schema.Types.ObjectId, default: null },
    reason: { type: String, default: '' },
    facts: { type: Schema.Types.Mixed, default: {} },
    source: { type: String, required: true },
  },
  { collection: 'auditLog', versionKey: false, minimize: false },
);
schema.index({ source: 1 }, { unique: true });
schema.index({ communityId: 1, _id: -1 });
schema.index({ personId: 1, communityId: 1 });

function toEntry({ _id, actorId, personId, communityId, ...rest }: EntryDocument): Entry {
  const ids = { id: _id.toString(), actorId: idOrNull<'person'>(actorId) };
  return { ...rest, ...ids, personId: idOrNull(personId), communityId: idOrNull(communityId) };
}

export type AuditLogRepository = ReturnType<typeof createAuditLogRepository>;

/** The audit log: written and read, never changed. */
export function createAuditLogRepository(connection: Connection) {
  const Entries = connection.model<EntryDocument>('AuditEntry', schema);
  return {
    /** Breaks the uniqueness of `source` with the driver's duplicate error. */
    async append(entry: Omit<Entry, 'id'>): Promise<Entry> {
      const [doc] = await Entries.insertMany([entry]);
      if (!doc) throw new Error('nothing was inserted');
      return toEntry(doc.toObject());
    },
    /** Newest first; up to `limit + 1`. */
    async list({ filter, beforeId, limit }: EntryPage): Promise<Entry[]> {
      const before = beforeId ? { _id: { $lt: beforeId } } : {};
      const found = await Entries.find({ $and: [filter, before] } as QueryFilter<EntryDocument>)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean();
      return found.map(toEntry);
    },
    /** How often order was kept against each of some people, in the places of a filter. */
    async countSanctions(personIds: readonly PersonId[], filter: Record<string, unknown>) {
      const against = { personId: { $in: [...personIds] }, action: { $in: [...sanctions] } };
      const found = await Entries.find({ $and: [filter, against] } as QueryFilter<EntryDocument>)
        .select('personId')
        .lean();
      const counts = new Map<PersonId, number>();
      for (const { personId } of found) {
        if (!personId) continue;
        const id = idOf<'person'>(personId);
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      return counts;
    },
    async createIndexes() {
      await Entries.createIndexes();
    },
  };
}
