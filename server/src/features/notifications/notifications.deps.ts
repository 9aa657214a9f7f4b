import { AppError } from '@jembatan/shared/errors';
import type { CommunityId, PersonId, PostId, ThreadId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { WatchLevel } from '@jembatan/shared/threads.view';
import type { Actor } from '../../kernel/actor.ts';
import { askedTogether } from '../../kernel/asked-together.ts';
import { canReadPost } from '../../permissions/threads.rules.ts';
import type { Communities } from '../communities/index.ts';
import type { PeopleService, Person } from '../people/index.ts';
import type { Tags } from '../tags/index.ts';
import type { Choice, Post, Thread, Threads } from '../threads/index.ts';

/** What notifications ask of the features to their left. */
export interface NotificationsDeps {
  findThreads: (ids: readonly ThreadId[]) => Promise<Thread[]>;
  /** One of them, outside a transaction. */
  findThread: (id: ThreadId) => Promise<Thread | undefined>;
  findPosts: (ids: readonly PostId[]) => Promise<Post[]>;
  /** A post as it was at a seq, if this server wrote it just now; else as it is. */
  findPostAt: (id: PostId, seq: number) => Promise<Post | null>;
  findPostByNumber: (threadId: ThreadId, number: number) => Promise<Post | null>;
  /** What people chose to hear of a thread that has something new of the given time. */
  watchLevels: (threadId: ThreadId, at: Date) => Promise<ReadonlyMap<PersonId, WatchLevel>>;
  /** What one of them chose; null for nothing. */
  watchLevel: (personId: PersonId, threadId: ThreadId) => Promise<WatchLevel | null>;
  /** What people chose for tags of a community: those named, or all who chose something. */
  tagWatches: Tags['watchesOf'];
  /** An announcement that is hidden while it is told of: telling goes on when it is back. */
  pauseTelling: (id: ThreadId, after: PersonId | null) => Promise<void>;
  resumeTelling: (id: ThreadId, now: Date) => Promise<void>;
  /** Whether the actor may read the thread now; with a post, that one in it. */
  mayRead: (actor: Actor, thread: Thread, post?: Post) => Promise<boolean>;
  /** Who is behind an author: pseudonyms hide people from each other, not from their own notices. */
  personOf: (authorId: PersonId) => Promise<PersonId>;
  /** Members of a group that a text calls by its name, where its author may. */
  membersCalled: Communities['membersCalled'];
  /** Members who have a role that a text calls. */
  calledAfter: Communities['calledAfter'];
  /** Names of communities and groups; of those that are gone, nothing. */
  communityNames: (ids: readonly CommunityId[]) => Promise<ReadonlyMap<CommunityId, string>>;
  /** Whether the actor may see the community now. */
  mayReadCommunity: (actor: Actor, id: CommunityId) => Promise<boolean>;
  /** Some members of a community, by the order of their ids, behind one of them. */
  memberIdsAfter: Communities['memberIdsAfter'];
  findPeople: (ids: Iterable<string>) => Promise<Person[]>;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
}

export interface Neighbours {
  communities: Pick<
    Communities,
    'membersCalled' | 'calledAfter' | 'memberIdsAfter' | 'namesOf' | 'places'
  >;
  threads: Pick<Threads, 'access' | 'threads' | 'posts' | 'readings' | 'names' | 'announcements'>;
  people: Pick<PeopleService, 'findMany' | 'peopleById'>;
  tags: Pick<Tags, 'watchesOf'>;
}

export function depsFrom({ threads, people, communities, tags }: Neighbours): NotificationsDeps {
  const levelsOf = askedTogether(threads.readings.chosenLevels);
  return {
    findThreads: threads.threads.findMany,
    findThread: askedTogether(async (ids) => {
      const found = await threads.threads.findMany(ids);
      return new Map<string, Thread>(found.map((thread) => [thread.id, thread]));
    }),
    findPosts: threads.posts.findMany,
    findPostAt: threads.posts.findAt,
    findPostByNumber: threads.posts.findByNumber,
    watchLevels: async (threadId, at) => chosenBy(at, await levelsOf(threadId)),
    watchLevel: async (...of) => (await threads.readings.find(...of))?.watch ?? null,
    pauseTelling: threads.announcements.pauseTelling,
    resumeTelling: threads.announcements.resumeTelling,
    mayRead: (actor, thread, post) =>
      threads.access
        .stand(actor, thread)
        .then((at) => !post || canReadPost(actor, at, post), unlessHidden),
    personOf: threads.names.personOf,
    membersCalled: communities.membersCalled,
    calledAfter: communities.calledAfter,
    communityNames: communities.namesOf,
    mayReadCommunity: (actor, id) =>
      communities.places.getReadablePlace(actor, id).then(() => true, unlessHidden),
    memberIdsAfter: communities.memberIdsAfter,
    tagWatches: tags.watchesOf,
    findPeople: people.findMany,
    peopleById: people.peopleById,
  };
}

/** Who asked for everything only later hears of what comes, not of what was. */
function chosenBy(at: Date, choices: ReadonlyMap<PersonId, Choice> = new Map()) {
  const inTime = [...choices].filter(
    ([, { level, since }]) => level !== 'all' || !since || since <= at,
  );
  return new Map(inTime.map(([personId, { level }]) => [personId, level]));
}

function unlessHidden(error: unknown): false {
  if (error instanceof AppError && error.code === 'not-found') return false;
  throw error;
}
