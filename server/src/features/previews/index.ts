import type { Router } from 'express';
import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import { createDoor } from './door.ts';
import { createLookingUp, type LookingUpDeps } from './looking-up.ts';
import { createPreviewsRepository } from './previews.repository.ts';
import { mountPictures, mountPreviews, type PreviewRouteDeps } from './previews.routes.ts';
import { createPreviewing, type PreviewingDeps } from './previews.service.ts';
import { createMayConnect } from './public-addresses.ts';

export interface PreviewsFeatureDeps
  extends Pick<PreviewingDeps, 'bus' | 'logger' | 'threads' | 'publicUrl'>,
    Pick<LookingUpDeps, 'claims' | 'clock' | 'thumbnailOf'>,
    Pick<PreviewRouteDeps, 'getReadablePlace' | 'on'> {
  connection: Connection;
  createLimiter: CreateLimiter;
  /** Ports that may be asked. */
  ports: readonly number[];
  /** Networks that may be asked besides the public ones. */
  networks: readonly string[];
}

/** What is behind the addresses in posts, looked up by the hub so that readers need not. */
export function createPreviews(deps: PreviewsFeatureDeps) {
  const previews = createPreviewsRepository(deps.connection);
  const mayConnect = createMayConnect(deps.networks);
  const fetch = createDoor({ mayConnect, ports: deps.ports });
  const looking = createLookingUp({ ...deps, fetch, previews });
  const limits = {
    perPerson: deps.createLimiter({ name: 'previews', points: 30, seconds: 600 }),
    inAll: deps.createLimiter({ name: 'all-previews', points: 600, seconds: 600 }),
  };
  const making = deps.on ? createPreviewing({ ...deps, ...limits, previews, looking }) : null;
  return {
    mount: (router: RouteBinder) => mountPreviews(router, { ...deps, previews }),
    mountRoot: (root: Router) => mountPictures(root, { previews }),
    createIndexes: previews.createIndexes,
    stop: () => making?.stop(),
  };
}
