import type { FileId, PersonId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { only } from '../../kernel/only.ts';
import { type PersonDocument, personModel } from './people.model.ts';

/** A person as the hub knows them, without the password. */
export interface Person
  extends Omit<
    PersonDocument,
    '_id' | 'avatarFileId' | 'email' | 'passwordHash' | 'handleFold' | 'terms'
  > {
  id: PersonId;
  email: string | null;
  avatarFileId: FileId | null;
}

export type NewPerson = Omit<PersonDocument, '_id' | 'avatarFileId'>;
export type PersonChange = Partial<
  Pick<
    PersonDocument,
    | 'displayName'
    | 'bio'
    | 'languages'
    | 'country'
    | 'timeZone'
    | 'locale'
    | 'hubRole'
    | 'terms'
    | 'passwordHash'
    | 'age'
  >
> & { avatarFileId?: string | null };

export interface PeopleRepository {
  /** Breaks `handleFold` or `email` uniqueness with the driver's duplicate error. */
  insert(person: NewPerson): Promise<Person>;
  findById(id: string): Promise<Person | null>;
  findMany(ids: readonly string[]): Promise<Person[]>;
  findByHandle(handleFold: string): Promise<Person | null>;
  findManyByHandle(handleFolds: readonly string[]): Promise<Person[]>;
  /** For sign-in only: the person with the hash, by folded handle or e-mail. */
  findCredentials(login: {
    handleFold: string;
    email: string;
  }): Promise<{ person: Person; passwordHash: string } | null>;
  change(id: string, change: PersonChange): Promise<Person | null>;
  countAdmins(): Promise<number>;
  createIndexes(): Promise<void>;
}

function toPerson(doc: PersonDocument): Person {
  const {
    _id,
    passwordHash: _hash,
    handleFold: _fold,
    terms: _terms,
    avatarFileId,
    email,
    ...rest
  } = doc;
  return { ...rest, id: idOf(_id), email: email ?? null, avatarFileId: idOrNull(avatarFileId) };
}

const orNull = (doc: PersonDocument | null) => (doc ? toPerson(doc) : null);

export function createPeopleRepository(connection: Connection): PeopleRepository {
  const People = personModel(connection);
  return {
    async insert(person) {
      return toPerson(only(await People.insertMany([person])).toObject());
    },
    findById: async (id) => orNull(await People.findById(id).lean()),
    findMany: async (ids) => (await People.find({ _id: { $in: ids } }).lean()).map(toPerson),
    findByHandle: async (handleFold) => orNull(await People.findOne({ handleFold }).lean()),
    findManyByHandle: async (handleFolds) =>
      (await People.find({ handleFold: { $in: handleFolds } }).lean()).map(toPerson),
    async findCredentials({ handleFold, email }) {
      const doc = await People.findOne({ $or: [{ handleFold }, { email }] }).lean();
      return doc ? { person: toPerson(doc), passwordHash: doc.passwordHash } : null;
    },
    change: async (id, change) =>
      orNull(
        await People.findByIdAndUpdate(id, { $set: change }, { returnDocument: 'after' }).lean(),
      ),
    countAdmins: () => People.countDocuments({ hubRole: 'admin' }),
    async createIndexes() {
      await People.createIndexes();
    },
  };
}
