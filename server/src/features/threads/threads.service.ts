import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { CommunityId, PersonId, SessionId, SpaceId, ThreadId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { PostView, ThreadView, threadRoutes } from '@jembatan/shared/threads.contract';
import type * as z from 'zod/mini';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import type { Transact } from '../../kernel/transactions.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { PostsService } from './posts.service.ts';
import type { ReadingService } from './reading.service.ts';
import type { SpaceAt, ThreadAccess, ThreadAt } from './threads.access.ts';
import type { Thread, ThreadChange, ThreadKey, ThreadsRepository } from './threads.repository.ts';
import { toThreadView } from './threads.views.ts';

export interface ThreadsDeps {
  access: ThreadAccess;
  threads: ThreadsRepository;
  reading: ReadingService;
  writing: PostsService;
  transact: Transact;
  clock: Clock;
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
  /** The space that takes a session's chat. */
  chatSpaceOf: (communityId: CommunityId) => Promise<SpaceId>;
}

export type NewThreadInput = z.output<typeof threadRoutes.createThread.body>;
export type ThreadChangeInput = z.output<typeof threadRoutes.changeThread.body>;
export type ThreadsService = ReturnType<typeof createThreadsService>;

export function createThreadsService(deps: ThreadsDeps) {
  const { access, threads, reading: readings, writing, transact, clock } = deps;

  async function viewOf(actor: Actor, at: ThreadAt): Promise<ThreadView> {
    const [people, facts] = await Promise.all([deps.peopleById([at.thread.authorId]), readings.factsOfOne(actor, at)]);
    return toThreadView(actor, at, { people, ...facts });
  }

  const emptyThread = (space: { spaceId: SpaceId; communityId: CommunityId }, by: PersonId): Omit<Thread, 'id' | 'title'> => {
    const now = clock.now();
    return { ...space, sessionId: null, kind: 'discussion', tags: [], authorId: by, createdAt: now, lastActivityAt: now, lastSeq: 0, lastNumber: 0, goneNumbers: [], pinned: false, locked: false, hidden: false, acceptedNumber: null };
  };

  async function createThread(actor: PersonActor, spaceId: SpaceId, input: NewThreadInput): Promise<{ thread: ThreadView; post: PostView }> {
    const { space, place } = await deps.getReadableSpace(actor, spaceId);
    if (!rules.canCreateThread(actor, place, space)) throw place.banned ? new AppError('banned') : forbidden('create');
    if (input.kind === 'announcement' && !rules.canAnnounce(actor, place, space)) throw forbidden('announce');
    const { title, tags = [], kind = 'discussion' } = input;
    const content = await writing.prepare(actor, input.body, { title, tags });
    const people = await deps.peopleById([actor.id, ...content.mentions]);
    return transact(async (tx) => {
      const base = emptyThread({ spaceId, communityId: place.community.id }, actor.id);
      const thread = await threads.insert({ ...base, title: title.normalize('NFC'), tags: normalTags(tags), kind });
      const at = { place, space, thread };
      const { post, at: after, reading } = await writing.append(tx, actor, { at, content, replyTo: null, people });
      tx.announce('thread:created', { threadId: thread.id, spaceId }, actor.id);
      return { thread: toThreadView(actor, after, { people, reading, unread: 0 }), post };
    });
  }

  async function changeThread(actor: PersonActor, threadId: ThreadId, input: ThreadChangeInput): Promise<ThreadView> {
    const at = await access.getReadableThread(actor, threadId);
    requireRights(actor, at, input);
    const change = changeOf(input, at.thread);
    const thread = await transact(async (tx) => {
      const changed = await threads.change(threadId, change);
      if (!changed) throw notFound('thread');
      tx.announce('thread:changed', { threadId, seq: changed.lastSeq }, actor.id);
      return changed;
    }, { queue: threadId });
    return viewOf(actor, { ...at, thread });
  }

  return {
    createThread,
    changeThread,

    getThread: async (actor: Actor, threadId: ThreadId): Promise<ThreadView> => viewOf(actor, await access.getReadableThread(actor, threadId)),

    async listThreads(actor: Actor, spaceId: SpaceId, query: { limit: number; cursor?: string | undefined }): Promise<Page<ThreadView>> {
      const { space, place } = await deps.getReadableSpace(actor, spaceId);
      const after = query.cursor === undefined ? null : toKey(query.cursor);
      const found = await threads.listOfSpace(spaceId, { after, limit: query.limit, withHidden: rules.canModerateSpace(actor, place, space) });
      const page = cutPage(found, query.limit, ({ pinned, lastActivityAt, id }) => [pinned, lastActivityAt.getTime(), id]);
      const [people, read] = await Promise.all([deps.peopleById(page.items.map(({ authorId }) => authorId)), readings.factsOf(actor, page.items)]);
      return { ...page, items: page.items.map((thread) => toThreadView(actor, { place, space, thread }, { people, ...read.get(thread.id)! })) };
    },

    /** The thread of a session's chat; takes part in the caller's transaction. */
    async createSessionThread(input: { communityId: CommunityId; sessionId: SessionId; title: string; authorId: PersonId }): Promise<ThreadId> {
      const spaceId = await deps.chatSpaceOf(input.communityId);
      const base = emptyThread({ spaceId, communityId: input.communityId }, input.authorId);
      const thread = await threads.insert({ ...base, sessionId: input.sessionId, title: input.title });
      return thread.id;
    },

    /** Changes by a moderator, who was permitted by moderation; takes part in its transaction. */
    setModerated: (threadId: ThreadId, change: Pick<ThreadChange, 'locked' | 'hidden'>) => threads.change(threadId, change),
  };
}

function requireRights(actor: Actor, at: ThreadAt, input: ThreadChangeInput): void {
  const asks: [boolean, boolean][] = [
    [input.title !== undefined || input.tags !== undefined, rules.canEditThread(actor, at)],
    [input.pinned !== undefined, rules.canPin(actor, at)],
    [input.locked !== undefined, rules.canLock(actor, at)],
    [input.acceptedNumber !== undefined, rules.canAccept(actor, at)],
  ];
  if (asks.some(([asked, allowed]) => asked && !allowed)) throw forbidden('change');
}

function changeOf(input: ThreadChangeInput, thread: Thread): ThreadChange {
  const { title, tags, pinned, locked, acceptedNumber } = input;
  const exists = acceptedNumber == null || (acceptedNumber > 1 && acceptedNumber <= thread.lastNumber && !thread.goneNumbers.includes(acceptedNumber));
  if (!exists) throw new AppError('invalid', { issues: [{ path: 'acceptedNumber', code: 'not_found' }] });
  return {
    ...(title !== undefined && { title: title.normalize('NFC') }),
    ...(tags !== undefined && { tags: normalTags(tags) }),
    ...(pinned !== undefined && { pinned }),
    ...(locked !== undefined && { locked }),
    ...(acceptedNumber !== undefined && { acceptedNumber }),
  };
}

/** Tags compare equal whatever their letters' form; each once. */
function normalTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.normalize('NFKC').toLowerCase()))];
}

function toKey(cursor: string): ThreadKey {
  const [pinned, at, id] = decodeCursor(cursor, 3);
  if (typeof pinned !== 'boolean' || typeof at !== 'number' || typeof id !== 'string' || !/^[0-9a-f]{24}$/.test(id)) throw new AppError('invalid');
  return { pinned, lastActivityAt: new Date(at), id };
}
