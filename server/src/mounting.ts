import type { Router } from 'express';
import type { Config } from './config.ts';
import type { createAuth } from './features/auth/index.ts';
import type { Communities } from './features/communities/index.ts';
import type { createPreviews } from './features/previews/index.ts';
import type { Publishing } from './features/publishing/index.ts';
import type { createSessions } from './features/sessions/index.ts';
import type { Threads } from './features/threads/index.ts';
import type { createUploads } from './features/uploads/index.ts';
import { createAuthenticate } from './http/authenticate.ts';
import { createBinder, type RouteBinder } from './http/bind-routes.ts';
import { mountHealth } from './http/health.ts';
import { mountPages } from './http/pages.ts';
import { mountServiceWorker } from './http/service-worker.ts';
import { visitor } from './kernel/actor.ts';
import type { Platform } from './platform.ts';

/** Milliseconds a request waits before it is asked whether MongoDB is there (rule 10: 503 within 3 s). */
const deadlineMs = 2_400;

interface Mounted {
  mount(router: RouteBinder): void;
}

/** What is reached over HTTP. */
export interface Mounting {
  config: Config;
  platform: Platform;
  auth: ReturnType<typeof createAuth>;
  communities: Communities;
  threads: Threads;
  uploads: ReturnType<typeof createUploads>;
  sessions: ReturnType<typeof createSessions>;
  publishing: Publishing;
  people: Mounted;
  moderation: Mounted;
  notifications: Mounted;
  reading: Mounted;
  polls: Mounted;
  privateReplies: Mounted;
  tags: Mounted;
  search: Mounted;
  translation: Mounted;
  drafts: Mounted;
  scheduled: Mounted;
  previews: ReturnType<typeof createPreviews>;
}

/** Puts every feature's routes where they belong: the root, the API, the pages. */
export function mountAll(mounting: Mounting) {
  return {
    mountRoot: (router: Router) => mountRoot(router, mounting),
    mountApi: (router: Router) => mountApi(router, mounting),
    mountPages: (router: Router) => mountPublicPages(router, mounting),
  };
}

function mountRoot(router: Router, mounting: Mounting): void {
  const { config, platform, auth, uploads, sessions } = mounting;
  mounting.previews.mountRoot(router);
  uploads.mountRoot(router, async (req) => {
    const actor = await auth.service.actorOfFileCookie(auth.cookies.readFiles(req));
    return actor ?? visitor;
  });
  sessions.mountRoot(router);
  mountHealth({
    router,
    metrics: platform.metrics,
    metricsToken: config.METRICS_TOKEN,
    mongoIsUp: platform.mongo.isUp,
    redisIsUp: platform.redis.isUp,
    filesAreUp: platform.objectStorage?.isUp,
  });
}

function mountApi(router: Router, mounting: Mounting): void {
  const { platform, auth, uploads } = mounting;
  const authenticate = createAuthenticate(auth.service.actorOfToken);
  uploads.mountReceiver(router, authenticate);
  const deadline = { ms: deadlineMs, isWorking: platform.mongo.isUp };
  const { transactions, idempotency } = platform;
  const binder = createBinder({ router, authenticate, transactions, idempotency, deadline });
  const { people, communities, threads, sessions, moderation, notifications, search } = mounting;
  const { translation, reading, previews, polls, drafts, scheduled, tags } = mounting;
  const all = [people, auth, communities, threads, uploads, sessions, moderation];
  const around = [notifications, reading, search, translation, previews, polls, tags];
  const rest = [drafts, scheduled, mounting.privateReplies];
  for (const feature of [...all, ...around, ...rest]) feature.mount(binder);
}

function mountPublicPages(router: Router, { config, platform, publishing }: Mounting) {
  mountServiceWorker(router, { clientDir: config.CLIENT_DIR, isOn: config.OFFLINE === 'on' });
  mountPages({
    router,
    clientDir: config.CLIENT_DIR,
    publishing,
    publicUrl: config.publicUrl,
    logger: platform.logger,
  });
}
