import { notFound } from '@jembatan/shared/errors';
import type { FileId, PersonId, ThreadId } from '@jembatan/shared/ids';
import type { Actor } from '../../kernel/actor.ts';
import { canReadFile } from '../../permissions/uploads.rules.ts';
import type { FilePlace, FilesRepository, StoredFile } from './files.repository.ts';

export interface FileAccessDeps {
  files: FilesRepository;
  /** Whether the actor may read a post of the thread that shows the file now. */
  canReadInThread: (actor: Actor, threadId: ThreadId, fileId: FileId) => Promise<boolean>;
  /** Whether the file is the person's picture now, and the actor may see the person. */
  canSeeAvatar: (actor: Actor, personId: PersonId, fileId: FileId) => Promise<boolean>;
}

/** The gate to files; missing and hidden are the same answer. */
export function createFileAccess({ files, canReadInThread, canSeeAvatar }: FileAccessDeps) {
  function opens(actor: Actor, file: StoredFile, place: FilePlace): Promise<boolean> {
    if (place.kind === 'avatar') return canSeeAvatar(actor, file.ownerId, file.id);
    return canReadInThread(actor, place.id, file.id);
  }

  async function isThroughPlace(actor: Actor, file: StoredFile): Promise<boolean> {
    for (const place of file.places) if (await opens(actor, file, place)) return true;
    return false;
  }

  return {
    async getReadableFile(actor: Actor, id: string): Promise<StoredFile> {
      const file = await files.find(id);
      if (!file) throw notFound('file');
      const { ownerId } = file;
      if (canReadFile(actor, { ownerId, throughPlace: false })) return file;
      const throughPlace = await isThroughPlace(actor, file);
      if (!canReadFile(actor, { ownerId, throughPlace })) throw notFound('file');
      return file;
    },
  };
}
