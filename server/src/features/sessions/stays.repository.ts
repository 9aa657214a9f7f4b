import type { PersonId, SessionId, SignInId } from '@jembatan/shared/ids';
import { signInId } from '@jembatan/shared/ids';
import type { Connection, QueryFilter } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import { type StayDocument, stayModel } from './stays.model.ts';

export interface Stay
  extends Omit<StayDocument, '_id' | 'sessionId' | 'personId' | 'sid' | 'open'> {
  sessionId: SessionId;
  personId: PersonId;
  sid: SignInId;
}

/** Which stays end. */
export interface Ending {
  sessionId?: SessionId;
  node?: string;
  epoch?: number;
  peer?: string;
  /** Only those that had begun by then. */
  begunBy?: Date;
}

export type StaysRepository = ReturnType<typeof createStaysRepository>;

function toStay({ _id, sessionId, personId, sid, open: _open, ...rest }: StayDocument): Stay {
  return {
    ...rest,
    sessionId: idOf(sessionId),
    personId: idOf(personId),
    sid: signInId.parse(sid),
  };
}

export function createStaysRepository(connection: Connection) {
  const Stays = stayModel(connection);
  const find = async (filter: QueryFilter<StayDocument>) =>
    (await Stays.find(filter).sort({ joinedAt: 1, _id: 1 }).lean()).map(toStay);

  return {
    /** False when it was known already, whether it has ended meanwhile or not. */
    async begin(stay: Omit<Stay, 'leftAt'>): Promise<boolean> {
      try {
        await Stays.insertMany([{ ...stay, leftAt: null, open: true }]);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** Ends the open ones that fit; nobody left before they came. Answers those that ended. */
    async end({ begunBy, ...which }: Ending, at: Date): Promise<Stay[]> {
      const filter = { ...which, ...(begunBy && { joinedAt: { $lte: begunBy } }), open: true };
      const ending = await find(filter);
      if (ending.length === 0) return [];
      await Stays.updateMany(
        filter,
        [{ $set: { leftAt: { $max: ['$joinedAt', at] }, open: false } }],
        { updatePipeline: true },
      );
      return ending;
    },

    listOfSession: (sessionId: SessionId) => find({ sessionId }),
    listOpenOfSession: (sessionId: SessionId) => find({ sessionId, open: true }),
    listOpenOfPerson: (personId: PersonId) => find({ personId, open: true }),
    listOpenOfSignIns: (sids: readonly SignInId[]) => find({ sid: { $in: sids }, open: true }),
    listOpen: () => find({ open: true, joinedAt: { $gt: new Date(0) } }),
    nodesWithOpen: (): Promise<string[]> =>
      // The index of open stays is by node: a bound on it is what leads there.
      Stays.distinct('node', { open: true, node: { $gt: '' } }),
    async createIndexes(): Promise<void> {
      await Stays.createIndexes();
    },
  };
}
