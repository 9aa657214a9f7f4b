import { AppError, notFound } from '@jembatan/shared/errors';
import { anyId, type CommunityId, type SpaceId, type ThreadId } from '@jembatan/shared/ids';
import type { Standing } from '@jembatan/shared/kinds.contract';
import type { Page } from '@jembatan/shared/paging';
import { type Actor, type PersonActor, personIdOf } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import { visibleThreads } from '../../permissions/threads.rules.ts';
import { wordsOfHtml } from '../../text/html-words.ts';
import { beginningOf } from '../../text/snippet.ts';
import type { AnnouncementsRepository, StandingKey } from './announcements.repository.ts';
import type { SpaceAt, ThreadAt } from './threads.access.ts';
import type { Thread } from './threads.repository.ts';
import { toThreadView } from './threads.views.ts';
import type { UnreadDeps } from './unread.service.ts';
import { nothingRead, type UnreadService } from './unread.service.ts';
import type { WritingDeps } from './writing.service.ts';

export interface AnnouncementsDeps
  extends Pick<WritingDeps, 'access' | 'posts' | 'transact' | 'clock' | 'peopleById'> {
  announcements: AnnouncementsRepository;
  unread: UnreadService;
  readableOf: UnreadDeps['readableOf'];
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
}

interface PageAsked {
  limit: number;
  cursor?: string | undefined;
}

interface PlaceAsked {
  communityId: CommunityId;
  spaceId?: SpaceId;
}

/** UTF-16 units of an announcement's first words. */
const snippetLength = 200;

/** What stands on top of a space or community, and who has put it away. */
export function createAnnouncementsService(deps: AnnouncementsDeps) {
  const { access, announcements, clock, transact } = deps;

  /** Those that are there to be read, as the reader meets them; the filter has let no others through but by a hair. */
  async function meet(actor: Actor, found: readonly Thread[]): Promise<ThreadAt[]> {
    const me = personIdOf(actor);
    const ids = found.map(({ id }) => id);
    const away = me ? await announcements.putAwayAmong(me, ids) : new Set<string>();
    const kept = found.filter(({ id, lastNumber }) => lastNumber > 0 && !away.has(id));
    const met = await Promise.all(
      kept.map((thread) => access.stand(actor, thread).catch(unlessHidden)),
    );
    return met.flatMap((at) => at ?? []);
  }

  async function viewsOf(actor: Actor, met: readonly ThreadAt[]): Promise<Standing[]> {
    const threads = met.map(({ thread }) => thread);
    const [people, read, texts] = await Promise.all([
      deps.peopleById(threads.map(({ authorId }) => authorId)),
      deps.unread.factsOf(actor, threads),
      Promise.all(threads.map(({ id }) => deps.posts.findByNumber(id, 1))),
    ]);
    return met.map((at, index) => {
      const text = texts[index];
      const shown = text && !text.deleted && !text.hidden ? text.html : '';
      const facts = read.get(at.thread.id) ?? nothingRead;
      return {
        thread: toThreadView(actor, at, { people, ...facts }),
        snippet: beginningOf(wordsOfHtml(shown).own, snippetLength),
      };
    });
  }

  async function list(
    actor: Actor,
    place: PlaceAsked,
    { limit, cursor }: PageAsked,
  ): Promise<Page<Standing>> {
    const { spaceIds, reach } = await deps.readableOf(actor);
    const now = clock.now();
    const found = await announcements.listStanding({
      ...place,
      ...{ now, limit },
      after: cursor === undefined ? null : toKey(cursor),
      visible: {
        ...(spaceIds && { spaceId: { $in: spaceIds } }),
        ...(reach && visibleThreads(reach, now)),
      },
    });
    const { items, nextCursor } = cutPage(found, limit, ({ standsUntil, id }) => [
      standsUntil?.getTime() ?? 0,
      id,
    ]);
    return { items: await viewsOf(actor, await meet(actor, items)), nextCursor };
  }

  return {
    /** Of one space; throws `not-found` unless the actor may read it. */
    async ofSpace(actor: Actor, spaceId: SpaceId, page: PageAsked): Promise<Page<Standing>> {
      const { place } = await deps.getReadableSpace(actor, spaceId);
      return list(actor, { communityId: place.community.id, spaceId }, page);
    },

    /** Of all spaces of a community that the actor may read; of one out of reach, nothing. */
    ofCommunity: (actor: Actor, communityId: CommunityId, page: PageAsked) =>
      list(actor, { communityId }, page),

    async putAway(
      actor: PersonActor,
      threadId: ThreadId,
      away: boolean,
    ): Promise<{ away: boolean }> {
      const { thread } = await access.getReadableThread(actor, threadId);
      if (thread.kind !== 'announcement') throw notFound('announcement');
      return transact(async (tx) => {
        await announcements.setPutAway(actor.id, threadId, away);
        tx.announce('announcement:put-away', { threadId, personId: actor.id, away }, actor.id);
        return { away };
      });
    },
  };
}

function unlessHidden(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null;
  throw error;
}

function toKey(cursor: string): StandingKey {
  const [until, last] = decodeCursor(cursor, 2);
  const id = anyId.safeParse(last);
  if (!id.success || !Number.isSafeInteger(until)) throw new AppError('invalid');
  return { standsUntil: new Date(Number(until)), id: id.data };
}
