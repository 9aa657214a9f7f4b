import { communityRoutes } from '@jembatan/shared/communities.contract';
import { communityId, threadId } from '@jembatan/shared/ids';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import { pollRoutes } from '@jembatan/shared/polls.contract';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView, ThreadView } from '@jembatan/shared/threads.view';
import { deviceNotes } from '../../kept/device-notes.ts';
import { pictureBytes } from '../../kept/keep-rules.ts';
import { type KeptEntry, keptStore } from '../../kept/kept-store.ts';
import { picturesIn } from '../../kept/kept-thread.ts';
import type { Api } from '../../net/http.ts';

const dayMs = 86_400_000;
/** So far ahead the lessons come along. */
const daysAhead = 7;
/** Posts before the first unread one that come along, for context. */
const contextPosts = 2;

function isMissing(thread: ThreadView, kept: readonly KeptEntry[]): boolean {
  const entry = kept.find((one) => one.id === thread.id);
  return !entry || entry.keptAt < Date.parse(thread.lastActivityAt);
}

/** The marks of the kept threads, as the hub's list now has it. */
async function markFollowed(kept: readonly KeptEntry[], ids: readonly string[]): Promise<void> {
  await deviceNotes.setFollowed(ids);
  for (const entry of kept) {
    const followed = ids.includes(entry.id);
    if (Boolean(entry.followed) !== followed) await keptStore.note({ ...entry, followed });
  }
}

/**
 * Asks for the followed threads with something unread, so that they are on the
 * device before the way home. The service worker keeps every answer.
 */
export async function takeFollowedAlong(api: Api, personId: string): Promise<void> {
  const { items } = await api(threadRoutes.listFollowed, { query: {} });
  const kept = await keptStore.list(personId, 'thread');
  await markFollowed(
    kept,
    items.map(({ id }) => id),
  );
  for (const thread of items.filter((one) => isMissing(one, kept))) {
    const from = Math.max(1, (thread.read?.number ?? 0) + 1 - contextPosts);
    const page = await api(threadRoutes.listPosts, {
      params: { id: thread.id },
      query: { from: String(from) },
    });
    await takePolls(api, page.items);
    for (const address of picturesIn(page.items)) await takePicture(address);
  }
}

/** What posts ask comes with them; a poll that is gone by now is no harm. */
async function takePolls(api: Api, posts: readonly PostView[]): Promise<void> {
  for (const { id } of posts.filter(({ poll }) => poll))
    await api(pollRoutes.getPoll, { params: { id } }).catch(() => undefined);
}

/** As wide as a phone shows; it is found by the address of the whole picture too. */
const takenWidth = 640;

/** Loads a picture that is small enough to be kept, as a page would; the service worker keeps it. */
async function takePicture(whole: string): Promise<void> {
  const address = `${whole}?w=${takenWidth}`;
  const head = await fetch(address, { method: 'HEAD' }).catch(() => null);
  const bytes = Number(head?.ok ? head.headers.get('content-length') : null);
  if (!bytes || bytes > pictureBytes) return;
  const picture = new Image();
  picture.src = address;
  // One that does not come is no harm: the text is there.
  await picture.decode().catch(() => undefined);
}

/** Asks about every place things are kept of; what the hub no longer shows is let go by the service worker. */
export async function checkPlaces(api: Api, personId: string): Promise<void> {
  const kept = await keptStore.list(personId);
  const places = new Set(kept.flatMap((entry) => entry.communityId ?? []));
  for (const place of places) {
    const id = communityId.safeParse(place);
    if (!id.success) continue;
    // Refused is an answer too: it has been heard already.
    await api(communityRoutes.getCommunity, { params: { id: id.data } }).catch(() => undefined);
  }
}

/** What was loaded before the service worker stood: home with the lessons to come, and the thread that is open. */
export async function takeHereAlong(api: Api, personId: string, path: string): Promise<void> {
  const kept = await keptStore.list(personId);
  if (!kept.some((entry) => entry.id.startsWith('/me?'))) {
    await api(peopleRoutes.getMe, {});
    await api(communityRoutes.listCommunities, { query: { which: 'mine', limit: '100' } });
    await api(notificationRoutes.listNotifications, { query: {} });
  }
  const now = Date.now();
  const to = new Date(now + daysAhead * dayMs).toISOString();
  await api(sessionRoutes.listSessions, { query: { from: new Date(now).toISOString(), to } });
  const id = threadId.safeParse(/^\/t\/([^/]+)/.exec(path)?.[1]);
  if (!id.success || kept.some((entry) => entry.id === id.data)) return;
  const { thread, items } = await api(threadRoutes.listPosts, {
    params: { id: id.data },
    query: {},
  });
  await takePolls(api, items);
  if (thread) await api(communityRoutes.getSpace, { params: { id: thread.spaceId } });
}

/** The places of the kept threads, so that the way up from a thread is there too. */
export async function takePlacesAlong(api: Api, personId: string): Promise<void> {
  const kept = await keptStore.list(personId);
  const ids = new Set(kept.map((entry) => entry.id));
  const places = kept.flatMap((entry) =>
    entry.kind === 'thread' ? (entry.communityId ?? []) : [],
  );
  for (const place of new Set(places)) {
    const id = communityId.safeParse(place);
    if (!id.success || ids.has(`/communities/${place}/spaces?`)) continue;
    await api(communityRoutes.getCommunity, { params: { id: id.data } });
    await api(communityRoutes.listSpaces, { params: { id: id.data } });
    await api(communityRoutes.listGroups, { params: { id: id.data } });
  }
}
