import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { PostNews } from '@jembatan/shared/threads.contract';
import type { Broadcaster } from '../../kernel/broadcaster.ts';
import { rooms } from '../../kernel/broadcaster.ts';
import type { DomainEvent, EventBus } from '../../kernel/domain-events.ts';
import { KeyedQueue } from '../../kernel/keyed-queue.ts';
import type { PostsRepository } from './posts.repository.ts';
import type { ThreadsRepository } from './threads.repository.ts';
import { peopleOf, toClosedPost, toPostNews, toThreadNews } from './threads.views.ts';

export interface NewsDeps {
  bus: EventBus;
  broadcaster: Broadcaster;
  threads: ThreadsRepository;
  posts: PostsRepository;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
}

type PostEventType = 'post:created' | 'post:edited' | 'post:deleted';

/** Turns what happened in threads into news for their rooms; one thread's news keep their order. */
export function tellThreadNews({ bus, broadcaster, threads, posts, peopleById }: NewsDeps): void {
  const queue = new KeyedQueue();

  async function tellPost(event: DomainEvent<PostEventType>): Promise<void> {
    const { threadId, postId, seq } = event.facts;
    const post = await posts.findAt(postId, seq);
    if (!post) return;
    const people = await peopleById(peopleOf([post]));
    const reaction = 'reaction' in event.facts ? event.facts.reaction : undefined;
    const news = (audience: 'all' | 'staff'): PostNews => ({
      threadId,
      seq,
      post: { ...toPostNews(post, people, audience), seq },
      people,
      ...(reaction && { reaction }),
    });
    const [all, answered, staff] = rooms.threadReaders(threadId);
    if (post.sealed) {
      // Those who have not answered hear that there is one more.
      const closed = { threadId, seq, post: { ...toClosedPost(post), seq }, people: {} };
      broadcaster.emit(all, event.type, closed);
    }
    const readers = post.sealed ? [answered] : [all, answered];
    if (!post.hidden) return broadcaster.emit([...readers, staff], event.type, news('all'));
    broadcaster.emit(readers, event.type, news('all'));
    broadcaster.emit(staff, event.type, news('staff'));
  }

  async function tellThread({
    facts: { threadId, seq },
  }: DomainEvent<'thread:changed'>): Promise<void> {
    const thread = await threads.find(threadId);
    if (!thread) return;
    const people = await peopleById([thread.authorId]);
    broadcaster.emit(rooms.threadReaders(threadId), 'thread:changed', {
      threadId,
      seq,
      thread: toThreadNews(thread, people),
    });
  }

  for (const type of ['post:created', 'post:edited', 'post:deleted'] as const)
    bus.on(type, (event) => queue.run(event.facts.threadId, () => tellPost(event)));
  bus.on('thread:changed', (event) => queue.run(event.facts.threadId, () => tellThread(event)));
  bus.on('thread:read', ({ facts: { personId, ...read } }) =>
    broadcaster.emit(rooms.person(personId), 'thread:read', read),
  );
}
