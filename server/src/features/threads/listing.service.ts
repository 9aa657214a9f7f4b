import { AppError } from '@jembatan/shared/errors';
import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { ThreadOrder, ThreadView } from '@jembatan/shared/threads.view';
import type { Actor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { StartingDeps } from './starting.service.ts';
import type { NamesOfTag } from './tags.ts';
import type { SpaceAt, ThreadAccess } from './threads.access.ts';
import {
  orderOf,
  type Thread,
  type ThreadKey,
  type ThreadsRepository,
} from './threads.repository.ts';
import { toThreadView } from './threads.views.ts';
import { nothingRead, type UnreadService } from './unread.service.ts';

export interface ListingDeps {
  threads: ThreadsRepository;
  unread: UnreadService;
  selfIn: ThreadAccess['selfIn'];
  groupsOf: StartingDeps['groupsOf'];
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
  namesOfTag: NamesOfTag;
}

export type ListingService = ReturnType<typeof createListingService>;

/** Threads of a space, page by page. */
export function createListingService(deps: ListingDeps) {
  const { threads, unread } = deps;

  /** Staff sees all; where groups are apart, others see their own and what is for all, each a list of its own. */
  async function listFor(
    actor: Actor,
    { space, place }: SpaceAt,
    { spaceId, groupId: only, ...page }: Asked,
  ): Promise<Thread[]> {
    if (rules.canModerateSpace(actor, place, space))
      return threads.listOfSpace(spaceId, {
        ...page,
        ...(only && { groupId: only }),
        withHidden: true,
        openBy: null,
      });
    const options = { ...page, withHidden: false, openBy: place.now };
    if (!space.keptApart) return only ? [] : threads.listOfSpace(spaceId, options);
    const { own } = await deps.groupsOf(actor, place);
    const mine = own.map(({ id }) => id);
    const seen = only ? mine.filter((id) => id === only) : [null, ...mine];
    const lists = await Promise.all(
      seen.map((groupId) => threads.listOfSpace(spaceId, { ...options, groupId })),
    );
    return lists
      .flat()
      .sort(before[orderOf(page)])
      .slice(0, page.limit + 1);
  }

  return {
    async listThreads(actor: Actor, spaceId: SpaceId, query: ListQuery): Promise<Page<ThreadView>> {
      const here = await deps.getReadableSpace(actor, spaceId);
      const { space, place } = here;
      const after = query.cursor === undefined ? null : toKey(query.cursor);
      const { limit, groupId } = query;
      const answered = query.answered && query.answered === 'yes';
      const { order } = query;
      const tags =
        query.tag === undefined
          ? undefined
          : await deps.namesOfTag(actor, place.community.id, query.tag);
      const asked = { spaceId, after, limit, groupId, answered, order, tags };
      const found = await listFor(actor, here, asked);
      const isByReactions = orderOf({ order, answered }) === 'reactions';
      const page = cutPage(found, query.limit, ({ pinned, lastActivityAt, reactionCount, id }) => [
        ...[pinned, isByReactions ? reactionCount : lastActivityAt.getTime(), id],
      ]);
      const [people, read] = await Promise.all([
        deps.peopleById(page.items.map(({ authorId }) => authorId)),
        unread.factsOf(actor, page.items),
      ]);
      const selves = await Promise.all(page.items.map((thread) => deps.selfIn(actor, thread)));
      return {
        ...page,
        items: page.items.map((thread, index) => ({
          ...toThreadView(
            actor,
            { place, space, thread, ...(selves[index] ?? stranger) },
            { people, ...(read.get(thread.id) ?? nothingRead) },
          ),
          ...(thread.reactionCount > 0 && { reactions: thread.reactionCount }),
        })),
      };
    },
  };
}

export interface ListFilters {
  order?: ThreadOrder | undefined;
  groupId?: CommunityId | undefined;
  answered?: 'yes' | 'no' | undefined;
}

interface Asked {
  order: ThreadOrder | undefined;
  spaceId: SpaceId;
  after: ThreadKey | null;
  limit: number;
  /** Only this group's. */
  groupId: CommunityId | undefined;
  /** Only questions, with an accepted answer or without. */
  answered: boolean | undefined;
  /** Only those with one of these. */
  tags: readonly string[] | undefined;
}

export interface ListQuery extends ListFilters {
  limit: number;
  cursor?: string | undefined;
  tag?: string | undefined;
}

const stranger = { inGroup: false, aliasId: null, answered: null };

/** As the repository sorts: pinned first, then by last activity. */
function byActivity(a: Thread, b: Thread): number {
  const byPin = Number(b.pinned) - Number(a.pinned);
  const byTime = b.lastActivityAt.getTime() - a.lastActivityAt.getTime();
  return byPin || byTime || (b.id > a.id ? 1 : -1);
}

/** The newest first, behind what is pinned. */
function byBirth(a: Thread, b: Thread): number {
  return Number(b.pinned) - Number(a.pinned) || (b.id > a.id ? 1 : -1);
}

function byReactions(a: Thread, b: Thread): number {
  const byPin = Number(b.pinned) - Number(a.pinned);
  return byPin || b.reactionCount - a.reactionCount || (b.id > a.id ? 1 : -1);
}

const before = { activity: byActivity, created: byBirth, reactions: byReactions } as const;

function toKey(cursor: string): ThreadKey {
  const [pinned, at, id] = decodeCursor(cursor, 3);
  if (
    typeof pinned !== 'boolean' ||
    typeof at !== 'number' ||
    typeof id !== 'string' ||
    !/^[0-9a-f]{24}$/.test(id)
  )
    throw new AppError('invalid');
  return { pinned, lastActivityAt: new Date(at), reactionCount: at, id };
}
