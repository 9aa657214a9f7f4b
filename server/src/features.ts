import type { PersonId } from '@jembatan/shared/ids';
import type { Config } from './config.ts';
import { createAuth } from './features/auth/index.ts';
import { createCommunities } from './features/communities/index.ts';
import { createDrafts } from './features/drafts/index.ts';
import { createModeration, type Moderation } from './features/moderation/index.ts';
import { createNotifications } from './features/notifications/index.ts';
import { createPeople } from './features/people/index.ts';
import { createPolls } from './features/polls/index.ts';
import { createPresence } from './features/presence/index.ts';
import { createPreviews } from './features/previews/index.ts';
import { createPrivateReplies } from './features/private-replies/index.ts';
import { createPublishing } from './features/publishing/index.ts';
import { createReading } from './features/reading/index.ts';
import { createScheduled } from './features/scheduled/index.ts';
import { createSearch } from './features/search/index.ts';
import { createSessions } from './features/sessions/index.ts';
import { createTags } from './features/tags/index.ts';
import { createThreads } from './features/threads/index.ts';
import { createTranslation } from './features/translation/index.ts';
import { createUploads, keeperOf } from './features/uploads/index.ts';
import { visitor } from './kernel/actor.ts';
import type { Broadcaster } from './kernel/broadcaster.ts';
import { type Mounting, mountAll } from './mounting.ts';
import { AlreadyAnswered } from './platform/idempotency.ts';
import type { Platform } from './platform.ts';
import { fileIdsIn } from './text/file-addresses.ts';

export type Features = Awaited<ReturnType<typeof createFeatures>>;

/** Builds every feature and fills what they need of each other. */
export async function createFeatures(config: Config, platform: Platform) {
  const ground = createGround(config, platform, {
    countUnread: (personId) => around.notifications.service.countUnread(personId),
    isReported: (post) => around.moderation.isReported(post),
    hasOpenCase: (subject) => around.moderation.hasOpenCase(subject),
    stateOf: (personId) => live.presence.stateOf(personId),
  });
  const live = createLive(config, platform, ground);
  const around = createAround({ config, platform }, ground, live);
  const features = { ...ground, ...live, ...around };
  await Promise.all(indexed(features).map((feature) => feature.createIndexes()));
  return {
    ...features,
    http: mountAll({ config, platform, ...features } satisfies Mounting),
    ...lifecycle(config, platform, features),
  };
}

/** What people look up only when the features behind them are there. */
interface Later {
  countUnread: (personId: PersonId) => Promise<number>;
  isReported: Moderation['isReported'];
  hasOpenCase: Moderation['hasOpenCase'];
  stateOf: (personId: PersonId) => ReturnType<ReturnType<typeof createPresence>['stateOf']>;
}

/** Who people are, where they meet, what they write. */
function createGround(config: Config, platform: Platform, later: Later) {
  const common = { ...platform, bus: platform.outbox };
  const people = createPeople({
    ...platform,
    aliasesOf: (ids) => threads.names.viewsOf(ids),
    shareCommunity: (a, b) => communities.places.shareCommunity(a, b),
    countUnreadNotifications: later.countUnread,
    presenceOf: later.stateOf,
    requireAvatar: (actor, fileId) => uploads.service.bindAvatar(actor, fileId),
  });
  const secureCookies = config.publicUrl?.startsWith('https:') ?? false;
  const auth = createAuth({ ...platform, people: people.repository, secureCookies });
  const communities = createCommunities({
    ...common,
    people: people.service,
    unreadOf: (actor, ids) => threads.unread.unreadOfCommunities(actor, ids),
    numbersOf: (actor, ids) => threads.unread.numbersOfSpaces(actor, ids),
  });
  const { getReadableSpace, chatSpaceOf, joinedAt, isMember, readableOf } = communities.places;
  const { findByHandles, languagesOf, peopleById, canSeeAvatar, avatarOf } = people.service;
  const threads = createThreads({
    ...common,
    ...{ findByHandles, languagesOf, peopleById, getReadableSpace, chatSpaceOf, joinedAt },
    ...{ isMember, readableOf, groupsOf: communities.groupsOf },
    getReadablePlace: communities.places.getReadablePlace,
    isReported: later.isReported,
    graceMinutes: config.EDIT_GRACE_MINUTES,
    settleTags: (actor, at, names) => tags.settle(actor, at, names),
    namesOfTag: (actor, communityId, tag) => tags.namesOf(actor, communityId, tag),
    noteTakenOut: (taken) => uploads.noteTakenOut(taken),
    bindFiles: (actor, ids, threadId) => uploads.bindToThread(actor, ids, threadId),
    picturesOf: (ids, scope) => uploads.picturesOf(ids, scope),
    addPoll: (post, poll) => polls.addPoll(post, poll),
    asksOf: (post) => polls.asksOf(post),
  });
  const polls = createPolls({ ...common, threads, people: people.service });
  const { canReadInThread } = threads;
  const communityOfThread = async (id: string) =>
    (await threads.threads.find(id))?.communityId ?? null;
  const uploads = createUploads({
    ...common,
    ...{ canReadInThread, canSeeAvatar, avatarOf },
    getReadablePlace: communities.places.getReadablePlace,
    communityOfThread,
    ...{ filesOfPost: threads.filesOfPost, isShownInThread: threads.isShownInThread },
    hasOpenCase: later.hasOpenCase,
    keeperOfThread: async (id) => {
      const communityId = await communityOfThread(id);
      const place = communityId && (await communities.places.loadPlace(visitor, communityId));
      return place ? keeperOf(place) : null;
    },
  });
  const privateReplies = createPrivateReplies({ ...common, threads, people: people.service });
  const tags = createTags({
    ...common,
    ...{ peopleById, readableOf, getReadableSpace },
    threads: () => threads,
    getReadablePlace: communities.places.getReadablePlace,
  });
  return { people, auth, communities, threads, uploads, polls, privateReplies, tags };
}

type Ground = ReturnType<typeof createGround>;

/** Who is here, and when they meet. */
function createLive(config: Config, platform: Platform, ground: Ground) {
  const { communities, threads } = ground;
  const { loadPlace, loadPlaceNow, communityIdsOf } = communities.places;
  const common = { ...platform, bus: platform.outbox, people: ground.people.service };
  const presence = createPresence({ ...common, requireReply: threads.requireReply });
  const sessions = createSessions({
    ...common,
    ...{ loadPlace, loadPlaceNow, communityIdsOf },
    nodeId: config.nodeId,
    publicUrl: config.publicUrl,
    communityNames: communities.namesOf,
    createSessionThread: threads.starting.createSessionThread,
    renameSessionThread: threads.service.renameSessionThread,
    inSession: presence.inSession,
    relays: config.TURN_SECRET ? { urls: config.TURN_URLS, secret: config.TURN_SECRET } : null,
  });
  return { presence, sessions };
}

type Live = ReturnType<typeof createLive>;

/** What looks at all of that: order, notices, search. */
function createAround(
  { config, platform }: { config: Config; platform: Platform },
  ground: Ground,
  { sessions }: Live,
) {
  const { people, communities, threads, uploads: files, polls, privateReplies, tags } = ground;
  const common = { ...platform, bus: platform.outbox, threads, people: people.service };
  const holdFiles = (personId: PersonId, text: string, until: Date) =>
    files.hold(personId, fileIdsIn(text), until);
  const drafts = createDrafts({
    ...common,
    getReadableSpace: communities.places.getReadableSpace,
    sentOf: createSentOf(platform.idempotency),
    holdFiles,
  });
  return {
    moderation: createModeration({ ...common, communities, files, sessions, privateReplies }),
    reading: createReading({ ...common, places: communities.places }),
    notifications: createNotifications({ ...common, communities, tags }),
    publishing: createPublishing({
      threads,
      communities,
      polls,
      tags,
      made: threads.made,
      clock: platform.clock,
    }),
    drafts,
    scheduled: createScheduled({
      ...common,
      getReadableSpace: communities.places.getReadableSpace,
      once: createOnce(platform),
      holdFiles,
      keepDraft: drafts.keep,
    }),
    translation: createTranslation({
      ...common,
      ...people.service,
      picturesOf: files.picturesOf,
      getReadablePost: threads.access.getReadablePost,
      getReadablePoll: polls.getReadablePoll,
      getReadablePlace: communities.places.getReadablePlace,
      url: config.TRANSLATE_URL,
      apiKey: config.TRANSLATE_API_KEY,
    }),
    previews: createPreviews({
      ...common,
      claims: platform.claims,
      thumbnailOf: files.service.thumbnailOf,
      getReadablePlace: communities.places.getReadablePlace,
      publicUrl: config.publicUrl,
      on: config.LINK_PREVIEWS === 'on',
      ports: config.LINK_PREVIEW_PORTS,
      networks: config.LINK_PREVIEW_NETWORKS,
    }),
    search: createSearch({
      ...common,
      people,
      places: communities.places,
      namesOfTag: tags.namesEverywhere,
      names: namesOf({ communities, sessions, files }),
    }),
  };
}

/** Whatever has a name, for search. */
function namesOf({
  communities: { places, directory },
  sessions: { directory: meetings },
  files,
}: Pick<Ground, 'communities'> & Pick<Live, 'sessions'> & { files: Ground['uploads'] }) {
  return {
    communities: directory.communities,
    spacesOf: places.spacesOf,
    sessions: meetings.sessions,
    files: files.directory.files,
    after: {
      communities: directory.communitiesAfter,
      spaces: directory.spacesAfter,
      sessions: meetings.sessionsAfter,
    },
    sessionViews: meetings.viewsOf,
    fileViews: files.directory.viewsOf,
    readableFile: files.getReadableFile,
  };
}

/** Which of a person's POSTs to a path were done, by their Idempotency-Keys. */
const createSentOf =
  (idempotency: Platform['idempotency']) =>
  async (personId: PersonId, path: string, keys: readonly string[]): Promise<string[]> => {
    const asked = { personId, method: 'POST', path, body: null };
    const ids = keys.map((key) => idempotency.request({ ...asked, key }).id);
    const done = await idempotency.done(ids);
    return keys.filter((_key, index) => done.has(ids[index] ?? ''));
  };

/** Does something once: its first transaction keeps what it answered under the name. */
const createOnce =
  ({ idempotency, transactions }: Platform) =>
  async (personId: PersonId, name: string, run: () => Promise<unknown>): Promise<unknown> => {
    const parts = { personId, method: 'ONCE', path: name, key: name, body: null };
    try {
      return await transactions.underKey(idempotency.request(parts), run);
    } catch (error) {
      if (error instanceof AlreadyAnswered) return error.kept.answer;
      throw error;
    }
  };

type Built = Ground & Live & ReturnType<typeof createAround>;

const indexed = ({ presence: _presence, publishing: _publishing, ...features }: Built) =>
  Object.values(features);

function lifecycle(config: Config, { logger }: Platform, features: Built) {
  const { auth, sessions, presence, uploads } = features;
  let stopped = false;
  let renewal: Promise<unknown> = Promise.resolve();
  return {
    /** Starts what turns domain events into news, once there is someone to tell. */
    announceTo(broadcaster: Broadcaster) {
      const telling = [features.communities, features.threads, features.tags, presence, sessions];
      const { notifications, translation, polls, drafts, scheduled, reading } = features;
      const own = [drafts, scheduled, reading, features.privateReplies];
      for (const feature of [...telling, notifications, translation, polls, ...own])
        feature.announceTo(broadcaster);
    },
    /** After the server listens. */
    async started(publicUrl: string) {
      sessions.start();
      features.reading.start();
      features.polls.start();
      features.scheduled.start();
      features.tags.start();
      features.threads.start();
      features.uploads.start();
      renewal = features.threads
        .renewAll(() => stopped)
        .then(() => features.search.fillNames(() => stopped))
        .catch((err: unknown) => logger.warn({ err }, 'older posts were not all made again'));
      const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password, ADMIN_LINK_FILE: file } = config;
      if (email && password) await auth.firstAdmin.ensure(email, password);
      if (file) await auth.firstAdmin.writeLink(file, publicUrl);
    },
    async stop(): Promise<void> {
      stopped = true;
      await renewal;
      features.previews.stop();
      await Promise.all([
        uploads.stop(),
        presence.stop(),
        sessions.stop(),
        features.reading.stop(),
        features.polls.stop(),
        features.scheduled.stop(),
        features.tags.stop(),
        features.threads.stop(),
      ]);
    },
  };
}
