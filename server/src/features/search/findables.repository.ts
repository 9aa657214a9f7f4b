import type { Connection } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import {
  type FindableDocument,
  type FindableKind,
  fillingModel,
  findableModel,
} from './findables.model.ts';

/** A thing with a name; ids are those of the features it comes from. */
export interface Findable {
  kind: FindableKind;
  ref: string;
  place: string;
  spaceId?: string | null;
  groupId?: string | null;
  threadId?: string | null;
  postId?: string | null;
  within?: string | null;
  communityId?: string | null;
  name: string;
  slug?: string;
  at: Date;
}

/** Who asks for names of a kind, and which. */
export interface NameSearch {
  kind: FindableKind;
  terms: readonly string[];
  /** Null: every place. */
  places: readonly string[] | null;
  /** What the rules say besides, of what stands in a space. */
  visible?: Record<string, unknown>;
  communityId?: string | undefined;
  limit: number;
}

export type { FindableKind };
export type FindablesRepository = ReturnType<typeof createFindablesRepository>;

/** MongoDB merges up to 200 lists in order; of more it would sort in memory. */
const maxMerged = 180;
const byTerm = { kind: 1, terms: 1, place: 1, at: -1 } as const;

/** Names and the words that lead to them. */
export function createFindablesRepository(connection: Connection) {
  const Findables = findableModel(connection);
  const Fillings = fillingModel(connection);

  async function findIn(
    { kind, terms, visible = {}, communityId, limit }: NameSearch,
    places: readonly string[] | null,
  ): Promise<Findable[]> {
    const all = { kind, terms: { $all: [...terms] }, ...visible };
    const where = communityId ? { ...all, communityId } : all;
    const found = Findables.find(places ? { ...where, place: { $in: [...places] } } : where);
    // Who reads everything gets them place by place: to merge all places would cost too much.
    const sorted = places ? found.sort({ at: -1 }) : found;
    return (await sorted.hint(byTerm).limit(limit).lean()).map(toFindable);
  }

  return {
    /** The newest first. */
    async find(asked: NameSearch): Promise<Findable[]> {
      const { places, limit, terms } = asked;
      if (terms.length === 0 || places?.length === 0) return [];
      const shares: (readonly string[] | null)[] = places ? [] : [null];
      for (let from = 0; places && from < places.length; from += maxMerged)
        shares.push(places.slice(from, from + maxMerged));
      const found = (await Promise.all(shares.map((share) => findIn(asked, share)))).flat();
      return found.sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, limit);
    },

    /** Names of places, by their ids. */
    async namesOf(
      places: readonly { kind: 'space' | 'community'; id: string }[],
    ): Promise<Map<string, string>> {
      const keys = [...new Set(places.map(({ kind, id }) => `${kind}:${id}`))];
      const found = await Findables.find({ _id: { $in: keys } }, { ref: 1, name: 1 }).lean();
      return new Map(found.map(({ ref, name }) => [ref.toString(), name]));
    },

    /** Written again as often as one likes: the last word stays. */
    async put(entries: readonly (Findable & { terms: readonly string[] })[]): Promise<void> {
      if (entries.length === 0) return;
      await Findables.bulkWrite(
        entries.map(({ terms, ...entry }) => ({
          updateOne: {
            filter: { _id: keyOf(entry) },
            update: { $set: { ...entry, terms: [...terms] } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },

    /** What a post showed. */
    removeOfPost: async (postId: string): Promise<void> =>
      void (await Findables.deleteMany({ postId })),

    remove: async (entry: Pick<Findable, 'kind' | 'ref' | 'name' | 'postId'>): Promise<void> =>
      void (await Findables.deleteOne({ _id: keyOf(entry) })),

    /** Which version of names all that there is was written down in. */
    filledTo: async (): Promise<number> =>
      (await Fillings.findById('findables').lean())?.version ?? 0,

    noteFilled: async (version: number): Promise<void> =>
      void (await Fillings.updateOne({ _id: 'findables' }, { version }, { upsert: true })),

    async createIndexes(): Promise<void> {
      await Findables.createIndexes();
    },
  };
}

function keyOf({ kind, ref, name, postId }: Pick<Findable, 'kind' | 'ref' | 'name' | 'postId'>) {
  if (kind === 'tag') return `tag:${ref}:${name}`;
  return postId ? `${kind}:${ref}:${postId}` : `${kind}:${ref}`;
}

function toFindable(doc: FindableDocument): Findable {
  const { _id, terms: _terms, ref, place, spaceId, groupId, threadId, ...more } = doc;
  const { postId, within, communityId, ...rest } = more;
  return {
    ...rest,
    ...{ ref: idOf(ref), place: idOf(place) },
    ...{ spaceId: idOrNull(spaceId), groupId: idOrNull(groupId), threadId: idOrNull(threadId) },
    ...{ postId: idOrNull(postId), within: idOrNull(within) },
    communityId: idOrNull(communityId),
  };
}
