import { type Connection, type Model, Schema, type Types } from 'mongoose';

export interface TranslationDocument {
  _id: Types.ObjectId;
  postId: Types.ObjectId;
  threadId: Types.ObjectId;
  lang: string;
  /** The post's revision that was translated. */
  revision: number;
  version: number;
  origin: 'engine' | 'people';
  editorId: Types.ObjectId | null;
  body: string;
  html: string;
  renderVersion: number;
  changedAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true };
const said = {
  revision: { type: Number, required: true },
  version: { type: Number, required: true },
  origin: { type: String, required: true },
  editorId: { type: Schema.Types.ObjectId, default: null },
  body: { type: String, default: '' },
};

const schema = new Schema<TranslationDocument>(
  {
    postId: id,
    threadId: id,
    lang: { type: String, required: true },
    ...said,
    html: { type: String, default: '' },
    renderVersion: { type: Number, required: true },
    changedAt: { type: Date, required: true },
  },
  { collection: 'translations', versionKey: false },
);
schema.index({ postId: 1, lang: 1 }, { unique: true });

/** A version as it was written; the latest is in `translations` as well. */
export interface TranslationVersionDocument {
  _id: Types.ObjectId;
  postId: Types.ObjectId;
  lang: string;
  revision: number;
  version: number;
  origin: 'engine' | 'people';
  editorId: Types.ObjectId | null;
  body: string;
  createdAt: Date;
}

const versionSchema = new Schema<TranslationVersionDocument>(
  {
    postId: id,
    lang: { type: String, required: true },
    ...said,
    createdAt: { type: Date, required: true },
  },
  { collection: 'translation-versions', versionKey: false },
);
versionSchema.index({ postId: 1, lang: 1, version: -1 }, { unique: true });

/** What one person wants translated; the id is the person's. */
export interface WishDocument {
  _id: Types.ObjectId;
  auto: boolean;
  to: string | null;
}

const wishSchema = new Schema<WishDocument>(
  { _id: Schema.Types.ObjectId, auto: Boolean, to: { type: String, default: null } },
  { collection: 'translation-wishes', versionKey: false },
);

/** A community whose text may be sent; the id is the community's. */
export interface ConsentDocument {
  _id: Types.ObjectId;
  allowed: boolean;
  byId: Types.ObjectId;
  at: Date;
}

const consentSchema = new Schema<ConsentDocument>(
  { _id: Schema.Types.ObjectId, allowed: Boolean, byId: id, at: { type: Date, required: true } },
  { collection: 'translation-consents', versionKey: false },
);

export const translationModels = (connection: Connection) => ({
  Translations: connection.model<TranslationDocument>('Translation', schema),
  Versions: connection.model<TranslationVersionDocument>('TranslationVersion', versionSchema),
  Wishes: connection.model<WishDocument>('TranslationWish', wishSchema),
  Consents: connection.model<ConsentDocument>('TranslationConsent', consentSchema),
});

export type TranslationModels = {
  Translations: Model<TranslationDocument>;
  Versions: Model<TranslationVersionDocument>;
  Wishes: Model<WishDocument>;
  Consents: Model<ConsentDocument>;
};
