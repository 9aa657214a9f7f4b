import type { InstitutionView } from '@jembatan/shared/communities.contract';
import type { InstitutionId } from '@jembatan/shared/ids';
import { type Connection, type QueryFilter, Schema, type Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';

interface InstitutionDocument {
  _id: Types.ObjectId;
  name: string;
  nameFold: string;
  kind: InstitutionView['kind'];
  country: string | null;
  createdAt: Date;
}

export interface Institution extends Omit<InstitutionDocument, '_id'> {
  id: InstitutionId;
}

const schema = new Schema<InstitutionDocument>(
  {
    name: { type: String, required: true },
    nameFold: { type: String, required: true },
    kind: { type: String, required: true },
    country: { type: String, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'institutions', versionKey: false },
);
schema.index({ nameFold: 1, _id: 1 });

const toInstitution = ({ _id, ...rest }: InstitutionDocument): Institution => ({
  ...rest,
  id: idOf(_id),
});

export type InstitutionsRepository = ReturnType<typeof createInstitutionsRepository>;

export function createInstitutionsRepository(connection: Connection) {
  const Institutions = connection.model<InstitutionDocument>('Institution', schema);
  return {
    async insert(institution: Omit<Institution, 'id'>): Promise<Institution> {
      const [doc] = await Institutions.insertMany([institution]);
      if (!doc) throw new Error('nothing was inserted');
      return toInstitution(doc.toObject());
    },
    async exists(id: string): Promise<boolean> {
      return (await Institutions.exists({ _id: id })) !== null;
    },
    /** By name; up to `limit + 1`. */
    async list(page: { after: { nameFold: string; id: string } | null; limit: number }) {
      const { after } = page;
      const behind = after
        ? {
            $or: [
              { nameFold: { $gt: after.nameFold } },
              { nameFold: after.nameFold, _id: { $gt: after.id } },
            ],
          }
        : {};
      const found = await Institutions.find(behind as QueryFilter<InstitutionDocument>)
        .sort({ nameFold: 1, _id: 1 })
        .limit(page.limit + 1)
        .lean();
      return found.map(toInstitution);
    },
    async createIndexes() {
      await Institutions.createIndexes();
    },
  };
}
