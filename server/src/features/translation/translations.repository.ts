import type { CommunityId, PersonId, PostId, ThreadId } from '@jembatan/shared/ids';
import type { TranslationWish } from '@jembatan/shared/translation.contract';
import type { Connection } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import {
  type TranslationDocument,
  type TranslationModels,
  type TranslationVersionDocument,
  translationModels,
} from './translations.model.ts';

export interface Translation
  extends Omit<TranslationDocument, '_id' | 'postId' | 'threadId' | 'editorId'> {
  postId: PostId;
  threadId: ThreadId;
  editorId: PersonId | null;
}

export interface TranslationVersion
  extends Omit<TranslationVersionDocument, '_id' | 'postId' | 'editorId'> {
  postId: PostId;
  editorId: PersonId | null;
}

export type TranslationsRepository = ReturnType<typeof createTranslationsRepository>;

/** Versions a list shows. */
const listed = 100;

function toTranslation(doc: TranslationDocument): Translation {
  const { _id, postId, threadId, editorId, ...rest } = doc;
  return {
    ...rest,
    postId: idOf(postId),
    threadId: idOf(threadId),
    editorId: idOrNull(editorId),
  };
}

function toVersion(doc: TranslationVersionDocument): TranslationVersion {
  const { _id, postId, editorId, ...rest } = doc;
  return { ...rest, postId: idOf(postId), editorId: idOrNull(editorId) };
}

export function createTranslationsRepository(connection: Connection) {
  const models = translationModels(connection);
  return {
    ...translations(models),
    ...choices(models),
    async createIndexes(): Promise<void> {
      await Promise.all([models.Translations.createIndexes(), models.Versions.createIndexes()]);
    },
  };
}

function translations({ Translations, Versions }: TranslationModels) {
  return {
    async find(postId: PostId, lang: string): Promise<Translation | null> {
      const doc = await Translations.findOne({ postId, lang }).lean();
      return doc && toTranslation(doc);
    },

    /** Writes the version after the one that was read, and its history; null when another came first. */
    async write(next: Translation): Promise<Translation | null> {
      const { postId, lang, version, revision, origin, editorId, body, changedAt } = next;
      if (version === 1) await Translations.insertMany([next]);
      else {
        const before = { postId, lang, version: version - 1 };
        const { matchedCount } = await Translations.updateOne(before, { $set: next });
        if (matchedCount === 0) return null;
      }
      const said = { postId, lang, version, revision, origin, editorId, body };
      await Versions.insertMany([{ ...said, createdAt: changedAt }]);
      return next;
    },

    /** The same text, rendered by a newer version of the hub. */
    async renew({ postId, lang, version }: Translation, html: string, renderVersion: number) {
      await Translations.updateOne({ postId, lang, version }, { $set: { html, renderVersion } });
    },

    listVersions: async (postId: PostId, lang: string): Promise<TranslationVersion[]> =>
      (await Versions.find({ postId, lang }).sort({ version: -1 }).limit(listed).lean()).map(
        toVersion,
      ),

    async findVersion(postId: PostId, lang: string, version: number) {
      const doc = await Versions.findOne({ postId, lang, version }).lean();
      return doc && toVersion(doc);
    },

    /** What was said of a post that is gone goes with it. */
    async removeOf(postId: PostId): Promise<void> {
      await Translations.deleteMany({ postId });
      await Versions.deleteMany({ postId });
    },
  };
}

function choices({ Wishes, Consents }: TranslationModels) {
  return {
    async wishOf(personId: PersonId): Promise<TranslationWish> {
      const doc = await Wishes.findById(personId).lean();
      return { auto: doc?.auto ?? false, to: doc?.to ?? null };
    },

    async setWish(personId: PersonId, wish: TranslationWish): Promise<void> {
      await Wishes.updateOne({ _id: personId }, { $set: wish }, { upsert: true });
    },

    /** Off unless somebody said otherwise. */
    isAllowed: async (communityId: CommunityId): Promise<boolean> =>
      (await Consents.findById(communityId).lean())?.allowed ?? false,

    async setAllowed(
      communityId: CommunityId,
      consent: { allowed: boolean; byId: PersonId; at: Date },
    ): Promise<void> {
      await Consents.updateOne({ _id: communityId }, { $set: consent }, { upsert: true });
    },
  };
}
