import { AppError, notFound } from '@jembatan/shared/errors';
import type { ResumableId } from '@jembatan/shared/ids';
import type { ResumableView } from '@jembatan/shared/resumable.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Blobs } from './blobs.ts';
import { cleanFileName } from './file-names.ts';
import type { FileRulesService } from './file-rules.service.ts';
import type { FilesRepository } from './files.repository.ts';
import { createFinish } from './resumable.finish.ts';
import type { ResumableRepository, ResumableUpload } from './resumable.repository.ts';
import type { Piece } from './spool.ts';
import type { Announced } from './tus.ts';
import type { UploadsService } from './uploads.service.ts';
import { toFileView } from './uploads.views.ts';

export interface ResumableDeps {
  uploads: ResumableRepository;
  files: FilesRepository;
  rules: Pick<FileRulesService, 'requireAccepted'>;
  blobs: Blobs;
  store: UploadsService['store'];
  transact: Transact;
  clock: Clock;
}

/** An unfinished upload waits this long for its next part. */
const waitMs = 24 * 3_600_000;
/** Unfinished ones a person may have; the oldest give way. */
const perPerson = 20;
/** Parts of one upload, so that its row stays small. */
const mostParts = 1_500;

/** What a PATCH brings. */
export interface Arriving {
  offset: number;
  /** As the request says, or null where it does not. */
  bytes: number | null;
  pieces: AsyncIterable<Piece>;
}

export type ResumableService = ReturnType<typeof createResumableService>;

const untilAfter = (clock: Clock) => new Date(clock.now().getTime() + waitMs);

/** Files that come in parts, over lines that break; any server takes the next part. */
export function createResumableService(deps: ResumableDeps) {
  const { uploads, files, rules, transact, clock } = deps;

  async function findOf(actor: PersonActor, id: ResumableId): Promise<ResumableUpload> {
    const upload = await uploads.findOf(actor.id, id);
    if (!upload || upload.expiresAt <= clock.now()) throw notFound('upload');
    return upload;
  }

  /** Throws what the upload was refused with, if it was. */
  async function requireOf(actor: PersonActor, id: ResumableId): Promise<ResumableUpload> {
    const upload = await findOf(actor, id);
    if (upload.refusal) throw new AppError(upload.refusal.code, upload.refusal.details);
    return upload;
  }

  async function toView(upload: ResumableUpload): Promise<ResumableView> {
    const { id, name, length, offset, expiresAt, fileId } = upload;
    const file = fileId && (await files.find(fileId));
    return {
      ...{ id, name, length, offset, expiresAt: expiresAt.toISOString() },
      file: file ? toFileView(file) : null,
    };
  }

  const get = async (actor: PersonActor, id: ResumableId) => toView(await requireOf(actor, id));
  const { addPart, drop } = createParts(deps);
  const finish = createFinish(deps);

  return {
    /** Throws before a byte is sent where the community takes no such file. */
    async begin(actor: PersonActor, announced: Announced): Promise<ResumableView> {
      const { communityId, length } = announced;
      const name = cleanFileName(announced.name);
      if (communityId)
        await rules.requireAccepted(actor, communityId, {
          ...{ name, bytes: length, type: announced.type || null },
        });
      const dates = { createdAt: clock.now(), expiresAt: untilAfter(clock) };
      const fresh = { ownerId: actor.id, name, communityId, length, ...dates };
      const upload = await transact(() => uploads.insert(fresh));
      for (const id of await uploads.listBeyond(actor.id, perPerson))
        await drop(() => uploads.take(id));
      return toView(upload);
    },

    get,

    /** Keeps what comes, piece by piece. `wrong-state` where the upload does not end at `offset`. */
    async append(actor: PersonActor, id: ResumableId, arriving: Arriving): Promise<void> {
      let upload = await requireOf(actor, id);
      if (upload.offset !== arriving.offset)
        throw new AppError('wrong-state', { offset: upload.offset });
      if (upload.offset + (arriving.bytes ?? 0) > upload.length)
        throw new AppError('too-large', { maxBytes: upload.length });
      for await (const piece of arriving.pieces) upload = await addPart(upload, piece);
    },

    /** Makes the file once all parts are there; how far it is before that. */
    async conclude(actor: PersonActor, id: ResumableId): Promise<ResumableView> {
      const upload = await findOf(actor, id);
      const isWhole = upload.offset === upload.length && !upload.fileId;
      if (isWhole && !upload.refusal) await finish(actor, upload);
      return get(actor, id);
    },

    async drop(actor: PersonActor, id: ResumableId): Promise<undefined> {
      await findOf(actor, id);
      await drop(() => uploads.take(id));
    },

    /** Throws away what waited too long for its next part. */
    async sweep(): Promise<void> {
      while (await drop(() => uploads.takeExpired(clock.now())));
    },
  };
}

/** Changes of one upload, each in a transaction with the ledger of its bytes. */
function createParts({ uploads, blobs, transact, clock }: ResumableDeps) {
  /** Takes it out of the list; its parts go at the next sweep. */
  const drop = (take: () => Promise<ResumableUpload | null>) =>
    transact(async () => {
      const upload = await take();
      if (upload) await blobs.release(upload.parts.map(({ blob }) => blob));
      return upload !== null;
    });

  /** Two that bring the same part: the first one counts, whichever server it came to. */
  async function addPart(upload: ResumableUpload, { path, bytes }: Piece) {
    if (upload.offset + bytes > upload.length || upload.parts.length >= mostParts)
      throw new AppError('too-large', { maxBytes: upload.length });
    const blob = await blobs.put(path);
    try {
      return await transact(async () => {
        const longer = await uploads.append(upload, { blob, bytes }, untilAfter(clock));
        if (!longer) throw new AppError('wrong-state');
        await blobs.keep([blob]);
        return longer;
      });
    } catch (error) {
      await blobs.release([blob]);
      throw error;
    }
  }

  return { addPart, drop };
}
