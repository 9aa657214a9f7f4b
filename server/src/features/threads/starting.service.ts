import { AppError, forbidden } from '@jembatan/shared/errors';
import type { CommunityId, PersonId, SessionId, SpaceId, ThreadId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { PostView, ThreadView, threadRoutes } from '@jembatan/shared/threads.contract';
import type * as z from 'zod/mini';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact } from '../../kernel/transactions.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { normalTags } from './tags.ts';
import type { SpaceAt } from './threads.access.ts';
import type { Thread, ThreadsRepository } from './threads.repository.ts';
import { toThreadView } from './threads.views.ts';
import type { WritingService } from './writing.service.ts';

export interface StartingDeps {
  threads: ThreadsRepository;
  writing: WritingService;
  transact: Transact;
  clock: Clock;
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
  /** The space that takes a session's chat. */
  chatSpaceOf: (communityId: CommunityId) => Promise<SpaceId>;
}

export type NewThreadInput = z.output<typeof threadRoutes.createThread.body>;
export type StartingService = ReturnType<typeof createStartingService>;

/** New threads: by people, and for the chat of a session. */
export function createStartingService(deps: StartingDeps) {
  const { threads, writing, transact, clock } = deps;

  async function createThread(
    actor: PersonActor,
    spaceId: SpaceId,
    input: NewThreadInput,
  ): Promise<{ thread: ThreadView; post: PostView }> {
    const { space, place } = await deps.getReadableSpace(actor, spaceId);
    requireStart(actor, { space, place }, input.kind);
    const { title, tags = [], kind = 'discussion' } = input;
    const content = await writing.prepare(actor, input.body, { title, tags });
    const people = await deps.peopleById([actor.id, ...content.mentions]);
    return transact(async (tx) => {
      const where = { spaceId, communityId: place.community.id };
      const base = emptyThread(where, actor.id, clock.now());
      const thread = await threads.insert({
        ...base,
        title: title.normalize('NFC'),
        tags: normalTags(tags),
        kind,
      });
      const at = { place, space, thread };
      const {
        post,
        at: after,
        reading,
      } = await writing.append(tx, actor, { at, content, replyTo: null, people });
      tx.announce('thread:created', { threadId: thread.id, spaceId }, actor.id);
      return { thread: toThreadView(actor, after, { people, reading, unread: 0 }), post };
    });
  }

  return {
    createThread,

    /** The thread of a session's chat; takes part in the caller's transaction. */
    async createSessionThread(input: {
      communityId: CommunityId;
      sessionId: SessionId;
      title: string;
      authorId: PersonId;
    }): Promise<ThreadId> {
      const spaceId = await deps.chatSpaceOf(input.communityId);
      const base = emptyThread(
        { spaceId, communityId: input.communityId },
        input.authorId,
        clock.now(),
      );
      const thread = await threads.insert({
        ...base,
        sessionId: input.sessionId,
        title: input.title,
      });
      return thread.id;
    },
  };
}

function requireStart(actor: Actor, { space, place }: SpaceAt, kind: NewThreadInput['kind']): void {
  if (!rules.canCreateThread(actor, place, space))
    throw place.banned ? new AppError('banned') : forbidden('create');
  if (kind === 'announcement' && !rules.canAnnounce(actor, place, space))
    throw forbidden('announce');
}

function emptyThread(
  space: { spaceId: SpaceId; communityId: CommunityId },
  authorId: PersonId,
  now: Date,
): Omit<Thread, 'id' | 'title'> {
  return {
    ...space,
    sessionId: null,
    kind: 'discussion',
    tags: [],
    authorId,
    createdAt: now,
    lastActivityAt: now,
    lastSeq: 0,
    lastNumber: 0,
    goneNumbers: [],
    pinned: false,
    locked: false,
    hidden: false,
    acceptedNumber: null,
  };
}
