import { AppError } from '@jembatan/shared/errors';
import type { PlaceReading, TagReading, ThreadReading } from '@jembatan/shared/reading';
import { visitor } from '../../kernel/actor.ts';
import { entriesOfPosts, entryOfThread, type Feed } from './atom.ts';
import { pathOf, tagFeedPath } from './heads.ts';
import { withPolls } from './polls-in.ts';
import {
  type FindReading,
  openAmong,
  type PlaceKind,
  type ReadingDeps,
  unlessUnreadable,
} from './readings.ts';

/** The newest posts of a thread, or threads of a forum or community, on one page of a feed. */
const entriesInFeed = 30;

export interface FeedDeps extends ReadingDeps {
  findReading: FindReading;
}

export interface AskedPart {
  /** Where the page begins; the newest when absent. */
  after?: string | undefined;
  /** Of a tag's feed, any of its names. */
  tag?: string | undefined;
}

interface Asked {
  reading: PlaceReading;
  /** Where the page begins; the newest when absent. */
  after: string | undefined;
  selfPath: string;
}

/** What is new on a public page, as a feed; null when missing or not public. */
export function createFeeds(deps: FeedDeps) {
  return async (kind: PlaceKind, id: string, { after, tag }: AskedPart): Promise<Feed | null> => {
    const reading = await deps.findReading(kind, id, { print: false, tag });
    if (!reading || reading.kind === 'start' || reading.kind === 'communities') return null;
    const selfPath = feedPathOf(reading);
    return feedOf(deps, { reading, after, selfPath }).catch(unlessUnreadable);
  };
}

function feedOf(deps: FeedDeps, asked: Asked): Promise<Feed> {
  const { reading } = asked;
  if (reading.kind === 'thread') return ofThread(deps, { ...asked, reading });
  if (reading.kind === 'tag') return ofTag(deps, { ...asked, reading });
  return ofPlace(deps, { ...asked, reading });
}

function feedPathOf(reading: PlaceReading): string {
  if (reading.kind === 'thread') return `/feeds/t/${reading.thread.id}`;
  if (reading.kind === 'space') return `/feeds/spaces/${reading.space.id}`;
  if (reading.kind === 'tag') return tagFeedPath(reading.community.id, reading.tag.name);
  return `/feeds/c/${reading.community.id}`;
}

const at = (path: string, after: string | number | null | undefined) =>
  after == null ? path : `${path}?after=${after}`;

/** `after`: the number behind the page's newest post. */
async function ofThread(
  { threads, polls }: FeedDeps,
  { reading, after, selfPath }: Asked & { reading: ThreadReading },
): Promise<Feed> {
  const { thread } = reading;
  const upTo = after === undefined ? thread.lastNumber : Number(after) - 1;
  if (!Number.isInteger(upTo) || upTo < 1) throw new AppError('not-found');
  const query = { from: upTo, dir: 'back' as const, limit: entriesInFeed };
  const { items, people } = await threads.listPosts(visitor, thread.id, query);
  const oldest = items[0]?.number ?? 1;
  return {
    ...{ title: thread.title, path: pathOf(reading), selfPath: at(selfPath, after) },
    ...{ firstPath: selfPath, nextPath: oldest > 1 ? at(selfPath, oldest) : null },
    entries: entriesOfPosts(thread, await withPolls(polls, openAmong(items)), people),
  };
}

async function ofTag(
  { tags }: FeedDeps,
  { reading, after, selfPath }: Asked & { reading: TagReading },
): Promise<Feed> {
  const { community, tag } = reading;
  const of = { communityId: community.id, name: tag.name };
  const query = { limit: entriesInFeed, cursor: after };
  const { items, nextCursor } = await tags.listTagThreads(visitor, of, query);
  return {
    title: `#${tag.name} · ${community.name}`,
    ...{ path: pathOf(reading), selfPath: at(selfPath, after), firstPath: selfPath },
    nextPath: nextCursor && at(selfPath, nextCursor),
    entries: items.map(entryOfThread),
  };
}

/** By last activity, whatever is pinned. */
async function ofPlace(
  { threads }: FeedDeps,
  {
    reading,
    after,
    selfPath,
  }: Asked & { reading: Exclude<PlaceReading, ThreadReading | TagReading> },
): Promise<Feed> {
  const { community } = reading;
  const spaces = reading.kind === 'space' ? [reading.space] : reading.spaces;
  const { items, nextCursor } = await threads.listNewest(visitor, {
    ...{ communityId: community.id, spaceIds: spaces.map(({ id }) => id) },
    ...{ limit: entriesInFeed, after },
  });
  return {
    title: reading.kind === 'space' ? reading.space.name : community.name,
    ...{ path: pathOf(reading), selfPath: at(selfPath, after), firstPath: selfPath },
    nextPath: nextCursor && at(selfPath, nextCursor),
    entries: items.map(entryOfThread),
  };
}
