/** Public pages as the server draws them: what it hands to the client's components, and what it gets back. */
import type { CommunityView, SpaceView } from './communities.contract.ts';
import type { PeopleById } from './people.contract.ts';
import type { PollView } from './polls.contract.ts';
import type { TagView } from './tags.contract.ts';
import type { PostView, ThreadView } from './threads.view.ts';

interface Placed {
  readonly community: CommunityView;
}

export interface ThreadReading extends Placed {
  readonly kind: 'thread';
  readonly space: SpaceView;
  readonly thread: ThreadView;
  readonly posts: readonly PostView[];
  readonly people: PeopleById;
  /** Polls by the id of their post. */
  readonly polls: Readonly<Record<string, PollView>>;
  /** From 1; `pages` is the last. */
  readonly page: number;
  readonly pages: number;
  /** All posts on one page, for paper. */
  readonly whole: boolean;
}

export interface SpaceReading extends Placed {
  readonly kind: 'space';
  readonly space: SpaceView;
  readonly threads: readonly ThreadView[];
  /** Where the list goes on; null at its end. */
  readonly nextCursor: string | null;
  /** It shows only threads with this tag; null for all. */
  readonly tag: string | null;
}

export interface CommunityReading extends Placed {
  readonly kind: 'community';
  readonly spaces: readonly SpaceView[];
}

/** The threads of a community that have a tag. */
export interface TagReading extends Placed {
  readonly kind: 'tag';
  readonly tag: TagView;
  readonly threads: readonly ThreadView[];
  /** Where the list goes on; null at its end. */
  readonly nextCursor: string | null;
  /** Where this page begins; null at the beginning of the list. */
  readonly after: string | null;
}

/** The first page: what this hub is, and where one may look around. */
export interface StartReading {
  readonly kind: 'start';
  readonly communities: readonly CommunityView[];
  /** There are more of them than are shown. */
  readonly more: boolean;
}

/** The communities that everybody may read, by name. */
export interface CommunitiesReading {
  readonly kind: 'communities';
  readonly communities: readonly CommunityView[];
  /** Where the list goes on; null at its end. */
  readonly nextCursor: string | null;
  /** Where this page begins; null at the beginning of the list. */
  readonly after: string | null;
}

/** What one public page of a place shows, to a visitor. */
export type PlaceReading = ThreadReading | SpaceReading | CommunityReading | TagReading;

/** What one public page shows, to a visitor. */
export type Reading = PlaceReading | StartReading | CommunitiesReading;

/** A page drawn: HTML of the body, in one of the client's languages. */
export interface Drawn {
  readonly html: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** What the page says of itself where the hub itself speaks, and in which languages it can. */
  readonly about: {
    readonly title: string;
    readonly description: string;
    readonly languages: readonly string[];
  } | null;
}

/** What the reader module of the built client gives. `wanted`: language tags, best first. */
export interface ReaderModule {
  draw(reading: Reading, wanted: readonly string[]): Promise<Drawn>;
}
