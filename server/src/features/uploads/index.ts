import type { FileId, PersonId, ThreadId } from '@jembatan/shared/ids';
import { uploadRoutes } from '@jembatan/shared/uploads.contract';
import type { Router } from 'express';
import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import { KeyedQueue } from '../../kernel/keyed-queue.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import type { ObjectStorage } from '../../platform/object-storage.ts';
import { createBlobLedger } from './blob-ledger.repository.ts';
import { createBlobs } from './blobs.ts';
import { createFileRulesRepository } from './file-rules.repository.ts';
import { createFileRulesService, type FileRulesDeps } from './file-rules.service.ts';
import { createFilesRepository } from './files.repository.ts';
import { createGridfsStore } from './gridfs.store.ts';
import { createLeavingService, type LeavingDeps } from './leaving.service.ts';
import { createLeavingsRepository } from './leavings.repository.ts';
import { createPicturesOf } from './pictures-of.ts';
import { type Authenticate, createReceiver } from './receive.ts';
import { createResumableRepository } from './resumable.repository.ts';
import { mountPartsReceiver, mountResumable } from './resumable.routes.ts';
import { createResumableService } from './resumable.service.ts';
import { createS3Store } from './s3.store.ts';
import { createFileAccess, type FileAccessDeps } from './uploads.access.ts';
import { type FilePageDeps, mountFiles, mountUploads } from './uploads.routes.ts';
import { createUploadsService } from './uploads.service.ts';
import { toFileView } from './uploads.views.ts';
import { createVariants } from './variants.ts';

export { keeperOf } from './file-rules.service.ts';
export type { StoredFile } from './files.repository.ts';

export interface UploadsFeatureDeps
  extends Omit<FileAccessDeps, 'files'>,
    Omit<FileRulesDeps, 'files' | 'rules'>,
    Pick<LeavingDeps, 'filesOfPost' | 'isShownInThread' | 'hasOpenCase' | 'keeperOfThread'> {
  connection: Connection;
  transact: Transact;
  clock: Clock;
  logger: Logger;
  bus: EventBus;
  createLimiter: CreateLimiter;
  /** Where new files go; null: GridFS. */
  objectStorage: ObjectStorage | null;
  /** The file that is the person's picture now. */
  avatarOf: (personId: PersonId) => Promise<FileId | null>;
}

/** A file that was never used is kept this long. */
const unusedMs = 24 * 3_600_000;
const sweepMs = 10 * 60_000;

/** Files: accepted, checked, stored, served by the rights of the places they are used in. */
export function createUploads(deps: UploadsFeatureDeps) {
  const files = createFilesRepository(deps.connection);
  const ledger = createBlobLedger(deps.connection);
  const gridfs = createGridfsStore(deps.connection);
  const s3 = deps.objectStorage && createS3Store(deps.objectStorage);
  const blobs = createBlobs({ ...deps, ledger, stores: { gridfs, s3 } });
  const pictures = new KeyedQueue();
  const variants = createVariants({ ...deps, files, blobs, pictures });
  const service = createUploadsService({ ...deps, files, blobs, pictures, variants });
  const rulesKept = createFileRulesRepository(deps.connection);
  const rules = createFileRulesService({ ...deps, files, rules: rulesKept });
  const leavings = createLeavingsRepository(deps.connection);
  const leaving = createLeavingService({ ...deps, files, leavings, rules: rulesKept });
  const uploads = createResumableRepository(deps.connection);
  const parts = createResumableService({
    ...deps,
    uploads,
    files,
    rules,
    blobs,
    store: service.store,
  });
  const { getReadableFile } = createFileAccess({ ...deps, files });
  const limiter = deps.createLimiter({ name: 'uploads', points: 100, seconds: 600 });
  const partsLimiter = deps.createLimiter({ name: 'upload-parts', points: 3_000, seconds: 600 });
  deps.bus.on('person:changed', async ({ facts: { personId } }) => {
    await service.releaseAvatars(personId, await deps.avatarOf(personId));
  });

  deps.bus.on('post:deleted', ({ facts }) => leaving.noteDeleted(facts.postId, facts.threadId));

  async function sweep(): Promise<void> {
    try {
      await parts.sweep();
      await service.sweep(new Date(deps.clock.now().getTime() - unusedMs));
      await leaving.sweep();
    } catch (err) {
      deps.logger.warn({ err }, 'unused files stay until the next sweep');
    }
  }

  return {
    service,
    /** Gives files the rights of a thread, if its community takes them. */
    async bindToThread(actor: PersonActor, ids: readonly FileId[], threadId: ThreadId) {
      await rules.takeIn(actor, ids, threadId);
      await service.bindToThread(actor, ids, threadId);
    },
    getReadableFile,
    picturesOf: createPicturesOf(files),
    noteTakenOut: leaving.noteTakenOut,
    /** What a text names that is sent later, or never was, stays until then. */
    hold: files.hold,
    findFile: files.find,
    /** Files by id, whoever asks, and what is shown of them. */
    directory: {
      files: files.findMany,
      viewsOf: async (ids: readonly string[]) => (await files.findMany(ids)).map(toFileView),
    },
    /** Before the API's routes: takes the bytes in. */
    mountReceiver(api: Router, authenticate: Authenticate) {
      api.post(uploadRoutes.upload.path, createReceiver({ authenticate, limiter }));
      mountPartsReceiver(api, { service: parts, authenticate, limiter: partsLimiter });
    },
    mount(router: RouteBinder) {
      mountUploads(router, { service, rules, blobs, variants, getReadableFile });
      mountResumable(router, parts);
    },
    mountRoot: (root: Router, actorOf: FilePageDeps['actorOf']) =>
      mountFiles(root, { blobs, variants, getReadableFile, actorOf }),
    async createIndexes() {
      const all = [files, ledger, uploads, leavings];
      await Promise.all(all.map((one) => one.createIndexes()));
    },
    ...createRounds(sweep),
  };
}

/** Does something when it starts and now and then, one round after another. */
function createRounds(work: () => Promise<void>) {
  let round = Promise.resolve();
  const next = () => {
    round = round.then(work);
  };
  const timer = setInterval(next, sweepMs);
  timer.unref();
  return {
    start: next,
    async stop(): Promise<void> {
      clearInterval(timer);
      await round;
    },
  };
}
