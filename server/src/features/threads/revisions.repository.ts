import type { PersonId, PostId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { type RevisionDocument, revisionModel } from './posts.model.ts';

/** A version of a post that is no longer the current one. */
export interface Revision {
  revision: number;
  body: string;
  editorId: PersonId;
  createdAt: Date;
}

export interface RevisionPage {
  postId: PostId;
  /** The first that may be seen. */
  from: number;
  /** Goes on behind this one; null begins. */
  after: number | null;
  newestFirst: boolean;
  limit: number;
}

export type RevisionsRepository = ReturnType<typeof createRevisionsRepository>;

function toRevision({ revision, body, editorId, createdAt }: RevisionDocument): Revision {
  return { revision, body, editorId: idOf(editorId), createdAt };
}

export function createRevisionsRepository(connection: Connection) {
  const Revisions = revisionModel(connection);
  return {
    async insert(revision: Revision & { postId: PostId }): Promise<void> {
      await Revisions.insertMany([revision]);
    },

    find: async (postId: PostId, revision: number): Promise<Revision | null> => {
      const doc = await Revisions.findOne({ postId, revision }).lean();
      return doc && toRevision(doc);
    },

    /** By number; up to `limit + 1`. */
    async list({ postId, from, after, newestFirst, limit }: RevisionPage): Promise<Revision[]> {
      const behind = after === null ? {} : newestFirst ? { $lt: after } : { $gt: after };
      const found = await Revisions.find({ postId, revision: { $gte: from, ...behind } })
        .sort({ revision: newestFirst ? -1 : 1 })
        .limit(limit + 1)
        .lean();
      return found.map(toRevision);
    },

    async createIndexes(): Promise<void> {
      await Revisions.createIndexes();
    },
  };
}
