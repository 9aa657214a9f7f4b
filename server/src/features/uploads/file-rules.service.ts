import { AppError, forbidden } from '@jembatan/shared/errors';
import type { CommunityId, FileId, ThreadId } from '@jembatan/shared/ids';
import type { FileKind, FileRulesInput, FileRulesView } from '@jembatan/shared/uploads.contract';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Place } from '../../permissions/facts.ts';
import { canSetFileRules } from '../../permissions/uploads.rules.ts';
import type { FileRules, FileRulesRepository } from './file-rules.repository.ts';
import type { FilesRepository } from './files.repository.ts';

export interface FileRulesDeps {
  files: FilesRepository;
  rules: FileRulesRepository;
  transact: Transact;
  getReadablePlace: (actor: Actor, communityId: string) => Promise<Place>;
  communityOfThread: (threadId: ThreadId) => Promise<CommunityId | null>;
}

/** A study group has the rules, and the room, of the community around it. */
export const keeperOf = ({ community, parent }: Place) => (parent?.community ?? community).id;

const documents = /pdf|msword|officedocument|opendocument|rtf|epub|^text\//;
const archives = /zip|x-tar|gzip|x-7z|x-rar|x-bzip|x-xz|zstd/;

/** The kind of file that people choose by, from the type its bytes told. */
export function kindOf(type: string): FileKind {
  const [family] = type.split('/');
  if (family === 'image' || family === 'audio' || family === 'video') return family;
  if (documents.test(type)) return 'document';
  return archives.test(type) ? 'archive' : 'other';
}

/** A file, or what is said about one that is to come; null: nothing is known of its type. */
interface Described {
  name: string;
  type: string | null;
  bytes: number;
}

function requireFits({ kinds, maxBytes }: FileRules, { name, type, bytes }: Described): void {
  if (type && !kinds.includes(kindOf(type))) throw new AppError('unsupported-media', { name });
  if (bytes > maxBytes) throw new AppError('too-large', { name, maxBytes });
}

function requireRoom({ usedBytes, quotaBytes }: FileRules, bytes: number): void {
  if (usedBytes + bytes > quotaBytes) throw new AppError('storage-full', { quotaBytes });
}

/** What a community takes: kinds, sizes, and how much of all. */
export function createFileRulesService(deps: FileRulesDeps) {
  const { files, rules, getReadablePlace, communityOfThread } = deps;

  async function viewOf(actor: Actor, place: Place): Promise<FileRulesView> {
    const keeper = keeperOf(place);
    return {
      ...(await rules.of(keeper)),
      follows: place.parent ? keeper : null,
      can: { change: !place.parent && canSetFileRules(actor, place) },
    };
  }

  return {
    getRules: async (actor: Actor, id: CommunityId) =>
      viewOf(actor, await getReadablePlace(actor, id)),

    async setRules(actor: PersonActor, id: CommunityId, input: FileRulesInput) {
      const place = await getReadablePlace(actor, id);
      if (place.parent || !canSetFileRules(actor, place)) throw forbidden();
      return deps.transact(async () => {
        await rules.set(id, input);
        return viewOf(actor, place);
      });
    },

    /** Before a file has a place: throws what its community would say to it then. */
    async requireAccepted(actor: Actor, id: CommunityId, file: Described): Promise<void> {
      const current = await rules.of(keeperOf(await getReadablePlace(actor, id)));
      requireFits(current, file);
      requireRoom(current, file.bytes);
    },

    /**
     * Inside the transaction of the post that shows them: throws unless the
     * community takes the files that have no thread yet, and counts them.
     */
    async takeIn(actor: PersonActor, ids: readonly FileId[], threadId: ThreadId): Promise<void> {
      const fresh = await files.listUnplaced(actor.id, ids);
      const communityId = fresh.length > 0 ? await communityOfThread(threadId) : null;
      if (!communityId) return;
      const keeper = keeperOf(await getReadablePlace(actor, communityId));
      const current = await rules.of(keeper);
      for (const file of fresh) requireFits(current, file);
      const bytes = fresh.reduce((sum, file) => sum + file.bytes, 0);
      requireRoom(current, bytes);
      await rules.addUsed(keeper, bytes);
      const counted = fresh.map(({ id }) => id);
      await files.countIn(counted, keeper);
    },
  };
}

export type FileRulesService = ReturnType<typeof createFileRulesService>;
