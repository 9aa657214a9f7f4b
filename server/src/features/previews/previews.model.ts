import { type Connection, Schema, type Types } from 'mongoose';

/** What is known of an address, for all who link to it. */
export interface LookedUpDocument {
  /** Of the address, in hex. */
  _id: string;
  /** Null: it says nothing, or must not be asked. */
  facts: {
    title: string;
    description: string;
    siteName: string;
    picture: { token: string; width: number; height: number } | null;
  } | null;
  expiresAt: Date;
}

export interface PictureDocument {
  /** Cannot be guessed: whoever has it may see the picture. */
  _id: string;
  bytes: Buffer;
}

export interface ChoiceDocument {
  _id: Types.ObjectId;
  allowed: boolean;
}

const lookedUp = new Schema<LookedUpDocument>(
  {
    _id: { type: String, required: true },
    facts: { type: Schema.Types.Mixed, default: null },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'previews', versionKey: false },
);
lookedUp.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const picture = new Schema<PictureDocument>(
  { _id: { type: String, required: true }, bytes: { type: Buffer, required: true } },
  { collection: 'previewPictures', versionKey: false },
);

const choice = new Schema<ChoiceDocument>(
  { _id: Schema.Types.ObjectId, allowed: { type: Boolean, required: true } },
  { collection: 'previewChoices', versionKey: false },
);

export const previewModels = (connection: Connection) => ({
  LookedUp: connection.model<LookedUpDocument>('Preview', lookedUp),
  Pictures: connection.model<PictureDocument>('PreviewPicture', picture),
  Choices: connection.model<ChoiceDocument>('PreviewChoice', choice),
});
