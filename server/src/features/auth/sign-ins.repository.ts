import type { PersonId, SignInId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { only } from '../../kernel/only.ts';
import { type SignInDocument, signInModel } from './sign-ins.model.ts';

export interface SignIn extends Omit<SignInDocument, '_id' | 'personId'> {
  id: SignInId;
  personId: PersonId;
}

export interface SignInsRepository {
  insert(signIn: Omit<SignIn, 'id'>): Promise<SignIn>;
  find(id: string): Promise<SignIn | null>;
  /** Moves on from the given generation; null when another request was first or it was revoked. */
  rotate(id: SignInId, from: number, at: Date): Promise<SignIn | null>;
  /** Ids of those that lived until now. */
  revoke(id: SignInId, at: Date): Promise<SignInId[]>;
  revokeAll(personId: PersonId, at: Date): Promise<SignInId[]>;
  createIndexes(): Promise<void>;
}

function toSignIn({ _id, personId, ...rest }: SignInDocument): SignIn {
  return { ...rest, id: idOf(_id), personId: idOf(personId) };
}

export function createSignInsRepository(connection: Connection): SignInsRepository {
  const SignIns = signInModel(connection);

  async function revokeWhere(filter: Record<string, unknown>, at: Date): Promise<SignInId[]> {
    const living = await SignIns.find({ ...filter, revokedAt: null }, { _id: 1 }).lean();
    await SignIns.updateMany(
      { _id: { $in: living.map(({ _id }) => _id) } },
      { $set: { revokedAt: at } },
    );
    return living.map(({ _id }) => idOf(_id));
  }

  return {
    async insert(signIn) {
      return toSignIn(only(await SignIns.insertMany([signIn])).toObject());
    },
    async find(id) {
      const doc = await SignIns.findById(id).lean();
      return doc ? toSignIn(doc) : null;
    },
    async rotate(id, from, at) {
      const doc = await SignIns.findOneAndUpdate(
        { _id: id, generation: from, revokedAt: null },
        { $set: { generation: from + 1, rotatedAt: at } },
        { returnDocument: 'after' },
      ).lean();
      return doc ? toSignIn(doc) : null;
    },
    revoke: (id, at) => revokeWhere({ _id: id }, at),
    revokeAll: (personId, at) => revokeWhere({ personId }, at),
    async createIndexes() {
      await SignIns.createIndexes();
    },
  };
}
