import * as z from 'zod/mini';
import { authRoutes } from './auth.contract.ts';
import { branchRoutes } from './branches.contract.ts';
import { callingRoutes } from './callings.contract.ts';
import { choiceRoutes } from './choices.contract.ts';
import { communityRoutes } from './communities.contract.ts';
import { type EventMap, event, type RequestMap } from './contract/messages.ts';
import type { Route } from './contract/route.ts';
import { draftRoutes } from './drafts.contract.ts';
import { historyRoutes } from './history.contract.ts';
import { kindRoutes } from './kinds.contract.ts';
import { kindEvents } from './kinds.events.ts';
import { moderationRoutes } from './moderation.contract.ts';
import { notificationEvents, notificationRoutes } from './notifications.contract.ts';
import { ownEvents } from './own.events.ts';
import { peopleRoutes } from './people.contract.ts';
import { pollTranslationRoutes } from './poll-translation.contract.ts';
import { pollRoutes } from './polls.contract.ts';
import { pollEvents } from './polls.events.ts';
import { presenceEvents, presenceRequests } from './presence.contract.ts';
import { previewRoutes } from './previews.contract.ts';
import { privateReplyRoutes } from './private-replies.contract.ts';
import { privateReplyEvents } from './private-replies.events.ts';
import { readingRoutes } from './reading.contract.ts';
import { resumableRoutes } from './resumable.contract.ts';
import { scheduledRoutes } from './scheduled.contract.ts';
import { searchRoutes } from './search.contract.ts';
import { sessionRoutes } from './sessions.contract.ts';
import { sessionEvents } from './sessions.view.ts';
import { similarRoutes } from './similar.contract.ts';
import { tagRoutes } from './tags.contract.ts';
import { tagEvents } from './tags.events.ts';
import { threadEvents, threadRequests, threadRoutes } from './threads.contract.ts';
import { translationRoutes } from './translation.contract.ts';
import { translationEvents } from './translation.events.ts';
import { uploadRoutes } from './uploads.contract.ts';

/** Base of every route. */
export const apiBase = '/api/v1';

/** Every REST call there is; a route outside this list cannot be mounted. */
export const appRoutes = {
  ...authRoutes,
  ...peopleRoutes,
  ...communityRoutes,
  ...uploadRoutes,
  ...resumableRoutes,
  ...threadRoutes,
  ...branchRoutes,
  ...callingRoutes,
  ...choiceRoutes,
  ...kindRoutes,
  ...historyRoutes,
  ...tagRoutes,
  ...sessionRoutes,
  ...moderationRoutes,
  ...notificationRoutes,
  ...readingRoutes,
  ...pollRoutes,
  ...privateReplyRoutes,
  ...searchRoutes,
  ...similarRoutes,
  ...previewRoutes,
  ...translationRoutes,
  ...pollTranslationRoutes,
  ...draftRoutes,
  ...scheduledRoutes,
} satisfies Record<string, Route>;

const connectionEvents = [
  event(
    'resync',
    'News may have been missed: ask for what changed since.',
    z.object({ reason: z.enum(['redis-back', 'rights-changed']) }),
  ),
  event(
    'live',
    'Whether news of other servers arrives (`limited` while Redis is away).',
    z.object({ state: z.enum(['full', 'limited']) }),
  ),
  event(
    'topic:lost',
    'The right to a subscribed place was lost; its news ends.',
    z.object({ topic: z.string() }),
  ),
  event(
    'topic:changed',
    'The person may do other things in a subscribed place than before: ask for it again.',
    z.object({ topic: z.string() }),
  ),
  event(
    'community:changed',
    'Members, rights or settings of a community changed: ask again.',
    z.object({ communityId: z.string() }),
  ),
  event(
    'choice:changed',
    'The person reads a space in another way, by another tab or device: ask again.',
    z.object({ spaceId: z.string() }),
  ),
  event(
    'signed-out',
    'This sign-in has ended; the socket closes.',
    z.object({ reason: z.enum(['logout', 'everywhere', 'revoked', 'banned']) }),
  ),
] as const;

/** Everything the server sends over its socket. */
export const appEvents = [
  ...threadEvents,
  ...tagEvents,
  ...kindEvents,
  ...presenceEvents,
  ...notificationEvents,
  ...sessionEvents,
  ...translationEvents,
  ...pollEvents,
  ...privateReplyEvents,
  ...ownEvents,
  ...connectionEvents,
] as const;

/** Everything a client asks over the server's socket. */
export const appRequests = [...threadRequests, ...presenceRequests] as const;

export type AppEventMap = EventMap<typeof appEvents>;
export type AppRequestMap = RequestMap<typeof appRequests>;
export type AppEventName = keyof AppEventMap;
