/** Public pages as the server draws them: what it hands to the client's components, and what it gets back. */
import type { CommunityView, SpaceView } from './communities.contract.ts';
import type { PeopleById } from './people.contract.ts';
import type { PostView, ThreadView } from './threads.contract.ts';

interface Placed {
  readonly community: CommunityView;
}

export interface ThreadReading extends Placed {
  readonly kind: 'thread';
  readonly space: SpaceView;
  readonly thread: ThreadView;
  readonly posts: readonly PostView[];
  readonly people: PeopleById;
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
}

export interface CommunityReading extends Placed {
  readonly kind: 'community';
  readonly spaces: readonly SpaceView[];
}

/** What one public page shows, to a visitor. */
export type Reading = ThreadReading | SpaceReading | CommunityReading;

/** A page drawn: HTML of the body, in one of the client's languages. */
export interface Drawn {
  readonly html: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

/** What the reader module of the built client gives. `wanted`: language tags, best first. */
export interface ReaderModule {
  draw(reading: Reading, wanted: readonly string[]): Promise<Drawn>;
}
