import type { TagLevel, TagUse } from '@jembatan/shared/tags.contract';
import { type Connection, Schema, type Types } from 'mongoose';

const id = { type: Schema.Types.ObjectId, required: true };
const text = { type: String, required: true };

export interface TagDocument {
  _id: Types.ObjectId;
  communityId: Types.ObjectId;
  /** As threads have it. */
  name: string;
  /** The name folded: lists go by it. */
  key: string;
  /** Names that lead here, folded, the own one among them. */
  keys: string[];
  /** What names look like, whatever letters they are of. */
  looks: string[];
  aliases: string[];
  /** Earlier names that threads may still have. */
  moving: string[];
  /** Beginnings of the words of all names. */
  terms: string[];
  description: string;
  groupId: Types.ObjectId | null;
  use: TagUse;
  /** Taken up by staff: there for all, whoever may see its threads. */
  listed: boolean;
}

const tagSchema = new Schema<TagDocument>(
  {
    communityId: id,
    name: text,
    key: text,
    keys: [String],
    looks: [String],
    aliases: [String],
    moving: [String],
    terms: [String],
    description: { type: String, default: '' },
    groupId: { type: Schema.Types.ObjectId, default: null },
    use: { type: String, default: 'everybody' },
    listed: { type: Boolean, default: false },
  },
  { collection: 'tags', versionKey: false },
);
tagSchema.index({ communityId: 1, keys: 1 }, { unique: true });
tagSchema.index({ communityId: 1, key: 1 });
tagSchema.index({ communityId: 1, groupId: 1, key: 1 });
tagSchema.index({ communityId: 1, looks: 1 });
tagSchema.index({ communityId: 1, terms: 1, key: 1 });
tagSchema.index({ keys: 1 });

export interface TagGroupDocument {
  _id: Types.ObjectId;
  communityId: Types.ObjectId;
  name: string;
  key: string;
  oneOf: boolean;
}

const groupSchema = new Schema<TagGroupDocument>(
  { communityId: id, name: text, key: text, oneOf: { type: Boolean, default: false } },
  { collection: 'tag_groups', versionKey: false },
);
groupSchema.index({ communityId: 1, key: 1 }, { unique: true });

export interface TagSettingsDocument {
  _id: Types.ObjectId;
  communityId: Types.ObjectId;
  making: TagUse;
}

const settingsSchema = new Schema<TagSettingsDocument>(
  { communityId: id, making: text },
  { collection: 'tag_settings', versionKey: false },
);
settingsSchema.index({ communityId: 1 }, { unique: true });

/** Threads that are to get another tag, or to lose one. */
export interface TagMoveDocument {
  _id: Types.ObjectId;
  communityId: Types.ObjectId;
  from: string;
  to: string | null;
  at: Date;
}

const moveSchema = new Schema<TagMoveDocument>(
  { communityId: id, from: text, to: { type: String, default: null }, at: Date },
  { collection: 'tag_moves', versionKey: false },
);
moveSchema.index({ communityId: 1, from: 1 });

export interface TagWatchDocument {
  _id: Types.ObjectId;
  tagId: Types.ObjectId;
  personId: Types.ObjectId;
  level: TagLevel;
}

const watchSchema = new Schema<TagWatchDocument>(
  { tagId: id, personId: id, level: text },
  { collection: 'tag_watches', versionKey: false },
);
watchSchema.index({ tagId: 1, personId: 1 }, { unique: true });

export const tagModels = (connection: Connection) => ({
  Tags: connection.model<TagDocument>('Tag', tagSchema),
  Groups: connection.model<TagGroupDocument>('TagGroup', groupSchema),
  Settings: connection.model<TagSettingsDocument>('TagSettings', settingsSchema),
  Moves: connection.model<TagMoveDocument>('TagMove', moveSchema),
  Watches: connection.model<TagWatchDocument>('TagWatch', watchSchema),
});
