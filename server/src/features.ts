import type { Router } from 'express';
import type { Config } from './config.ts';
import { createAuth } from './features/auth/index.ts';
import { createCommunities } from './features/communities/index.ts';
import { createModeration } from './features/moderation/index.ts';
import { createNotifications } from './features/notifications/index.ts';
import { createPeople } from './features/people/index.ts';
import { createPresence } from './features/presence/index.ts';
import { createSearch } from './features/search/index.ts';
import { createSessions } from './features/sessions/index.ts';
import { createThreads } from './features/threads/index.ts';
import { createUploads } from './features/uploads/index.ts';
import { createAuthenticate } from './http/authenticate.ts';
import { createBinder } from './http/bind-routes.ts';
import { mountHealth } from './http/health.ts';
import { mountPages } from './http/pages.ts';
import { visitor } from './kernel/actor.ts';
import type { Broadcaster } from './kernel/broadcaster.ts';
import type { Platform } from './platform.ts';

/** Milliseconds a request waits for MongoDB before it answers 503 (rule 10: within 3 s). */
const deadlineMs = 2_800;

export type Features = Awaited<ReturnType<typeof createFeatures>>;

/** Builds every feature and fills what they need of each other. */
export async function createFeatures(config: Config, platform: Platform) {
  const people = createPeople({
    ...platform,
    shareCommunity: (a, b) => communities.places.shareCommunity(a, b),
    countUnreadNotifications: (personId) => notifications.service.countUnread(personId),
    presenceOf: (personId) => presence.stateOf(personId),
    requireAvatar: (actor, fileId) => uploads.service.bindAvatar(actor, fileId),
  });
  const auth = createAuth({ ...platform, people: people.repository, secureCookies: config.publicUrl?.startsWith('https:') ?? false });
  const communities = createCommunities({
    ...platform,
    bus: platform.outbox,
    people: people.service,
    unreadOf: (actor, ids) => threads.reading.unreadOfCommunities(actor, ids),
    numbersOf: (actor, ids) => threads.reading.numbersOfSpaces(actor, ids),
  });
  const { places } = communities;
  const threads = createThreads({
    ...platform,
    bus: platform.outbox,
    findByHandles: people.service.findByHandles,
    languagesOf: people.service.languagesOf,
    peopleById: people.service.peopleById,
    bindFiles: (actor, ids, threadId) => uploads.service.bindToThread(actor, ids, threadId),
    getReadableSpace: places.getReadableSpace,
    chatSpaceOf: places.chatSpaceOf,
    joinedAt: places.joinedAt,
  });
  const uploads = createUploads({
    ...platform,
    bus: platform.outbox,
    canReadInThread: threads.canReadInThread,
    canSeeAvatar: people.service.canSeeAvatar,
    avatarOf: people.service.avatarOf,
  });
  const presence = createPresence({ ...platform, bus: platform.outbox, people: people.service, requireReply: threads.requireReply });
  const sessions = createSessions({
    ...platform,
    bus: platform.outbox,
    nodeId: config.nodeId,
    publicUrl: config.publicUrl,
    people: people.service,
    loadPlace: places.loadPlace,
    loadPlaceNow: places.loadPlaceNow,
    communityIdsOf: places.communityIdsOf,
    communityNames: communities.namesOf,
    createSessionThread: threads.service.createSessionThread,
    inSession: presence.inSession,
    relays: config.TURN_SECRET ? { urls: config.TURN_URLS, secret: config.TURN_SECRET } : null,
  });
  const moderation = createModeration({ ...platform, bus: platform.outbox, people: people.service, communities, threads, files: uploads, sessions });
  const notifications = createNotifications({ ...platform, bus: platform.outbox, threads, people: people.service });
  const search = createSearch({ bus: platform.outbox, threads, people, places });
  const all = [people, auth, communities, threads, uploads, sessions, moderation, notifications, search];
  await Promise.all(all.map((feature) => feature.createIndexes()));

  return {
    people,
    auth,
    communities,
    threads,
    presence,
    sessions,
    http: {
      mountRoot(router: Router) {
        uploads.mountRoot(router, async (req) => (await auth.service.actorOfFileCookie(auth.cookies.readFiles(req))) ?? visitor);
        sessions.mountRoot(router);
        mountHealth({ router, metrics: platform.metrics, metricsToken: config.METRICS_TOKEN, mongoIsUp: platform.mongo.isUp, redisIsUp: platform.redis.isUp });
      },
      mountApi: (router: Router) => {
        const authenticate = createAuthenticate(auth.service.actorOfToken);
        uploads.mountReceiver(router, authenticate);
        const binder = createBinder({ router, authenticate, transactions: platform.transactions, idempotency: platform.idempotency, deadlineMs });
        for (const feature of all) feature.mount(binder);
      },
      mountPages: (router: Router) => mountPages({ router, clientDir: config.CLIENT_DIR, findPublic: (kind, id) => (kind === 'thread' ? threads.publicPage(id) : communities.publicPage(id)), logger: platform.logger }),
    },
    /** Starts what turns domain events into news, once there is someone to tell. */
    announceTo(broadcaster: Broadcaster) {
      communities.announceTo(broadcaster);
      threads.announceTo(broadcaster);
      presence.announceTo(broadcaster);
      sessions.announceTo(broadcaster);
      notifications.announceTo(broadcaster);
    },
    /** After the server listens. */
    async started(publicUrl: string) {
      sessions.start();
      if (config.ADMIN_EMAIL && config.ADMIN_PASSWORD) await auth.firstAdmin.ensure(config.ADMIN_EMAIL, config.ADMIN_PASSWORD);
      if (config.ADMIN_LINK_FILE) await auth.firstAdmin.writeLink(config.ADMIN_LINK_FILE, publicUrl);
    },
    async stop(): Promise<void> {
      uploads.stop();
      await Promise.all([presence.stop(), sessions.stop()]);
    },
  };
}
