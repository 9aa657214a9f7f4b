import {
  communityId,
  type PersonId,
  personId,
  postId,
  spaceId,
  threadId,
} from '@jembatan/shared/ids';
import type { PersonView } from '@jembatan/shared/people.contract';
import type { PostsPage, PostView, ThreadCan, ThreadView } from '@jembatan/shared/threads.view';
import { postCanOf } from './post-rights.ts';
import type { SequencedEvent, ThreadEvent } from './threads.store.ts';

/** A thread as the server keeps it, in a few lines: what the tests of the reducer compare with. */

const hex = (number: number) => number.toString(16).padStart(24, '0');
const at = (number: number) => new Date(Date.UTC(2026, 2, 1) + number * 1_000).toISOString();

export function personOf(number: number): PersonView {
  return {
    id: personId.parse(hex(number)),
    displayName: `Person ${number}`,
    handle: `person${number}`,
  };
}

interface KeptPost {
  number: number;
  seq: number;
  author: PersonView;
  html: string;
  revision: number;
  deleted: boolean;
  hidden: boolean;
  reactions: Map<string, Set<PersonId>>;
}

/** The reader that pages are made for. */
export interface Reader {
  readonly id: PersonId;
  readonly can: ThreadCan;
}

export const memberCan: ThreadCan = {
  reply: true,
  edit: false,
  watch: true,
  pin: false,
  lock: false,
  react: true,
  accept: false,
  moderate: false,
};
export const staffCan: ThreadCan = {
  reply: true,
  edit: true,
  watch: true,
  pin: true,
  lock: true,
  react: true,
  accept: false,
  moderate: true,
};

export class ThreadModel {
  readonly id = threadId.parse(hex(1));
  #seq = 0;
  #title = 'First title';
  #locked = false;
  readonly #posts: KeptPost[] = [];
  readonly #reads = new Map<PersonId, number>();

  get lastSeq(): number {
    return this.#seq;
  }

  get lastNumber(): number {
    return this.#posts.length;
  }

  create(author: PersonView): SequencedEvent {
    this.#seq += 1;
    const post: KeptPost = {
      number: this.#posts.length + 1,
      seq: this.#seq,
      author,
      html: `<p>text ${this.#seq}</p>`,
      revision: 1,
      deleted: false,
      hidden: false,
      reactions: new Map(),
    };
    this.#posts.push(post);
    this.#reads.set(author.id, Math.max(post.number, this.#reads.get(author.id) ?? 0));
    return this.#news('post:created', post);
  }

  edit(number: number): SequencedEvent {
    return this.#change(number, (post) => {
      post.html = `<p>text ${this.#seq}</p>`;
      post.revision += 1;
    });
  }

  setHidden(number: number, hidden: boolean): SequencedEvent {
    return this.#change(number, (post) => {
      post.hidden = hidden;
    });
  }

  remove(number: number): SequencedEvent {
    const event = this.#change(number, (post) => {
      post.deleted = true;
      post.html = '';
      post.reactions.clear();
    });
    return { ...event, name: 'post:deleted' } as SequencedEvent;
  }

  react(number: number, { person, on }: { person: PersonId; on: boolean }): SequencedEvent {
    const event = this.#change(number, (post) => {
      const who = post.reactions.get('👍') ?? new Set();
      if (on) who.add(person);
      else who.delete(person);
      post.reactions.set('👍', who);
    });
    if (event.name === 'thread:changed') throw new Error('a reaction is news of a post');
    return {
      ...event,
      payload: { ...event.payload, reaction: { personId: person, emoji: '👍', on } },
    };
  }

  rename(title: string): SequencedEvent {
    this.#seq += 1;
    this.#title = title;
    return {
      name: 'thread:changed',
      payload: { threadId: this.id, seq: this.#seq, thread: this.#bare() },
    };
  }

  lock(locked: boolean): SequencedEvent {
    this.#locked = locked;
    return this.rename(this.#title);
  }

  read(reader: Reader, number: number): ThreadEvent {
    this.#reads.set(reader.id, Math.max(number, this.#reads.get(reader.id) ?? 0));
    const read = this.#readOf(reader);
    return { name: 'thread:read', payload: { threadId: this.id, ...read } };
  }

  thread(reader: Reader): ThreadView {
    return {
      ...this.#bare(),
      read: this.#readOf(reader),
      watch: 'mentions',
      can: this.#canOf(reader),
    };
  }

  page(reader: Reader, { from, limit }: { from: number; limit: number }): PostsPage {
    const items = this.#posts.filter((post) => post.number >= from).slice(0, limit);
    return {
      items: items.map((post) => this.#view(post, reader)),
      people: {},
      lastSeq: this.#seq,
      thread: this.thread(reader),
      firstNumber: 1,
      lastNumber: this.lastNumber,
    };
  }

  since(reader: Reader, seq: number): { page: PostsPage; thread: ThreadView } {
    const items = this.#posts.filter((post) => post.seq > seq).sort((a, b) => a.seq - b.seq);
    const page = {
      items: items.map((post) => this.#view(post, reader)),
      people: {},
      lastSeq: this.#seq,
      more: false,
    };
    return { page, thread: this.thread(reader) };
  }

  #change(number: number, change: (post: KeptPost) => void): SequencedEvent {
    const post = this.#posts[number - 1];
    if (!post) throw new Error(`no post ${number}`);
    this.#seq += 1;
    change(post);
    post.seq = this.#seq;
    return this.#news('post:edited', post);
  }

  #news(name: 'post:created' | 'post:edited', post: KeptPost): SequencedEvent {
    return {
      name,
      payload: { threadId: this.id, seq: this.#seq, post: this.#bareView(post), people: {} },
    };
  }

  #bareView(post: KeptPost): PostView {
    const reactions = [...post.reactions]
      .filter(([, who]) => who.size > 0)
      .map(([emoji, who]) => ({ emoji, count: who.size }));
    return {
      id: postId.parse(hex(1_000 + post.number)),
      threadId: this.id,
      number: post.number,
      seq: post.seq,
      author: post.author,
      html: post.hidden ? '' : post.html,
      lang: 'und',
      revision: post.revision,
      createdAt: at(post.number),
      reactions,
      ...(post.deleted ? { deleted: true as const } : {}),
      ...(post.hidden ? { hidden: true as const } : {}),
    };
  }

  #view(post: KeptPost, reader: Reader): PostView {
    const bare = this.#bareView(post);
    const mine = (emoji: string) => post.reactions.get(emoji)?.has(reader.id) ?? false;
    const reactions = bare.reactions.map((one) => ({
      ...one,
      ...(mine(one.emoji) && { mine: true }),
    }));
    return { ...bare, reactions, can: postCanOf(bare, { can: this.#canOf(reader) }, reader.id) };
  }

  #canOf(reader: Reader): ThreadCan {
    if (!this.#locked || reader.can.moderate) return reader.can;
    return { ...reader.can, reply: false, edit: false, accept: false, react: false };
  }

  #readOf(reader: Reader): { number: number; unread: number } {
    const number = this.#reads.get(reader.id) ?? 0;
    const unread = this.#posts.filter(
      (post) => post.number > number && !post.deleted && !post.hidden,
    ).length;
    return { number, unread };
  }

  #bare(): ThreadView {
    return {
      id: this.id,
      spaceId: spaceId.parse(hex(2)),
      communityId: communityId.parse(hex(3)),
      sessionId: null,
      title: this.#title,
      slug: 'first-title',
      kind: 'discussion',
      tags: [],
      author: personOf(1),
      createdAt: at(1),
      lastActivityAt: at(this.#posts.length),
      lastSeq: this.#seq,
      lastNumber: this.lastNumber,
      postCount: this.#posts.filter((post) => !post.deleted && !post.hidden).length,
      pinned: false,
      locked: this.#locked,
      hidden: false,
      acceptedNumber: null,
    };
  }
}
