import type { CommunityId, PersonId, RequestId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { type RequestDocument, requestModel } from './invites.model.ts';

/** Somebody's wish to join. */
export interface JoinRequest extends Pick<RequestDocument, 'state' | 'createdAt'> {
  id: RequestId;
  communityId: CommunityId;
  personId: PersonId;
}

export type RequestsRepository = ReturnType<typeof createRequestsRepository>;

function toRequest({ _id, communityId, personId, state, createdAt }: RequestDocument): JoinRequest {
  const ids = { id: idOf<'request'>(_id), communityId: idOf<'community'>(communityId) };
  return { ...ids, personId: idOf(personId), state, createdAt };
}

export function createRequestsRepository(connection: Connection) {
  const Requests = requestModel(connection);
  const orNull = (doc: RequestDocument | null) => (doc ? toRequest(doc) : null);
  return {
    async insert(request: Omit<JoinRequest, 'id'>): Promise<JoinRequest> {
      const [doc] = await Requests.insertMany([{ ...request, answeredBy: null }]);
      if (!doc) throw new Error('nothing was inserted');
      return toRequest(doc.toObject());
    },
    findById: async (id: string) => orNull(await Requests.findById(id).lean()),
    findOpen: async (communityId: string, personId: string) =>
      orNull(await Requests.findOne({ communityId, personId, state: 'open' }).lean()),
    /** Open ones, oldest first; up to `limit + 1`. */
    async listOpen(page: { communityId: string; afterId: string | null; limit: number }) {
      const behind = page.afterId ? { _id: { $gt: page.afterId } } : {};
      const found = await Requests.find({ communityId: page.communityId, state: 'open', ...behind })
        .sort({ _id: 1 })
        .limit(page.limit + 1)
        .lean();
      return found.map(toRequest);
    },
    /** Null when it was answered before. */
    answer: async (id: string, state: 'accepted' | 'refused', by: PersonId) =>
      orNull(
        await Requests.findOneAndUpdate(
          { _id: id, state: 'open' },
          { $set: { state, answeredBy: by } },
          { returnDocument: 'after' },
        ).lean(),
      ),
    async createIndexes() {
      await Requests.createIndexes();
    },
  };
}
