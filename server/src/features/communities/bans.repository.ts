import type { CommunityId, InstitutionId, PersonId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { type BanDocument, banModel } from './members.model.ts';

export interface Ban extends Pick<BanDocument, 'state' | 'role' | 'class' | 'at'> {
  communityId: CommunityId;
  personId: PersonId;
  institutionId: InstitutionId | null;
  memberInstitutionId: InstitutionId | null;
  by: PersonId;
}

export type BansRepository = ReturnType<typeof createBansRepository>;

function toBan({ state, role, class: className, at, ...ids }: BanDocument): Ban {
  return {
    state,
    role,
    class: className,
    at,
    communityId: idOf(ids.communityId),
    personId: idOf(ids.personId),
    institutionId: idOrNull(ids.institutionId),
    memberInstitutionId: idOrNull(ids.memberInstitutionId),
    by: idOf(ids.by),
  };
}

export function createBansRepository(connection: Connection) {
  const Bans = banModel(connection);
  return {
    async find(communityId: string, personId: string): Promise<Ban | null> {
      const doc = await Bans.findOne({ communityId, personId }).lean();
      return doc ? toBan(doc) : null;
    },
    async stands(communityId: string, personId: string): Promise<boolean> {
      return (await Bans.exists({ communityId, personId, state: 'stands' })) !== null;
    },
    /** Communities that keep the person out. */
    listStandingOf: async (personId: string): Promise<CommunityId[]> =>
      (await Bans.find({ personId, state: 'stands' }).lean()).map(({ communityId }) =>
        idOf(communityId),
      ),
    async put({ communityId, personId, ...ban }: Ban): Promise<void> {
      await Bans.updateOne({ communityId, personId }, { $set: ban }, { upsert: true });
    },
    /** Whether there was one. */
    async remove(communityId: string, personId: string): Promise<boolean> {
      return (await Bans.deleteOne({ communityId, personId })).deletedCount > 0;
    },
    async createIndexes() {
      await Bans.createIndexes();
    },
  };
}
