import { AppError } from '@jembatan/shared/errors';
import type { CommunityId, PersonId, PostId, ThreadId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { WatchLevel } from '@jembatan/shared/threads.contract';
import type { Actor } from '../../kernel/actor.ts';
import type { Communities } from '../communities/index.ts';
import type { PeopleService, Person } from '../people/index.ts';
import type { Tags } from '../tags/index.ts';
import type { Post, Thread, Threads } from '../threads/index.ts';

/** What notifications ask of the features to their left. */
export interface NotificationsDeps {
  findThreads: (ids: readonly ThreadId[]) => Promise<Thread[]>;
  findPosts: (ids: readonly PostId[]) => Promise<Post[]>;
  findPostByNumber: (threadId: ThreadId, number: number) => Promise<Post | null>;
  /** What people chose to hear of a thread. */
  watchLevels: (threadId: ThreadId) => Promise<ReadonlyMap<PersonId, WatchLevel>>;
  /** What one of them chose; null for nothing. */
  watchLevel: (personId: PersonId, threadId: ThreadId) => Promise<WatchLevel | null>;
  /** What people chose for tags of a community: those named, or all who chose something. */
  tagWatches: Tags['watchesOf'];
  /** Whether the actor may read the thread now. */
  mayRead: (actor: Actor, thread: Thread) => Promise<boolean>;
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
  threads: Pick<Threads, 'access' | 'threads' | 'posts' | 'readings' | 'names'>;
  people: Pick<PeopleService, 'findMany' | 'peopleById'>;
  tags: Pick<Tags, 'watchesOf'>;
}

export function depsFrom({ threads, people, communities, tags }: Neighbours): NotificationsDeps {
  return {
    findThreads: threads.threads.findMany,
    findPosts: threads.posts.findMany,
    findPostByNumber: threads.posts.findByNumber,
    watchLevels: threads.readings.chosenLevels,
    watchLevel: async (...of) => (await threads.readings.find(...of))?.watch ?? null,
    mayRead: (actor, thread) => threads.access.stand(actor, thread).then(() => true, unlessHidden),
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

function unlessHidden(error: unknown): false {
  if (error instanceof AppError && error.code === 'not-found') return false;
  throw error;
}
