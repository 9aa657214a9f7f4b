import type { PostId } from '@jembatan/shared/ids';
import { type Connection, Schema, type Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';

interface PollTranslationDocument {
  _id: Types.ObjectId;
  postId: Types.ObjectId;
  lang: string;
  edition: number;
  question: string | null;
  options: { id: string; text: string }[];
}

export interface PollTranslation extends Omit<PollTranslationDocument, '_id' | 'postId'> {
  postId: PostId;
}

const schema = new Schema<PollTranslationDocument>(
  {
    postId: { type: Schema.Types.ObjectId, required: true },
    lang: { type: String, required: true },
    edition: { type: Number, required: true },
    question: { type: String, default: null },
    options: [{ _id: false, id: String, text: String }],
  },
  { collection: 'poll-translations', versionKey: false },
);
schema.index({ postId: 1, lang: 1 }, { unique: true });

export type PollTranslationsRepository = ReturnType<typeof createPollTranslationsRepository>;

/** Of each poll and language the words of one edition: the one that was translated last. */
export function createPollTranslationsRepository(connection: Connection) {
  const Translations = connection.model<PollTranslationDocument>('PollTranslation', schema);
  return {
    async find(postId: PostId, lang: string): Promise<PollTranslation | null> {
      const doc = await Translations.findOne({ postId, lang }).lean();
      if (!doc) return null;
      const { _id, ...rest } = doc;
      return { ...rest, postId: idOf(doc.postId) };
    },

    async keep({ postId, lang, ...said }: PollTranslation): Promise<void> {
      await Translations.updateOne({ postId, lang }, { $set: said }, { upsert: true });
    },

    async removeOf(postId: PostId): Promise<void> {
      await Translations.deleteMany({ postId });
    },

    async createIndexes(): Promise<void> {
      await Translations.createIndexes();
    },
  };
}
