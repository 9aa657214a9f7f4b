import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@jembatan/shared/errors';
import type { PersonActor } from '../../kernel/actor.ts';
import type { ResumableUpload } from './resumable.repository.ts';
import type { ResumableDeps } from './resumable.service.ts';

/** Puts the parts together and makes the file, by the same rules as one that came at once. */
export function createFinish({ uploads, rules, blobs, store, clock }: ResumableDeps) {
  async function assemble({ parts }: ResumableUpload, path: string): Promise<void> {
    const out = createWriteStream(path, { flags: 'wx' });
    await pipeline(async function* () {
      for (const { blob } of parts) yield* await blobs.open(blob);
    }, out);
  }

  async function makeFile(actor: PersonActor, upload: ResumableUpload, path: string) {
    const { id, name, communityId, parts } = upload;
    await assemble(upload, path);
    await store(
      actor,
      { path, name },
      {
        accept: async (kind) => {
          if (communityId) await rules.requireAccepted(actor, communityId, { ...kind, name });
        },
        also: async (file) => {
          await uploads.settle(id, { fileId: file.id });
          await blobs.release(parts.map(({ blob }) => blob));
        },
      },
    );
  }

  return async function finish(actor: PersonActor, upload: ResumableUpload): Promise<void> {
    if (!(await uploads.claim(upload.id, clock.now())))
      throw new AppError('unavailable', { retryAfter: 2 });
    const path = join(tmpdir(), `whole-${randomUUID()}`);
    try {
      await makeFile(actor, upload, path);
    } catch (error) {
      const refused = error instanceof AppError && error.status < 500 ? error : null;
      if (refused) {
        const { code, details } = refused;
        await uploads.settle(upload.id, { refusal: { code, details } });
        await blobs.release(upload.parts.map(({ blob }) => blob));
      } else await uploads.settle(upload.id, { finishingSince: null });
      throw error;
    } finally {
      await Promise.all([path, `${path}.new`].map((one) => rm(one, { force: true })));
    }
  };
}
