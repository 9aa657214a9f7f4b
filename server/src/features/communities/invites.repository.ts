import type { CommunityId, InstitutionId, PersonId } from '@jembatan/shared/ids';
import type { Connection, QueryFilter } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { type InviteDocument, inviteModel } from './invites.model.ts';

export interface Invite
  extends Omit<InviteDocument, '_id' | 'communityId' | 'institutionId' | 'createdBy'> {
  id: string;
  communityId: CommunityId;
  institutionId: InstitutionId | null;
  createdBy: PersonId;
}

export type InvitesRepository = ReturnType<typeof createInvitesRepository>;

function toInvite({ _id, communityId, institutionId, createdBy, ...rest }: InviteDocument): Invite {
  return {
    ...rest,
    id: _id.toString(),
    communityId: idOf(communityId),
    institutionId: idOrNull(institutionId),
    createdBy: idOf(createdBy),
  };
}

const working = (now: Date): QueryFilter<InviteDocument> => ({
  revokedAt: null,
  $and: [
    { $or: [{ usesLeft: null }, { usesLeft: { $gt: 0 } }] },
    { $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] },
  ],
});

/** Whether it can still be accepted. */
export function works(invite: Invite, now: Date): boolean {
  if (invite.revokedAt || invite.usesLeft === 0) return false;
  return invite.expiresAt === null || invite.expiresAt > now;
}

export function createInvitesRepository(connection: Connection) {
  const Invites = inviteModel(connection);
  const orNull = (doc: InviteDocument | null) => (doc ? toInvite(doc) : null);
  return {
    async insert(invite: Omit<Invite, 'id'>): Promise<Invite> {
      const [doc] = await Invites.insertMany([invite]);
      if (!doc) throw new Error('nothing was inserted');
      return toInvite(doc.toObject());
    },
    findByCode: async (code: string) => orNull(await Invites.findOne({ code }).lean()),
    /** Takes one use of an invitation that works; null when it does not any more. */
    async use(code: string, now: Date): Promise<Invite | null> {
      const limited = { code, ...working(now), usesLeft: { $gt: 0 } };
      const found = await Invites.findOneAndUpdate(limited, { $inc: { usesLeft: -1 } }).lean();
      return orNull(
        found ?? (await Invites.findOne({ code, ...working(now), usesLeft: null }).lean()),
      );
    },
    /** Those that work, newest first; up to `limit + 1`. */
    async list(page: { communityId: string; beforeId: string | null; now: Date; limit: number }) {
      const filter = {
        communityId: page.communityId,
        ...working(page.now),
        ...(page.beforeId && { _id: { $lt: page.beforeId } }),
      };
      const found = await Invites.find(filter as QueryFilter<InviteDocument>)
        .sort({ _id: -1 })
        .limit(page.limit + 1)
        .lean();
      return found.map(toInvite);
    },
    async revoke(id: string, now: Date): Promise<void> {
      await Invites.updateOne({ _id: id }, { $set: { revokedAt: now } });
    },
    async createIndexes() {
      await Invites.createIndexes();
    },
  };
}
